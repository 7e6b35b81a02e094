import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { RowSplitter } from '#adapters/node/imports/split-rows.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { ItemReader } from '../definition/state-types.ts';
import { StateError } from '../run/state-error.ts';
import { textOf as asText } from '../text-of.ts';

export interface Reading {
  readonly reader: ItemReader;
  /** `Arguments` worked out. */
  readonly from: JsonObject;
}

const DELIMITERS = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

/** The items of a file or of a listing, one after the other. @throws StateError `States.ItemReaderFailed`. */
export async function* readItems(store: ObjectStore, { reader, from }: Reading): AsyncGenerator<Json> {
  try {
    if (reader.Resource.endsWith(':s3:listObjectsV2')) yield* listed(store, from);
    else yield* inFile(store, { reader, from });
  } catch (error) {
    if (error instanceof StateError) throw error;
    throw unreadable((error as Error).message);
  }
}

function* listed(store: ObjectStore, from: JsonObject): Generator<Json> {
  const bucket = textOf(from, 'Bucket');
  for (const key of store.keys(bucket)) {
    if (!key.startsWith(asText(from['Prefix']))) continue;
    const head = store.head(bucket, key);
    if (head === undefined) continue;
    yield {
      Etag: head.etag,
      Key: key,
      LastModified: Math.floor(head.modifiedAtMs / 1000),
      Size: head.sizeBytes,
      StorageClass: 'STANDARD',
    };
  }
}

async function* inFile(store: ObjectStore, { reader, from }: Reading): AsyncGenerator<Json> {
  const [bucket, key] = [textOf(from, 'Bucket'), textOf(from, 'Key')];
  const found = store.get(bucket, key);
  if (found === undefined) throw unreadable(`there is no object ${key} in ${bucket}`);
  const bytes = Readable.from([found.body]);
  const text = key.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  const { InputType } = reader.ReaderConfig ?? {};
  if (InputType === 'JSONL') yield* jsonLines(text);
  else if (InputType === 'CSV') yield* csvRows(text, reader.ReaderConfig ?? {});
  else yield* jsonList(text, reader.ReaderConfig?.ItemsPointer);
}

async function* jsonLines(text: Readable): AsyncGenerator<Json> {
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line.trim() !== '') yield JSON.parse(line) as Json;
}

async function* jsonList(text: Readable, pointer: string | undefined): AsyncGenerator<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of text) chunks.push(chunk as Buffer);
  let value = JSON.parse(Buffer.concat(chunks).toString()) as Json | undefined;
  for (const name of (pointer ?? '').split('/').slice(1))
    value = (value as JsonObject | undefined)?.[name.replaceAll('~1', '/').replaceAll('~0', '~')];
  if (!Array.isArray(value)) throw unreadable('the file holds no list of items');
  yield* value as Json[];
}

async function* csvRows(
  text: Readable,
  config: NonNullable<ItemReader['ReaderConfig']>,
): AsyncGenerator<Json> {
  const splitter = new RowSplitter(DELIMITERS[config.CSVDelimiter ?? 'COMMA']);
  let header = config.CSVHeaderLocation === 'GIVEN' ? config.CSVHeaders : undefined;
  const rowsOf = function* (part: string, isEnd: boolean): Generator<Json> {
    for (const row of splitter.split(part, isEnd)) {
      if (!('cells' in row)) throw unreadable(`line ${row.line} of the CSV cannot be read: ${row.code}`);
      const { cells } = row;
      if (header === undefined) header = cells;
      else yield Object.fromEntries(header.map((name, n) => [name, cells[n] ?? '']));
    }
  };
  text.setEncoding('utf8');
  for await (const part of text) yield* rowsOf(String(part), false);
  yield* rowsOf('', true);
}

function textOf(from: JsonObject, name: string): string {
  const value = from[name];
  if (typeof value === 'string') return value;
  throw unreadable(`the reader needs a ${name}`);
}

function unreadable(reason: string): StateError {
  return new StateError('States.ItemReaderFailed', reason);
}
