import type { HashIdentifier } from './identifier.ts';
import type { Message } from './message.ts';
import { normaliseId } from './normalise-identifier.ts';
import { gateId } from './privacy-gate.ts';

/**
 * The key of a message that passed the gate, which is also its partition key: `userId`, else `anonymousId`. A
 * message of no person (`Footfall Counted`) without either has the store's: `store:<store_id>`.
 */
export function customerKeyOf(message: Message): string {
  const id = message.userId ?? message.anonymousId;
  return id === undefined ? `store:${String(message.properties?.['store_id'])}` : normaliseId(id);
}

/**
 * What a direct producer's partition key comes to, to be compared with its messages' customer key: such a
 * producer knows neither our normal form nor our hashes.
 */
export function customerKeyOfPartition(partitionKey: string, hash: HashIdentifier): string {
  return gateId(partitionKey, hash);
}
