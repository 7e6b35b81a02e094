import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';
import { type DynamoDBClient, paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';
import { bare } from './canaries.ts';
import { levelBlocks } from './level-blocks.ts';

const BASE64 = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
/** Base64 of gzip of JSON of base64 is as deep as anything here goes. */
const DEPTH = 4;

/** The bytes under every cover that we know: base64, gzip, deflate, one in the other. */
function* uncovered(bytes: Buffer, depth = DEPTH): Generator<string> {
  if (isPacked(bytes) && depth > 0) {
    try {
      yield* uncovered(bytes[0] === 0x78 ? inflateSync(bytes) : gunzipSync(bytes), depth - 1);
    } catch {
      // It only began like that.
    }
  }
  const text = bytes.toString('utf8');
  yield text;
  if (depth === 0) return;
  for (const [found] of text.matchAll(BASE64)) {
    const inner = Buffer.from(found, 'base64');
    // What was encrypted or hashed holds no text, however deep one looks.
    if (isPacked(inner) || !inner.subarray(0, 48).toString('utf8').includes('\ufffd')) {
      yield* uncovered(inner, depth - 1);
    }
  }
}

const isPacked = (bytes: Buffer): boolean => (bytes[0] === 0x1f && bytes[1] === 0x8b) || bytes[0] === 0x78;

/** Which canaries sing in these bytes, each with a few characters around the place. */
export function canariesIn(bytes: Buffer, cores: readonly string[]): string[] {
  const heard = new Set<string>();
  for (const text of uncovered(bytes)) {
    // Also as JSON in JSON writes it, character by character.
    const plain = bare(
      text.replace(/\\+u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    );
    for (const core of cores) {
      const at = plain.indexOf(core);
      if (at !== -1) heard.add(`${core} in …${plain.slice(Math.max(0, at - 60), at + core.length + 20)}…`);
    }
  }
  return [...heard];
}

/** Every file below a folder with the canaries in it, LevelDB's blocks opened; files without any are left out. */
export function canariesInFiles(folder: string, cores: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const heard = [bytes, ...levelBlocks(entry.name, bytes)].flatMap((part) => canariesIn(part, cores));
    if (heard.length > 0) found.set(relative(folder, path), heard);
  }
  return found;
}

/** Every table with the canaries in its items, whatever the type of the attribute. */
export async function canariesInTables(
  client: DynamoDBClient,
  cores: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    for (const name of TableNames) {
      const heard = canariesIn(await everyItem(client, name), cores);
      if (heard.length > 0) found.set(name, heard);
    }
  }
  return found;
}

/** A table as JSON; bytes as base64, which is looked into. */
async function everyItem(client: DynamoDBClient, TableName: string): Promise<Buffer> {
  const texts: string[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    texts.push(
      JSON.stringify(Items, (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
      ),
    );
  }
  return Buffer.from(texts.join('\n'));
}
