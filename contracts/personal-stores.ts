/** How a store forgets a person. */
export type Forgetting =
  /** The person's items are removed. */
  | 'removed'
  /** What is left cannot be read any more: its key is destroyed. */
  | 'key destroyed'
  /** The account stays, so that sums do; under a name that nobody can lead back. */
  | 'renamed'
  /** It goes by itself after so many days. */
  | { readonly expiresAfterDays: number };

/** A store that may hold personal data, and how it forgets. No other place may hold any. */
export interface PersonalStoreDeclaration {
  readonly name: string;
  readonly holds: string;
  readonly forgets: Forgetting;
  /** The tables, buckets and streams that it is, by their names in the templates; none for what the cloud keeps itself. */
  readonly resources: readonly string[];
}

/** Days for which plans are kept: longer than any campaign runs, so that whoever asks why is still answered. */
export const PLAN_DAYS = 120;

/** Every declared store of personal data; the order is that in which an erasure clears them. */
export const personalStores = [
  // First the way to write to the person, then what is known, last who they are: an erasure that stopped still finds it.
  {
    name: 'contacts',
    holds: 'addresses and device tokens',
    forgets: 'removed',
    resources: ['ContactTable'],
  },
  { name: 'due messages', holds: 'messages to be sent', forgets: 'removed', resources: ['DueTable'] },
  {
    name: 'profiles',
    holds: 'all parts of each customer key’s profile, predictions and persona among them',
    forgets: 'removed',
    resources: ['ProfileTable'],
  },
  {
    name: 'lake',
    holds: 'every accepted event, sealed under the person’s key',
    forgets: 'key destroyed',
    resources: ['LakeBucket', 'PersonKeyTable'],
  },
  {
    name: 'receipts',
    holds: 'what became of each message, and who answered it; 730 days',
    forgets: 'renamed',
    resources: ['ReceiptTable'],
  },
  { name: 'ledger', holds: 'consents, caps and claims', forgets: 'removed', resources: ['LedgerTable'] },
  {
    name: 'links',
    holds: 'identifiers shown, who else showed them, merges',
    forgets: 'removed',
    resources: ['PersonTable'],
  },
  {
    name: 'stream',
    holds: 'events on their way',
    forgets: { expiresAfterDays: 1 },
    resources: ['EventStream'],
  },
  {
    name: 'snapshots',
    holds: 'exports, rows and working files of training runs',
    forgets: { expiresAfterDays: 7 },
    resources: ['SnapshotBucket'],
  },
  {
    name: 'quarantine',
    holds: 'messages that were refused',
    forgets: { expiresAfterDays: 30 },
    resources: ['QuarantineBucket'],
  },
  {
    name: 'failures',
    holds: 'records that a function gave up',
    forgets: { expiresAfterDays: 30 },
    resources: ['FailureBucket'],
  },
  {
    name: 'point-in-time backups',
    holds: 'tables as they were',
    forgets: { expiresAfterDays: 35 },
    resources: [],
  },
  {
    name: 'plans',
    holds: 'who was to get what and why, by customer key, without address or words',
    forgets: { expiresAfterDays: PLAN_DAYS },
    resources: ['ArtefactBucket'],
  },
] as const satisfies readonly PersonalStoreDeclaration[];

/** A store that an erasure clears itself. */
export type ClearedStore = Extract<
  (typeof personalStores)[number],
  { readonly forgets: 'removed' | 'key destroyed' | 'renamed' }
>['name'];

/** Tables and buckets of the templates that hold no customer, and what they hold. */
export const holdsNobody: Readonly<Record<string, string>> = {
  SourceTable: 'counts by source and writer of events',
  CatalogueTable: 'products, stores, stock, coupons',
  DocumentTable:
    'what employees decide on; of an erasure under way the keys that it is about, until its second pass',
  BudgetTable: 'limits and what was spent',
  AccessTable: 'who read whom and why, by keyed hash of the customer key; two years, also after an erasure',
  OfferTable: 'codes of offers by keyed hash of the message, orders that used one by hash of their id',
  RateTable: 'token buckets of sending identities',
};
