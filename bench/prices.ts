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

const folder = process.env['KAIROS_SHARED'] ?? '../shared';
const file = join(folder, 'prices', 'aws-list-prices.json');

/**
 * List prices of a Region; undefined where there is no price file.
 * @throws Error naming the price that the file does not know: an unknown price is not zero.
 */
export function requestPrices(region: string): RequestPrices | undefined {
  if (!existsSync(file)) return undefined;
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: readonly PriceRow[] };
  const price = (kind: 'write' | 'read'): number => {
    const unit = `million ${kind} request units`;
    const row = rows.find((one) => one.service === 'AmazonDynamoDB' && one.unit === unit);
    const found = row?.[region];
    if (typeof found !== 'number')
      throw new Error(`${file} has no price for AmazonDynamoDB, ${unit}, ${region}`);
    return found;
  };
  return { write: price('write'), read: price('read') };
}
