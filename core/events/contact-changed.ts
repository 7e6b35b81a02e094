import { hash48 } from '#core/kernel/hash.ts';
import type { Contact } from './contact.ts';
import type { Message } from './message.ts';

/** What the contacts table says of its own changes: that an address is known or lost, never the address. */
export const CONTACT_CHANGED = 'Contact Changed';

/** One change of a contact that no message of an app tells: an import's, or what a provider said. */
export interface ContactChange extends Pick<Contact, 'customerKey' | 'channel' | 'addressHash' | 'atMs'> {
  readonly isKnown: boolean;
  /** Why: `import`, `dead_address`, `opted_out`, `moved`. */
  readonly reason: string;
}

/** The change as a message of the stream; the same change, told again, is the same message. */
export function contactChanged(change: ContactChange): Message {
  const { customerKey, channel, addressHash, atMs, isKnown, reason } = change;
  const at = new Date(atMs).toISOString();
  const id = hash48(`${customerKey}\n${channel}\n${addressHash}\n${isKnown}`).toString(36);
  return {
    type: 'track',
    event: CONTACT_CHANGED,
    messageId: `contact-${atMs}-${id}`,
    userId: customerKey,
    timestamp: at,
    sentAt: at,
    receivedAt: at,
    properties: { channel, address: addressHash, known: isKnown, reason },
    // An import's hour says nothing of how regular a source is.
    context: reason === 'import' ? { source: 'import' } : {},
  };
}
