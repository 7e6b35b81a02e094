import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import type { QuarantineEntry } from '#app/ports/quarantine.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { messageOf } from '#core/events/message-of.ts';
import { gateId } from '#core/events/privacy-gate.ts';
import type { Rejection } from '#core/events/rejection.ts';
import { reject } from '#core/events/rejection-sentences.ts';
import type { DecodeRecord } from './decode-record.ts';

/** One valid message with the record that it came in. */
export interface ArrivedEvent {
  readonly record: ArrivedRecord;
  readonly index: number;
  readonly event: CustomerEvent;
  /** Its record's partition key is not its customer's: it may not be folded, for nothing keeps its order. */
  readonly isMisrouted: boolean;
}

/** Why a message in a record of another partition key is refused. */
export const wrongPartitionKey: Rejection = reject('wrong_partition_key');

/** A batch of records, unpacked. */
export interface GroupedRecords {
  /** Valid messages by customer key, in order of arrival. */
  readonly byCustomer: ReadonlyMap<string, readonly ArrivedEvent[]>;
  readonly refused: readonly { readonly record: ArrivedRecord; readonly entry: QuarantineEntry }[];
}

/** Unpacks a batch and groups it by customer key; what cannot be read becomes entries for quarantine. */
export function groupRecords(records: readonly ArrivedRecord[], decode: DecodeRecord): GroupedRecords {
  const byCustomer = new Map<string, ArrivedEvent[]>();
  const refused: { record: ArrivedRecord; entry: QuarantineEntry }[] = [];
  for (const record of records) {
    for (const message of decode(record)) {
      const { index } = message;
      if (message.kind === 'refused') {
        refused.push({ record, entry: entryOf(record, index, message.rejection, message.body) });
        continue;
      }
      const { event, partitionKey } = message;
      const arrived = { record, index, event, isMisrouted: partitionKey !== record.partitionKey };
      const group = byCustomer.get(event.customerKey);
      if (group === undefined) byCustomer.set(event.customerKey, [arrived]);
      else group.push(arrived);
    }
  }
  return { byCustomer, refused };
}

const WITHHELD = '[withheld]';

/** An entry for quarantine of a valid message that was refused after the gates. */
export function entryOfEvent(arrived: ArrivedEvent, rejection: Rejection): QuarantineEntry {
  const text = JSON.stringify(messageOf(arrived.event));
  return entryOf(arrived.record, arrived.index, rejection, { kind: 'json', text });
}

function entryOf(
  record: ArrivedRecord,
  index: number,
  rejection: Rejection,
  body: QuarantineEntry['body'],
): QuarantineEntry {
  const { shardId, sequenceNumber, arrivedAtMs } = record;
  const id = `${shardId}:${sequenceNumber}:${index}`;
  // A direct producer may have written an address: it says whose it is no better than the message does.
  const partitionKey = gateId(record.partitionKey, () => WITHHELD);
  return { ...rejection, id, shardId, sequenceNumber, index, partitionKey, arrivedAtMs, body };
}
