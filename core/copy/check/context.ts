import type { Copy, FactSheet, Rule, Said } from './copy.ts';
import type { FactBook } from './fact-book.ts';
import type { SeenText } from './seen-text.ts';

/** What a rule is given: one field of one copy, the sheet, and the moment of judging. */
export interface FieldContext {
  readonly copy: Copy;
  readonly sheet: FactSheet;
  readonly book: FactBook;
  readonly seen: SeenText;
  /** The seen text with links, contacts and the sheet's own names blanked, at the same length. */
  readonly claims: string;
  /** UTC epoch milliseconds. */
  readonly nowMs: number;
}

/** What a rule found, in places of the seen text. */
export interface Problem {
  readonly rule: Rule;
  readonly from: number;
  readonly to: number;
  readonly source: string;
  readonly fix: Said;
}

/** Judges one field. */
export type FieldRule = (context: FieldContext) => readonly Problem[];
