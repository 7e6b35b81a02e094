import type { StreamPosition } from '#core/events/customer-event.ts';
import { hash48 } from '#core/kernel/hash.ts';
import { bounds } from './bounds.ts';
import type { Delivery, ImportMark, ShardMark } from './delivery.ts';

/** A row of an imported file, as told by its message id `import:<fileId>:<row>`. */
interface ImportRow {
  readonly fileId: string;
  readonly row: number;
}

/** A file's id is a hash: 64 characters hold 256 bits in hexadecimal. What is longer is no import of ours. */
const FILE_ID_LENGTH = 64;

function importRowOf(messageId: string): ImportRow | undefined {
  if (!messageId.startsWith('import:')) return undefined;
  const colon = messageId.lastIndexOf(':');
  const row = Number(messageId.slice(colon + 1));
  const isRow = colon > 7 && colon <= 7 + FILE_ID_LENGTH && Number.isSafeInteger(row) && row >= 1;
  if (!isRow) return undefined;
  return { fileId: messageId.slice(7, colon), row };
}

function withoutLeadingZeros(digits: string): string {
  return digits.startsWith('0') ? digits.replace(/^0+(?=.)/, '') : digits;
}

/**
 * Order of two sequence numbers: below 0 if `left` is the earlier. Decimal digits of up to 56 places, compared as the
 * integers they are: more than a JavaScript number holds.
 */
export function compareSequence(left: string, right: string): number {
  const a = withoutLeadingZeros(left);
  const b = withoutLeadingZeros(right);
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Was this record folded already: is it at or below its shard's mark? */
export function isAtOrBelow(marks: readonly ShardMark[], position: StreamPosition): boolean {
  const mark = marks.find(({ shardId }) => shardId === position.shardId);
  return mark !== undefined && compareSequence(position.sequenceNumber, mark.sequenceNumber) <= 0;
}

/** The marks after a record: its shard comes last, the shard not seen for longest is forgotten. */
export function withMark(marks: readonly ShardMark[], position: StreamPosition): readonly ShardMark[] {
  const others = marks.filter(({ shardId }) => shardId !== position.shardId);
  const { shardId, sequenceNumber } = position;
  return [...others.slice(-(bounds.shardMarks - 1)), { shardId, sequenceNumber }];
}

/** Decides what was delivered before. Opened per customer key and batch; `close` says what to remember. */
export interface Inbox {
  knowsRecord(position: StreamPosition): boolean;
  knowsMessage(messageId: string): boolean;
  /** Remembers a message as accepted. */
  accept(messageId: string): void;
  /** Every message of this record has been decided. */
  endRecord(position: StreamPosition): void;
  close(): Delivery;
}

/**
 * Opens the memory of an item. Rows of imports are told by their file's mark, since rows of one customer always
 * arrive ascending; all other messages by the ring, which imports therefore do not flush.
 */
export function openInbox(delivery: Delivery): Inbox {
  const shardMarks = new Map(delivery.shardMarks.map((mark) => [mark.shardId, mark]));
  const ring = [...delivery.messageRing];
  let importMarks = delivery.importMarks;
  let lastRecord: StreamPosition | undefined;
  let marks = delivery.shardMarks;

  // A message is asked about and then accepted: its hash is computed once.
  let hashed = '';
  let hash = 0;
  const hashOf = (messageId: string): number => {
    if (messageId !== hashed) {
      hashed = messageId;
      hash = hash48(messageId);
    }
    return hash;
  };

  const flushMark = (): void => {
    if (lastRecord !== undefined) marks = withMark(marks, lastRecord);
  };

  return {
    knowsRecord: (position) => {
      const mark = shardMarks.get(position.shardId);
      return mark !== undefined && compareSequence(position.sequenceNumber, mark.sequenceNumber) <= 0;
    },
    knowsMessage: (messageId) => {
      const imported = importRowOf(messageId);
      if (imported === undefined) return ring.includes(hashOf(messageId));
      return importMarks.some(({ fileId, row }) => fileId === imported.fileId && imported.row <= row);
    },
    accept: (messageId) => {
      const imported = importRowOf(messageId);
      if (imported === undefined) {
        ring.push(hashOf(messageId));
        // Trimmed now and then only: moving 64 numbers for each message of a long batch would cost more than the look-up.
        if (ring.length >= 2 * bounds.messageRing) ring.splice(0, ring.length - bounds.messageRing);
      } else importMarks = withImportMark(importMarks, imported);
    },
    endRecord: (position) => {
      if (lastRecord !== undefined && lastRecord.shardId !== position.shardId) flushMark();
      lastRecord = position;
      shardMarks.set(position.shardId, position);
    },
    close: () => {
      flushMark();
      return { shardMarks: marks, messageRing: ring.slice(-bounds.messageRing), importMarks };
    },
  };
}

function withImportMark(marks: readonly ImportMark[], imported: ImportRow): readonly ImportMark[] {
  const others = marks.filter(({ fileId }) => fileId !== imported.fileId);
  return [...others.slice(-(bounds.importMarks - 1)), imported];
}
