import type { Clock } from '#app/ports/clock.ts';
import type { Contact, ContactStore } from '#app/ports/contact-store.ts';
import type { DeliveryPorts } from './delivery-ports.ts';

/** Keeps addresses as providers know them. */
export interface KeepAddresses {
  /** The address reaches nobody any more. */
  forget(contact: Contact): Promise<void>;
  /** The device is reached by another token from now on. */
  adopt(contact: Contact, address: string): Promise<void>;
}

/** Keeps them in this store. */
export function createKeepAddresses(ports: {
  readonly contacts: ContactStore;
  readonly clock: Clock;
  readonly hashAddress: DeliveryPorts['hashAddress'];
}): KeepAddresses {
  const { contacts, clock, hashAddress } = ports;
  const forget = ({ customerKey, channel, addressHash }: Contact): Promise<void> =>
    contacts.remove([{ customerKey, channel, addressHash, atMs: clock.nowMs() }]);
  return {
    forget,
    async adopt(contact, address) {
      if (address === contact.address) return;
      const addressHash = hashAddress(contact.channel, address);
      await contacts.put([{ ...contact, address, addressHash, atMs: clock.nowMs() }]);
      await forget(contact);
    },
  };
}
