import { checkCopy } from '#core/copy/check/check-copy.ts';
import type { FactSheet, Rule } from '#core/copy/check/copy.ts';

const HOSTILE: ReadonlySet<Rule> = new Set(['injection', 'personal_data', 'link']);

const noFacts: FactSheet = {
  id: 'none',
  productName: '',
  validFrom: '',
  validTo: '',
  sender: [],
  optOut: { push: [], email: [], sms: [] },
  links: [],
  functional: [],
  facts: [],
};

/** Does a short text that a model wrote, such as a name, carry instructions, code, a link or an address? */
export function isHostile(text: string): boolean {
  const language = /\p{Script=Hangul}/u.test(text) ? 'ko' : 'en';
  const copy = { channel: 'email', language, title: '', body: text, isRendered: false } as const;
  // No rule of these looks at the time.
  return checkCopy(copy, noFacts, 0).some(({ rule }) => HOSTILE.has(rule));
}
