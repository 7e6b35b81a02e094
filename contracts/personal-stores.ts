/** How a store forgets a person. */
export type Forgetting =
  /** The person's items are removed. */
  | 'removed'
  /** What is left cannot be read any more: its key is destroyed. */
  | 'key destroyed'
  /** It goes by itself after so many days. */
  | { readonly expiresAfterDays: number };

/** A store that may hold personal data, and how it forgets. No other place may hold any. */
export interface PersonalStoreDeclaration {
  readonly name: string;
  readonly holds: string;
  readonly forgets: Forgetting;
}

/** Every declared store of personal data; the order is that in which an erasure clears them. */
export const personalStores = [
  // First the way to write to the person, then what is known, last who they are: an erasure that stopped still finds it.
  { name: 'contacts', holds: 'addresses and device tokens', forgets: 'removed' },
  { name: 'lake', holds: 'every accepted event, sealed under the person’s key', forgets: 'key destroyed' },
  { name: 'profiles', holds: 'all parts of each customer key’s profile', forgets: 'removed' },
  { name: 'ledger', holds: 'consents, caps and claims', forgets: 'removed' },
  { name: 'links', holds: 'identifiers shown, who else showed them, merges', forgets: 'removed' },
  { name: 'stream', holds: 'events on their way', forgets: { expiresAfterDays: 1 } },
  { name: 'quarantine', holds: 'messages that were refused', forgets: { expiresAfterDays: 30 } },
  { name: 'failures', holds: 'records that a function gave up', forgets: { expiresAfterDays: 30 } },
  { name: 'point-in-time backups', holds: 'tables as they were', forgets: { expiresAfterDays: 35 } },
] as const satisfies readonly PersonalStoreDeclaration[];

/** A store that an erasure clears itself. */
export type ClearedStore = Extract<
  (typeof personalStores)[number],
  { readonly forgets: 'removed' | 'key destroyed' }
>['name'];
