import * as z from 'zod';
import type { CopyChannel, CopyLanguage, FactKind, Finding } from '#core/copy/check/copy.ts';
import { readMoment } from '#core/copy/check/fact-book.ts';

const absent = z.null().optional();
const texts = z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown()), absent]);

/** One line of `kairos check`: any copy, whoever wrote it. */
export const copyLine = z.object({
  id: z.union([z.string(), z.number()]),
  channel: z.enum(['push', 'email', 'sms'] satisfies CopyChannel[], {
    error: 'unknown channel: use push, email or sms',
  }),
  language: z.enum(['ko', 'en'] satisfies CopyLanguage[], { error: 'unknown language: use ko or en' }),
  /** May be left out: a text message has none. */
  title: z.string().nullish(),
  body: z.string(),
  /** Id of a fact sheet. */
  facts: z.union([z.string(), z.number()]),
  /** Is this the message as a person gets it? Then label, sender and opt-out are judged too. */
  rendered: z.boolean().nullish(),
});

const moment = z.string().refine((text) => text.trim() === '' || readMoment(text) !== undefined, {
  error: 'not a day or an instant: write 2026-11-30 or 2026-11-30T23:59:59+09:00',
});

const fact = z.object({
  id: z.union([z.string(), z.number()]),
  kind: z.enum(
    ['price', 'percent', 'date', 'quantity', 'ingredient', 'claim', 'rank', 'review'] satisfies FactKind[],
    { error: 'unknown kind: use price, percent, date, quantity, ingredient, claim, rank or review' },
  ),
  value: z.union([z.string(), z.number(), z.boolean(), absent]),
  unit: z.string().nullish(),
  text: z.string().nullish(),
  /** What proves a claim: a study, a source, a page. */
  evidence: z.unknown().optional(),
});

/** The facts that copy about one product may state. */
const factSheet = z.object({
  id: z.union([z.string(), z.number()]),
  product_id: z.union([z.string(), z.number(), absent]),
  product_name: z.string().nullish(),
  valid_from: moment.nullish(),
  valid_to: moment.nullish(),
  /** Name and contact; a text, a list, or an object of texts. */
  sender: texts,
  /** How to refuse; a text, a list, or an object by channel. */
  opt_out: texts,
  links: z.array(z.string()).nullish(),
  functional: z.array(z.string()).nullish(),
  /** Ids of pictures that may go with copy about this product; who signs the facts signs them too. */
  images: z.array(z.string().min(1)).nullish(),
  facts: z.array(fact),
});

/** The file of `--facts`. */
export const factSheets = z.array(factSheet);

/** A fact sheet as it was read. */
export type FactSheetInput = z.output<typeof factSheet>;

/** The answer to one line that could be judged. */
export interface CopyVerdict {
  readonly id: string | number;
  readonly verdict: 'pass' | 'fail';
  readonly findings: readonly Finding[];
}

/** The answer to a line that could not be read. */
export interface CopyUnreadable {
  readonly id: string | number | null;
  readonly error: string;
}
