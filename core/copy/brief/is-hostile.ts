import { breaksAny } from '#core/copy/brief/breaks-any.ts';
import type { Rule } from '#core/copy/check/copy.ts';

const HOSTILE: ReadonlySet<Rule> = new Set(['injection', 'personal_data', 'link']);

/** Does a short text that a model wrote, such as a name, carry instructions, code, a link or an address? */
export const isHostile = (text: string): boolean =>
  breaksAny(HOSTILE, text, /\p{Script=Hangul}/u.test(text) ? 'ko' : 'en');
