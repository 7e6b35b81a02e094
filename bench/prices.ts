import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface PriceRow {
  readonly service: string;
  readonly unit: string;
  readonly [region: string]: number | string | null;
}

/** USD per million request units of DynamoDB, on demand. */
export interface RequestPrices {
  readonly write: number;
  readonly read: number;
}

/** USD per million calls of a function, and per GB-second that they last (arm64). */
export interface FunctionPrices {
  readonly requests: number;
  readonly gbSecond: number;
}

const folder = process.env['KAIROS_SHARED'] ?? '../shared';
const file = join(folder, 'prices', 'aws-list-prices.json');

/**
 * List prices of a Region; undefined where there is no price file.
 * @throws Error naming the price that the file does not know: an unknown price is not zero.
 */
export function requestPrices(region: string): RequestPrices | undefined {
  if (!existsSync(file)) return undefined;
  const price = (kind: 'write' | 'read'): number =>
    listPrice('AmazonDynamoDB', `million ${kind} request units`, region);
  return { write: price('write'), read: price('read') };
}

/** As `requestPrices`, of functions. */
export function functionPrices(region: string): FunctionPrices | undefined {
  if (!existsSync(file)) return undefined;
  return {
    requests: listPrice('AWSLambda', 'million requests', region),
    gbSecond: listPrice('AWSLambda', 'arm64 GB-second', region),
  };
}

function listPrice(service: string, unit: string, region: string): number {
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: readonly PriceRow[] };
  const found = rows.find((one) => one.service === service && one.unit === unit)?.[region];
  if (typeof found !== 'number') throw new Error(`${file} has no price for ${service}, ${unit}, ${region}`);
  return found;
}
