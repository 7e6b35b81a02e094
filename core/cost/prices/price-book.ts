import { InputError } from '../../kernel/errors.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { meteredUnits } from './list-prices.ts';
import { type PriceBasis, type PriceRow, STALE_AFTER_DAYS } from './price-row.ts';

/** What a price is asked for. */
export interface PriceQuestion {
  readonly service: string;
  readonly unit: string;
  readonly region: string;
  /** UTC epoch ms. */
  readonly atMs: number;
}

/** Prices by service, unit and Region. */
export interface PriceBook {
  readonly rows: readonly PriceRow[];
  /** The price in force; undefined if nobody knows one. */
  find(question: PriceQuestion): PriceRow | undefined;
}

/** A contract overrides the list, and an assumption only fills a gap. */
const PRECEDENCE: Readonly<Record<PriceBasis, number>> = { contract: 2, list: 1, assumed: 0 };

/**
 * A book of these rows. Of several rows in force a contract goes before the list and the list before an assumption,
 * then the Region's own before that of all, then the newest begin, then the later row.
 */
export function createPriceBook(rows: readonly PriceRow[]): PriceBook {
  const byUnit = new Map<string, PriceRow[]>();
  for (const row of rows) {
    const key = `${row.service} ${row.unit}`;
    byUnit.set(key, [row, ...(byUnit.get(key) ?? [])]);
  }
  for (const list of byUnit.values()) list.sort(byPrecedence);
  return {
    rows,
    find: ({ service, unit, region, atMs }) =>
      byUnit
        .get(`${service} ${unit}`)
        ?.find((row) => (row.region === region || row.region === '*') && isInForce(row, atMs)),
  };
}

function byPrecedence(a: PriceRow, b: PriceRow): number {
  return (
    PRECEDENCE[b.basis] - PRECEDENCE[a.basis] ||
    Number(a.region === '*') - Number(b.region === '*') ||
    b.validFromMs - a.validFromMs
  );
}

const isInForce = (row: PriceRow, atMs: number): boolean =>
  row.validFromMs <= atMs && (row.validToMs === undefined || atMs < row.validToMs);

/**
 * The price in force.
 * @throws InputError naming service, unit, Region and day if there is none: an unknown price is never zero.
 */
export function requirePrice(book: PriceBook, question: PriceQuestion): PriceRow {
  const row = book.find(question);
  if (row !== undefined) return row;
  const { en, ko } = unknownPrice(question);
  throw new InputError(en, { details: { ko } });
}

/** The sentence for a price that nobody knows, in both languages. */
export function unknownPrice({ service, unit, region, atMs }: PriceQuestion): {
  readonly en: string;
  readonly ko: string;
} {
  const what = `${service} ${unit} in ${region} on ${dayOf(atMs)}`;
  const item = `${dayOf(atMs)} ${region} ${service} ${unit}`;
  return meteredUnits.has(`${service} ${unit}`)
    ? {
        en: `no price is known for ${what}: import one with "kairos prices import"`,
        ko: `${item} 의 단가를 모릅니다. "kairos prices import" 로 넣으십시오`,
      }
    : {
        en: `nobody prices ${what}: the unit is not in the price book`,
        ko: `${item} 은(는) 단가표에 없는 단위입니다`,
      };
}

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** Was the price read so long ago that it should be read again? A month counts from its first day. */
export function isStale(row: PriceRow, nowMs: number): boolean {
  const readMs = Date.parse(row.readOn.length === 7 ? `${row.readOn}-01` : row.readOn);
  return nowMs - readMs > STALE_AFTER_DAYS * DAY_MS;
}
