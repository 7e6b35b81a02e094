import type { Clock } from '#app/ports/clock.ts';
import type { Contact, ContactStore } from '#app/ports/contact-store.ts';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import { contactAddress } from '#core/events/contact-address.ts';
import { isIdentifierHash } from '#core/events/identifier.ts';
import { batchesOf } from '#core/kernel/batches.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { type IdentifierKind, kindOf, valueOf } from '#core/profiles/identity/identifiers.ts';
import { createIdentifierNames } from './identifier-names.ts';
import { createJoinRenamedKey } from './join-renamed-key.ts';
import { createLinkKey } from './link-key.ts';
import type { MergePorts } from './settle-merges.ts';

/** What a rehash did. */
export interface Rehashed {
  /** Contacts that lay under another hash than the one that names things now. */
  readonly movedCount: number;
  /** Addresses that are known under every key now, and were not before. */
  readonly namedCount: number;
}

/** Identifiers that somebody showed and that have no name under the newest key, by kind. */
export type Unnamed = Readonly<Partial<Record<IdentifierKind, number>>>;

/** What lies in the stores under older hashes, brought under newer ones as far as it can be. */
export interface RehashContacts {
  /**
   * The addresses in the contacts, the only ones in clear: each gets a name under every key, and its contact moves
   * under the key that names things now. Repeating it changes nothing.
   */
  rehash(): Promise<Rehashed>;
  /** What no address tells: it gets its newer name when it is shown during the rotation, or never. */
  unnamed(newestKeyId: string): Promise<Unnamed>;
}

const AT_ONCE = 100;
const LANES = 8;
/** Which of the two an address as customer id is, its hash does not tell: it shows both. */
const ADDRESS_KINDS = ['email', 'phone'] as const;

/** Works over these stores. */
export function createRehashContacts(
  ports: MergePorts & {
    readonly contacts: ContactStore;
    readonly hasher: KeyedHasher;
    readonly clock: Clock;
  },
): RehashContacts {
  const { contacts, persons, hasher } = ports;
  const { follow, unite } = createIdentifierNames(ports);
  const joinRenamedKey = createJoinRenamedKey(ports);
  const linkKey = createLinkKey(ports);

  /** Does this address, as an identifier of that kind, go by more than one name without their knowing? */
  const nameAs = async (kind: IdentifierKind, hashes: readonly string[]): Promise<boolean> => {
    const names = hashes.map((hash) => `${kind}:${hash}`);
    const kept = [...(await follow(names)).values()];
    const isOne = new Set(kept.map(({ identifier }) => identifier)).size === 1;
    const claimants = kept.flatMap(({ claims }) => claims.keys);
    if (isOne || claimants.length === 0) return false;
    await unite(names);
    // Those who showed it under one name have not been judged with those who showed it under the other.
    if (kept.filter(({ claims }) => claims.keys.length > 0).length > 1)
      for (const key of new Set(claimants)) await linkKey(key, []);
    return true;
  };

  /** An address that is a customer key. */
  const joinKeys = async ([newest, ...older]: readonly string[]): Promise<void> => {
    const known = await persons.loadKeys(older);
    for (const [key, { version }] of known)
      if (version > 0 && newest !== undefined) await joinRenamedKey(`email:${key}`, `email:${newest}`);
  };

  const nameContact = async ({ channel, address }: Contact): Promise<boolean> => {
    const { kind, normal } = contactAddress(channel, address);
    if (kind === 'token') return false;
    const hashes = hasher.hashes(kind, normal);
    let isNew = false;
    for (const each of ADDRESS_KINDS) isNew = (await nameAs(each, hashes)) || isNew;
    await joinKeys(hashes);
    return isNew;
  };

  return {
    async rehash() {
      let [movedCount, namedCount] = [0, 0];
      for await (const batch of batchesOf(contacts.all(), AT_ONCE))
        await mapConcurrently(batch, LANES, async (contact) => {
          if (await nameContact(contact)) namedCount += 1;
          const { kind, normal } = contactAddress(contact.channel, contact.address);
          const addressHash = hasher.hash(kind, normal);
          if (addressHash === contact.addressHash) return;
          await contacts.rename(contact, addressHash);
          movedCount += 1;
        });
      return { movedCount, namedCount };
    },
    async unnamed(newestKeyId) {
      const counts: Partial<Record<IdentifierKind, number>> = {};
      for await (const batch of batchesOf(persons.identifiers(), AT_ONCE))
        for (const [identifier, { value }] of await persons.loadIdentifiers(batch)) {
          const kind = kindOf(identifier);
          const names = [identifier, ...(value.names ?? [])];
          const isNamed = names.some((name) => valueOf(name).startsWith(`${newestKeyId}.`));
          const isShown = value.keys.length > 0 && isIdentifierHash(valueOf(identifier));
          if (isShown && !isNamed) counts[kind] = (counts[kind] ?? 0) + 1;
        }
      return counts;
    },
  };
}
