/** A way to reach a person, as copy is written for it. */
export type CopyChannel = 'push' | 'email' | 'sms';

/** Languages that copy is written in. */
export type CopyLanguage = 'ko' | 'en';

/** A part of a copy; an e-mail's title is its subject. */
export type CopyField = 'title' | 'body';

/** One copy as somebody wrote it, or, when rendered, as a person would get it. */
export interface Copy {
  readonly channel: CopyChannel;
  readonly language: CopyLanguage;
  readonly title: string;
  readonly body: string;
  /** Label, sender and opt-out are judged on rendered messages only: the engine puts them in. */
  readonly isRendered: boolean;
}

/** What a fact is about. */
export type FactKind = 'price' | 'percent' | 'date' | 'quantity' | 'ingredient' | 'claim' | 'rank' | 'review';

/** Something that copy may say. */
export interface Fact {
  readonly id: string;
  readonly kind: FactKind;
  /** As the sheet has it: a number, a date, a name; empty where the text says it all. */
  readonly value: string;
  /** `KRW`, `%`, `ml`, …; empty where the value needs none. */
  readonly unit: string;
  readonly text: string;
  /** What proves it; empty when nothing does. */
  readonly evidence: string;
}

/** Everything that copy about one product may say. */
export interface FactSheet {
  readonly id: string;
  readonly productName: string;
  /** ISO date or instant from which the facts hold; empty: always. */
  readonly validFrom: string;
  /** ISO date (to its end) or instant until which the facts hold; empty: always. */
  readonly validTo: string;
  /** Name and contact of who sends. */
  readonly sender: readonly string[];
  /** Ways to refuse: a free number, a page, a setting. By channel where they differ. */
  readonly optOut: Readonly<Record<CopyChannel, readonly string[]>>;
  readonly links: readonly string[];
  /** Effects for which the product is approved as a functional cosmetic. */
  readonly functional: readonly string[];
  /** Ids of pictures that may go with its copy. */
  readonly images?: readonly string[];
  readonly facts: readonly Fact[];
}

/** What a finding is about. */
export type Rule =
  | 'number'
  | 'price'
  | 'percent'
  | 'date'
  | 'ingredient'
  | 'superlative'
  | 'comparison'
  | 'efficacy'
  | 'banned_phrase'
  | 'label'
  | 'opt_out'
  | 'sender'
  | 'link'
  | 'personal_data'
  | 'language'
  | 'length'
  | 'injection'
  | 'style';

/** One thing that is wrong with a copy. */
export interface Finding {
  readonly rule: Rule;
  readonly field: CopyField;
  /** [start, end) in UTF-16 code units of the field as it was written. */
  readonly span: readonly [start: number, end: number];
  /** What stands there, as it was written. */
  readonly text: string;
  /** A fact's id, a law pack's id with its date, or a field of the sheet. */
  readonly source: string;
  /** What to do, a sentence in the copy's language. */
  readonly fix: string;
}

/** One sentence in both languages. */
export interface Said {
  readonly ko: string;
  readonly en: string;
}
