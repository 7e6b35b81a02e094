import type { Message } from './message.ts';
import { normaliseId } from './normalise-identifier.ts';

/**
 * The customer key as its sender wrote it, and so the partition key that the record must have: `userId`, else
 * `anonymousId`. A message of no person (`Footfall Counted`) with neither has its store's: `store:<store_id>`.
 */
export function senderKeyOf(message: Message): string {
  const id = message.userId ?? message.anonymousId;
  if (id !== undefined) return id;
  const storeId = message.properties?.['store_id'];
  return `store:${typeof storeId === 'number' ? String(storeId) : (storeId as string)}`;
}

/** The key under which the customer's events are folded, of a message that passed the gate. */
export function customerKeyOf(message: Message): string {
  return normaliseId(senderKeyOf(message));
}
