import type { Contact, ContactStore } from '#app/ports/contact-store.ts';
import type { Channel } from '#core/plan/law/law-pack.ts';
import { compareText } from '#core/profiles/consent.ts';

/** Where a person is reached on a channel, and where they live. */
export interface FoundAddress {
  /** The address stated last; undefined if there is none. */
  readonly contact: Contact | undefined;
  /** The zone that was stated with it, else with any other address of the person. */
  readonly zone: string | undefined;
}

/** Finds it among the addresses of all customer keys that are this person. */
export async function findAddress(
  contacts: ContactStore,
  customerKeys: readonly string[],
  channel: Channel,
): Promise<FoundAddress> {
  const all = (await Promise.all(customerKeys.map((key) => contacts.of(key)))).flat();
  all.sort((a, b) => b.atMs - a.atMs || compareText(a.addressHash, b.addressHash));
  const contact = all.find((each) => each.channel === channel);
  return { contact, zone: contact?.timezone ?? all.find(({ timezone }) => timezone !== undefined)?.timezone };
}
