import type { Contact, ContactRemoval } from '#core/events/contact.ts';

export type { Contact, ContactRemoval };

/**
 * Contact details: the front door writes, the dispatcher reads, nobody else. Of two statements about one address
 * of one customer the newer counts, in whatever order they come; of two at the same instant a removal counts.
 * Its promises are pinned by tests/contract/contact-store.suite.ts.
 */
export interface ContactStore {
  /** @throws UnavailableError if the store does not answer; putting again is safe. */
  put(contacts: readonly Contact[]): Promise<void>;
  /** @throws UnavailableError if the store does not answer; removing again is safe. */
  remove(removals: readonly ContactRemoval[]): Promise<void>;
  /** The customer's addresses that hold now, in no particular order. */
  of(customerKey: string): Promise<readonly Contact[]>;
  /** Everybody's addresses, in no particular order; what is stated meanwhile may be missing. */
  all(): AsyncIterable<Contact>;
  /** Keeps a contact under another hash of its address. What was said about either meanwhile stands. */
  rename(contact: Contact, addressHash: string): Promise<void>;
}
