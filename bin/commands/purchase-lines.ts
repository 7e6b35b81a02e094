import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { PurchaseLine } from '#app/models/backtest/shop-history.ts';

/** A reader of purchases; lines that cannot be read are counted, the rest goes on. */
export interface PurchaseReader {
  readonly lines: AsyncIterable<PurchaseLine>;
  malformed(): number;
}

/** The instant's wall clock in a zone, as milliseconds of a day that has no zone. */
export function wallClock(zone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const offsets = new Map<number, number>();
  const QUARTER_MS = 900_000;
  return (atMs) => {
    // Offsets change on quarter hours only; formatting each instant anew would take minutes.
    const quarter = Math.floor(atMs / QUARTER_MS);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      const parts = Object.fromEntries(
        format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, +value]),
      );
      const { year, month, day, hour, minute } = parts as Record<string, number>;
      offset = Date.UTC(year!, month! - 1, day, hour, minute) - quarter * QUARTER_MS;
      offsets.set(quarter, offset);
    }
    return atMs + offset;
  };
}

const HAS_OFFSET = /(Z|[+-]\d\d:?\d\d)$/;
const isYes = (value: string | undefined): boolean => /^(1|true|yes|y)$/i.test(value ?? '');

/** The wall-clock time of a cell; NaN where it cannot be read. */
function localTime(timestamp: string, clock: (atMs: number) => number): number {
  if (HAS_OFFSET.test(timestamp)) return clock(Date.parse(timestamp));
  return Date.parse(timestamp.includes(':') ? `${timestamp.replace(' ', 'T')}Z` : timestamp);
}

const orNull = (cell: string | undefined): string | null => (cell === undefined || cell === '' ? null : cell);

function purchaseLine(
  row: Readonly<Record<string, string>>,
  clock: (atMs: number) => number,
): PurchaseLine | null {
  const { customer_id: customerId, order_id: orderId, timestamp, quantity } = row;
  if (!customerId || !orderId || !timestamp) return null;
  const localAtMs = localTime(timestamp, clock);
  const amount = Number(orNull(row['amount']) ?? 0);
  if (Number.isNaN(localAtMs) || Number.isNaN(amount)) return null;
  return {
    customerId,
    orderId,
    localAtMs,
    productId: orNull(row['product_id']),
    amount: orNull(row['amount']) === null ? null : amount,
    isLeftOut: isYes(row['gift']) || isYes(row['cancelled']) || Number(quantity) < 0,
  };
}

/** Streams the rows of a CSV, unzipped if its name ends in .gz. */
export function csvRows(path: string): AsyncIterable<Record<string, string>> {
  const parser = parse({ columns: true, bom: true, relax_column_count: true, skip_records_with_error: true });
  const file = createReadStream(path);
  file.on('error', (error) => parser.destroy(error));
  if (!path.endsWith('.gz')) return file.pipe(parser);
  const unzipped = file.pipe(createGunzip());
  unzipped.on('error', (error) => parser.destroy(error));
  return unzipped.pipe(parser);
}

/** Reads a purchases CSV as contracts describe it, UTF-8. */
export function readPurchases(path: string, zone: string): PurchaseReader {
  const clock = wallClock(zone);
  let malformed = 0;
  async function* lines(): AsyncGenerator<PurchaseLine> {
    for await (const row of csvRows(path)) {
      const line = purchaseLine(row, clock);
      if (line === null) malformed += 1;
      else yield line;
    }
  }
  return { lines: lines(), malformed: () => malformed };
}
