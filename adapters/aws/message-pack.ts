import { DomainError } from '#core/kernel/errors.ts';
import type { ByteReader, ByteWriter } from './packed-bytes.ts';

/**
 * MessagePack, as far as stored tuples use it: nil, booleans, numbers, texts, binaries and arrays, each in its
 * shortest form. No maps and no extensions. A tuple is written and read field by field, so nothing lies between.
 * @see https://github.com/msgpack/msgpack/blob/master/spec.md
 */
const NIL = 0xc0;
const FALSE = 0xc2;
const TRUE = 0xc3;
const FLOAT_64 = 0xcb;
/** First of three (four for numbers) codes: length or number in 1, 2, 4 (8) bytes. */
const BINARY = 0xc4;
const UNSIGNED = 0xcc;
const SIGNED = 0xd0;
const TEXT = 0xd9;
const ARRAY_16 = 0xdc;
const FIXED_ARRAY = 0x90;
const FIXED_TEXT = 0xa0;
const FIXED_NEGATIVE = 0xe0;

const TWO_32 = 0x1_0000_0000;

/** Big-endian. */
function writeFixed(writer: ByteWriter, value: number, size: number): void {
  if (size === 8) writeFixed(writer, Math.floor(value / TWO_32), 4);
  for (let shift = Math.min(size, 4) * 8 - 8; shift >= 0; shift -= 8) writer.byte((value >>> shift) & 0xff);
}

/** A size of 1, 2 or 4 bytes behind the code for it. */
function writeSized(writer: ByteWriter, firstCode: number, size: number): void {
  const step = size < 0x100 ? 0 : size < 0x1_0000 ? 1 : 2;
  writer.byte(firstCode + step);
  writeFixed(writer, size, 1 << step);
}

/** How many values follow. */
export function writeArray(writer: ByteWriter, length: number): void {
  if (length < 16) writer.byte(FIXED_ARRAY | length);
  else {
    const isShort = length < 0x1_0000;
    writer.byte(isShort ? ARRAY_16 : ARRAY_16 + 1);
    writeFixed(writer, length, isShort ? 2 : 4);
  }
}

/** A number in the least space; `null` for undefined. */
export function writeNumber(writer: ByteWriter, value: number | null | undefined): void {
  if (value === null || value === undefined) writer.byte(NIL);
  else if (!Number.isSafeInteger(value)) writeFloat(writer, value);
  else if (value >= 0) writeUnsigned(writer, value);
  else writeNegative(writer, value);
}

function writeUnsigned(writer: ByteWriter, value: number): void {
  if (value < 0x80) writer.byte(value);
  else if (value < TWO_32) writeSized(writer, UNSIGNED, value);
  else {
    writer.byte(UNSIGNED + 3);
    writeFixed(writer, value, 8);
  }
}

function writeNegative(writer: ByteWriter, value: number): void {
  if (value >= -0x20) {
    writer.byte(FIXED_NEGATIVE | (value + 0x20));
    return;
  }
  const step = value >= -0x80 ? 0 : value >= -0x8000 ? 1 : value >= -0x8000_0000 ? 2 : 3;
  writer.byte(SIGNED + step);
  writeFixed(writer, value, 1 << step);
}

function writeFloat(writer: ByteWriter, value: number): void {
  writer.byte(FLOAT_64);
  writer.reserve(8);
  writer.length = writer.bytes.writeDoubleBE(value, writer.length);
}

/** Most texts are short ASCII, for which a loop beats the general encoder. */
export function writeText(writer: ByteWriter, text: string): void {
  let isAscii = text.length < 32;
  for (let index = 0; isAscii && index < text.length; index += 1) isAscii = text.charCodeAt(index) < 0x80;
  if (!isAscii) {
    writeLongText(writer, text);
    return;
  }
  writer.byte(FIXED_TEXT | text.length);
  for (let index = 0; index < text.length; index += 1) writer.byte(text.charCodeAt(index));
}

function writeLongText(writer: ByteWriter, text: string): void {
  const size = Buffer.byteLength(text);
  if (size < 32) writer.byte(FIXED_TEXT | size);
  else writeSized(writer, TEXT, size);
  writer.reserve(size);
  writer.length += writer.bytes.write(text, writer.length);
}

/** Bytes with their number before them. */
export function writeBinary(writer: ByteWriter, bytes: Uint8Array): void {
  writeSized(writer, BINARY, bytes.length);
  writer.reserve(bytes.length);
  writer.bytes.set(bytes, writer.length);
  writer.length += bytes.length;
}

/** Bytes that `write` appends, with their number before them. */
export function writeBinaryOf(writer: ByteWriter, write: () => void): void {
  writer.byte(BINARY);
  writer.byte(0);
  const start = writer.length;
  write();
  const size = writer.length - start;
  if (size < 0x100) {
    writer.bytes[start - 1] = size;
    return;
  }
  const body = Buffer.from(writer.bytes.subarray(start, writer.length));
  writer.length = start - 2;
  writeBinary(writer, body);
}

function readValues(reader: ByteReader): unknown[] {
  const values: unknown[] = [];
  for (let left = readArray(reader) ?? 0; left > 0; left -= 1) values.push(readValue(reader));
  return values;
}

const isArray = (code: number): boolean =>
  (code >= FIXED_ARRAY && code < FIXED_TEXT) || code === ARRAY_16 || code === ARRAY_16 + 1;
const isBinary = (code: number): boolean => code >= BINARY && code < BINARY + 3;

/** Any value that a tuple may hold. */
export function writeValue(writer: ByteWriter, value: unknown): void {
  if (typeof value === 'number') writeNumber(writer, value);
  else if (typeof value === 'string') writeText(writer, value);
  else if (Array.isArray(value)) {
    writeArray(writer, value.length);
    for (const one of value) writeValue(writer, one);
  } else if (value instanceof Uint8Array) writeBinary(writer, value);
  else writer.byte(value === true ? TRUE : value === false ? FALSE : NIL);
}

function readFixed(reader: ByteReader, size: number): number {
  let value = 0;
  for (let count = 0; count < size; count += 1) value = value * 0x100 + reader.byte();
  return value;
}

function readSigned(reader: ByteReader, size: number): number {
  const limit = 2 ** (size * 8);
  if (size === 8) return (readFixed(reader, 4) | 0) * TWO_32 + readFixed(reader, 4);
  const value = readFixed(reader, size);
  return value >= limit / 2 ? value - limit : value;
}

function readFloat(reader: ByteReader): number {
  const { bytes, at } = reader;
  reader.at += 8;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat64(at);
}

/** A number, or undefined for nil. */
export function readNumber(reader: ByteReader): number | undefined {
  const code = reader.byte();
  if (code < 0x80) return code;
  if (code >= FIXED_NEGATIVE) return code - 0x100;
  if (code >= UNSIGNED && code < UNSIGNED + 4) return readFixed(reader, 1 << (code - UNSIGNED));
  if (code >= SIGNED && code < SIGNED + 4) return readSigned(reader, 1 << (code - SIGNED));
  if (code === FLOAT_64) return readFloat(reader);
  if (code === NIL) return undefined;
  throw unexpected(code);
}

/** How many values follow; undefined for nil. */
export function readArray(reader: ByteReader): number | undefined {
  const code = reader.byte();
  if (code >= FIXED_ARRAY && code < FIXED_TEXT) return code - FIXED_ARRAY;
  if (code === ARRAY_16 || code === ARRAY_16 + 1) return readFixed(reader, code === ARRAY_16 ? 2 : 4);
  if (code === NIL) return undefined;
  throw unexpected(code);
}

/** Is it a text that comes next? */
export function isText(reader: ByteReader): boolean {
  const code = reader.bytes[reader.at] ?? NIL;
  return (code >= FIXED_TEXT && code < NIL) || (code >= TEXT && code < TEXT + 3);
}

export function readText(reader: ByteReader): string {
  const code = reader.byte();
  if (code >= FIXED_TEXT && code < NIL) return textOf(reader, code - FIXED_TEXT);
  if (code >= TEXT && code < TEXT + 3) return textOf(reader, readFixed(reader, 1 << (code - TEXT)));
  throw unexpected(code);
}

function textOf(reader: ByteReader, size: number): string {
  const { at } = reader;
  reader.at += size;
  return reader.ascii(at, reader.at) ?? reader.buffer(at, reader.at).toString();
}

/** Where the bytes end that come next. */
export function readBinaryEnd(reader: ByteReader): number {
  const code = reader.byte();
  if (code < BINARY || code >= BINARY + 3) throw unexpected(code);
  const size = readFixed(reader, 1 << (code - BINARY));
  return reader.at + size;
}

/** A view of the bytes: as long as they live, so do those it was read from. */
export function readBinary(reader: ByteReader): Uint8Array {
  const end = readBinaryEnd(reader);
  const start = reader.at;
  reader.at = end;
  return reader.bytes.subarray(start, end);
}

/** Any value that a tuple may hold. */
export function readValue(reader: ByteReader): unknown {
  const code = reader.bytes[reader.at] ?? NIL;
  if (isText(reader)) return readText(reader);
  if (isArray(code)) return readValues(reader);
  if (isBinary(code)) return readBinary(reader);
  if (code === TRUE || code === FALSE) return reader.byte() === TRUE;
  return readNumber(reader) ?? null;
}

function unexpected(code: number): DomainError {
  return new DomainError('stored bytes hold what no codec of ours writes', { details: { code } });
}
