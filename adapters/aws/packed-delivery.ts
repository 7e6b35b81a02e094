import type { Delivery, ImportMark, ShardMark } from '#core/profiles/delivery.ts';
import {
  isText,
  readArray,
  readBinary,
  readNumber,
  readText,
  writeArray,
  writeBinary,
  writeNumber,
  writeText,
} from './message-pack.ts';
import {
  type ByteReader,
  type ByteWriter,
  packDecimal,
  packHashes,
  unpackDecimal,
  unpackHashes,
} from './packed-bytes.ts';

const SHARD_ID = /^shardId-(\d{12})$/;

/** Marks, each as the number that its shard's name holds and the bytes of its sequence number. */
export function packMarks(writer: ByteWriter, marks: readonly ShardMark[]): void {
  writeArray(writer, marks.length);
  for (const { shardId, sequenceNumber } of marks) {
    writeArray(writer, 2);
    const number = SHARD_ID.exec(shardId)?.[1];
    if (number === undefined) writeText(writer, shardId);
    else writeNumber(writer, Number(number));
    const sequence = packDecimal(sequenceNumber);
    if (typeof sequence === 'string') writeText(writer, sequence);
    else writeBinary(writer, sequence);
  }
}

/** Reads what `packMarks` wrote. */
export function unpackMarks(reader: ByteReader): readonly ShardMark[] {
  const marks: ShardMark[] = [];
  for (let left = readArray(reader) ?? 0; left > 0; left -= 1) {
    readArray(reader);
    const shardId = isText(reader)
      ? readText(reader)
      : `shardId-${String(readNumber(reader) ?? 0).padStart(12, '0')}`;
    const sequenceNumber = isText(reader) ? readText(reader) : unpackDecimal(readBinary(reader));
    marks.push({ shardId, sequenceNumber });
  }
  return marks;
}

/** What a hot part remembers so that nothing counts twice. */
export function packDelivery(writer: ByteWriter, { shardMarks, messageRing, importMarks }: Delivery): void {
  writeArray(writer, 3);
  packMarks(writer, shardMarks);
  writeBinary(writer, packHashes(messageRing));
  writeArray(writer, importMarks.length);
  for (const { fileId, row } of importMarks) {
    writeArray(writer, 2);
    writeText(writer, fileId);
    writeNumber(writer, row);
  }
}

/** Reads what `packDelivery` wrote. */
export function unpackDelivery(reader: ByteReader): Delivery {
  readArray(reader);
  const shardMarks = unpackMarks(reader);
  const messageRing = unpackHashes(readBinary(reader));
  const importMarks: ImportMark[] = [];
  for (let left = readArray(reader) ?? 0; left > 0; left -= 1) {
    readArray(reader);
    importMarks.push({ fileId: readText(reader), row: readNumber(reader) ?? 0 });
  }
  return { shardMarks, messageRing, importMarks };
}
