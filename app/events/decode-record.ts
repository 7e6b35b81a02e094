import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import type { QuarantineEntry } from '#app/ports/quarantine.ts';
import type { ReadMessage } from '#core/events/read-record.ts';

/** What became of one message of a record. */
export type DecodedMessage =
  | Extract<ReadMessage, { kind: 'event' }>
  | (Omit<Extract<ReadMessage, { kind: 'refused' }>, 'json'> & {
      /** What may be kept of it: the message without location, addresses, tokens, or the bytes if they can't be parsed. */
      readonly body: QuarantineEntry['body'];
    });

/** Unpacks, validates and passes through the privacy gate what one record holds, in its order. Never throws. */
export type DecodeRecord = (record: ArrivedRecord) => readonly DecodedMessage[];
