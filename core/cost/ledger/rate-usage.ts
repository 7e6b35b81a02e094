import { type Decimal, divideExactly, multiply, whole } from '../../kernel/decimal.ts';
import type { Usage, UsageTags } from '../meter/usage.ts';
import { mergeUsageSums, type UsageSum } from '../meter/usage-sum.ts';
import { type PriceBook, type PriceQuestion } from '../prices/price-book.ts';
import type { PriceRow, PriceTier } from '../prices/price-row.ts';
import { type Month, monthOf } from './month.ts';
import { shareWhole } from './share-exactly.ts';

/** Metered units × one price: `amount = quantity × price / per`, exactly. */
export interface RatedLine {
  readonly usageMonth: Month;
  readonly service: string;
  readonly unit: string;
  readonly region: string;
  readonly tags: UsageTags;
  readonly quantity: bigint;
  readonly row: PriceRow;
  readonly tier: PriceTier;
  /** Before tax, in the row's currency. */
  readonly amount: Decimal;
}

/** Units whose price nobody knows: they have no cost, which is not the same as cost nothing. */
export interface UnpricedLine {
  readonly question: PriceQuestion;
  readonly quantity: bigint;
  /** Whose cost is therefore not known, in order; shared use names none. */
  readonly campaigns: readonly string[];
}

/** Usage with its cost. */
export interface RatedUsage {
  readonly lines: readonly RatedLine[];
  readonly unpriced: readonly UnpricedLine[];
}

/** Units of a month that earlier statements already charged, by `skuKey`: tiers go on from there. */
export type QuantitiesBefore = ReadonlyMap<string, bigint>;

/** What tiers are counted by: units of one service, unit and Region within one month. */
export function skuKey({ usageMonth, service, unit, region }: Omit<Sku, 'atMs'>): string {
  return [usageMonth, service, unit, region].join(' ');
}

interface Sku {
  readonly usageMonth: Month;
  readonly service: string;
  readonly unit: string;
  readonly region: string;
}

/**
 * Prices usages, each by the price in force when it was used. Tiers count per month, service, unit and Region over
 * all tags, in the order of the prices' validity; the units of a tier are split over tags by largest remainder. The
 * result does not depend on the order of the usages; their ids must be distinct.
 */
export function rateUsage(
  usages: readonly Usage[],
  book: PriceBook,
  before: QuantitiesBefore = new Map(),
): RatedUsage {
  const lines: RatedLine[] = [];
  const unpriced: UnpricedLine[] = [];
  for (const [key, group] of groupBy(usages, (usage) =>
    skuKey({ usageMonth: monthOf(usage.atMs), ...usage }),
  )) {
    const known = group.map((usage) => ({ usage, row: book.find(usage) }));
    unpriced.push(...unpricedOf(known.filter(({ row }) => row === undefined).map(({ usage }) => usage)));
    let used = before.get(key) ?? 0n;
    for (const [row, sums] of byPrice(known, book)) {
      lines.push(...ratePrice(sums, row, { used, usageMonth: key.slice(0, 7) }));
      used += total(sums);
    }
  }
  return { lines, unpriced };
}

function unpricedOf(usages: readonly Usage[]): UnpricedLine[] {
  const [first] = usages;
  if (first === undefined) return [];
  const { service, unit, region } = first;
  const atMs = usages.reduce((first, usage) => Math.min(first, usage.atMs), Number.POSITIVE_INFINITY);
  return [
    {
      question: { service, unit, region, atMs },
      quantity: usages.reduce((sum, usage) => sum + BigInt(usage.quantity), 0n),
      campaigns: [...new Set(usages.flatMap(({ tags }) => tags.campaign ?? []))].sort(),
    },
  ];
}

interface MaybePriced {
  readonly usage: Usage;
  readonly row: PriceRow | undefined;
}

/** Sums per price, the price that began first at the front; the book's order decides between equals. */
function byPrice(known: readonly MaybePriced[], book: PriceBook): (readonly [PriceRow, UsageSum[]])[] {
  const byRow = new Map<PriceRow, UsageSum[]>();
  for (const { usage, row } of known) {
    if (row === undefined) continue;
    const sums = byRow.get(row) ?? [];
    sums.push({ ...usage, quantity: BigInt(usage.quantity) });
    byRow.set(row, sums);
  }
  return [...byRow]
    .sort(([a], [b]) => a.validFromMs - b.validFromMs || book.rows.indexOf(a) - book.rows.indexOf(b))
    .map(([row, sums]) => [row, mergeUsageSums(sums)] as const);
}

/** Cuts a quantity at the tiers; each tier's units are split over the tags. */
function ratePrice(
  sums: readonly UsageSum[],
  row: PriceRow,
  { used, usageMonth }: { readonly used: bigint; readonly usageMonth: Month },
): RatedLine[] {
  const lines: RatedLine[] = [];
  let left = sums.map((sum) => sum.quantity);
  let from = used;
  const end = used + total(sums);
  row.tiers.forEach((tier, index) => {
    const to = min(end, row.tiers[index + 1]?.fromQuantity ?? end);
    if (to <= from) return;
    const parts = shareWhole(to - from, left);
    from = to;
    left = left.map((quantity, n) => quantity - (parts[n] as bigint));
    parts.forEach((quantity, n) => {
      if (quantity === 0n) return;
      const { service, unit, region, tags } = sums[n] as UsageSum;
      const amount = costOf(quantity, row, tier);
      lines.push({ usageMonth, service, unit, region, tags, quantity, row, tier, amount });
    });
  });
  return lines;
}

/** quantity × price / per, exactly. */
function costOf(quantity: bigint, row: PriceRow, tier: PriceTier): Decimal {
  return divideExactly(multiply(whole(quantity), tier.price), row.per);
}

const total = (sums: readonly UsageSum[]): bigint => sums.reduce((sum, { quantity }) => sum + quantity, 0n);

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Groups in the order of their keys. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): [string, Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
