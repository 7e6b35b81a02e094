import type { Message } from './message.ts';
import { normaliseId } from './normalise-identifier.ts';
import { isOfNoPerson } from './personless-event.ts';

/**
 * The customer key as its sender wrote it, and so the partition key that the record must have: `userId`, else
 * `anonymousId`. A message of no person (`Footfall Counted`) with neither has its store's: `store:<store_id>`.
 */
export function senderKeyOf(message: Message): string {
  return message.userId ?? message.anonymousId ?? storeKeyOf(message);
}

/**
 * The key under which a gated message's event is kept: the customer's; that of the store where it tells of no person,
 * whatever id the sensor gave itself.
 */
export function customerKeyOf(message: Message): string {
  return normaliseId(isOfNoPerson(message) ? storeKeyOf(message) : senderKeyOf(message));
}

function storeKeyOf({ properties }: Message): string {
  const storeId = properties?.['store_id'];
  return `store:${typeof storeId === 'number' ? String(storeId) : (storeId as string)}`;
}
