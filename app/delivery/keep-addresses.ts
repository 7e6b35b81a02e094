import type { Contact } from '#app/ports/contact-store.ts';
import { type ContactChange, contactChanged } from '#core/events/contact-changed.ts';
import type { DeliveryPorts } from './delivery-ports.ts';

/** Keeps addresses as providers know them, and lets profiles know, by hash. */
export interface KeepAddresses {
  /** The address reaches nobody any more. */
  forget(contact: Contact): Promise<void>;
  /** The device is reached by another token from now on. */
  adopt(contact: Contact, address: string): Promise<void>;
  /** Whoever has the address told the provider that they want nothing: it stays, and plans count on it no more. */
  optedOut(contact: Contact): Promise<void>;
}

const encoder = new TextEncoder();

/** Keeps them in this store. Profiles hear of it first: what fails then is met again by the next message. */
export function createKeepAddresses({
  contacts,
  clock,
  hashAddress,
  stream,
}: Pick<DeliveryPorts, 'contacts' | 'clock' | 'hashAddress' | 'stream'>): KeepAddresses {
  const tell = async (change: Omit<ContactChange, 'reason'>, reason: string): Promise<void> => {
    const data = encoder.encode(JSON.stringify(contactChanged({ ...change, reason })));
    await stream?.put([{ partitionKey: change.customerKey, data }]);
  };
  const lose = async (contact: Contact, reason: string): Promise<void> => {
    const { customerKey, channel, addressHash } = contact;
    const removal = { customerKey, channel, addressHash, atMs: clock.nowMs() };
    await tell({ ...removal, isKnown: false }, reason);
    await contacts.remove([removal]);
  };
  return {
    forget: (contact) => lose(contact, 'dead_address'),
    async adopt(contact, address) {
      if (address === contact.address) return;
      const { customerKey, channel } = contact;
      const addressHash = hashAddress(channel, address);
      const atMs = clock.nowMs();
      await tell({ customerKey, channel, addressHash, atMs, isKnown: true }, 'moved');
      await contacts.put([{ ...contact, address, addressHash, atMs }]);
      await lose(contact, 'moved');
    },
    optedOut: ({ customerKey, channel, addressHash }) =>
      tell({ customerKey, channel, addressHash, atMs: clock.nowMs(), isKnown: false }, 'opted_out'),
  };
}
