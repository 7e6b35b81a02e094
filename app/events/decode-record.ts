import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import type { QuarantineEntry } from '#app/ports/quarantine.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Rejection } from '#core/events/rejection.ts';

/** What became of one message of a record. */
export type DecodedMessage =
  | {
      readonly kind: 'event';
      /** Position inside the record. */
      readonly index: number;
      readonly event: CustomerEvent;
      /** What the record's partition key must be: the customer key as the sender wrote it, before the privacy gate. */
      readonly partitionKey: string;
    }
  | {
      readonly kind: 'refused';
      readonly index: number;
      readonly rejection: Rejection;
      /** What may be kept of it: the message without location, addresses, tokens, or the bytes if they can't be parsed. */
      readonly body: QuarantineEntry['body'];
    };

/** Unpacks, validates and passes through the privacy gate what one record holds, in its order. Never throws. */
export type DecodeRecord = (record: ArrivedRecord) => readonly DecodedMessage[];
