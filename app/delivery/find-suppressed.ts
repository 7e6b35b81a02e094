import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { Contact } from '#app/ports/contact-store.ts';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import { contactAddress } from '#core/events/contact-address.ts';
import { isSuppressed } from '#core/events/imports/newest-suppression.ts';

/**
 * Of these contacts, those whose address opted out elsewhere (`kairos import suppressions`), read consistently. It
 * binds whoever has the address and whatever they agreed to, until the list itself says that it is lifted.
 * @throws UnavailableError if the list cannot be read: then nothing is sent on a guess.
 */
export type FindSuppressed = (contacts: readonly Contact[]) => Promise<ReadonlySet<Contact>>;

/** Finds them in the catalogue, under every hashing key there ever was: the list may be older than those in force. */
export function createFindSuppressed(ports: {
  readonly catalogue: Pick<CatalogueStore, 'get'>;
  readonly hasher: KeyedHasher;
}): FindSuppressed {
  const idsOf = ({ channel, address }: Contact): readonly string[] => {
    const { kind, normal } = contactAddress(channel, address);
    return ports.hasher.hashes(kind, normal).map((hash) => `${channel}/${hash}`);
  };
  return async (contacts) => {
    const idsByContact = new Map(contacts.map((contact) => [contact, idsOf(contact)]));
    const listed = await ports.catalogue.get('suppressions', [...new Set([...idsByContact.values()].flat())]);
    const statements = (contact: Contact) =>
      (idsByContact.get(contact) ?? []).flatMap((id) => listed.get(id) ?? []);
    return new Set(contacts.filter((contact) => isSuppressed(statements(contact))));
  };
}
