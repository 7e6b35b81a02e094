import type { Clock } from '#app/ports/clock.ts';
import type { ContactStore } from '#app/ports/contact-store.ts';
import { contactAddress } from '#core/events/contact-address.ts';
import { contactChanged } from '#core/events/contact-changed.ts';
import type { HashIdentifier } from '#core/events/identifier.ts';
import { gateId } from '#core/events/privacy-gate.ts';
import type { ImportPorts } from './import-ports.ts';

/** Keeps addresses in one spelling under their keyed hash, as the front door does; profiles hear only the hash. */
export function createSaveContacts(ports: {
  readonly contacts: Pick<ContactStore, 'put'>;
  readonly hash: HashIdentifier;
  readonly clock: Clock;
}): ImportPorts['saveContacts'] {
  const { contacts, hash, clock } = ports;
  return async (imported) => {
    const atMs = clock.nowMs();
    const kept = imported.map(({ customerId, channel, address, timezone, locale, platform }) => {
      const { kind, normal } = contactAddress(channel, address);
      const names = { customerKey: gateId(customerId, hash), addressHash: hash(kind, normal) };
      return { ...names, channel, address: normal, timezone, locale, platform, atMs };
    });
    await contacts.put(kept);
    return kept.map(({ customerKey, channel, addressHash }) =>
      contactChanged({ customerKey, channel, addressHash, atMs, isKnown: true, reason: 'import' }),
    );
  };
}
