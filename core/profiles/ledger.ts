/** What a consent is for. */
export type ConsentPurpose = 'marketing' | 'marketing_night' | 'analytics' | 'location' | 'third_party';

/** One statement of a person about one purpose. */
export interface Consent {
  readonly purpose: ConsentPurpose;
  /** `push`, `email`, `sms`, …; `all` where the purpose has no channel. */
  readonly channel: string;
  readonly granted: boolean;
  /** When it was said, UTC epoch ms. */
  readonly atMs: number;
  readonly basis: string;
  readonly textVersion: string;
}

/** The one item per person that decides a send. */
export interface Ledger {
  readonly consents: readonly Consent[];
}
