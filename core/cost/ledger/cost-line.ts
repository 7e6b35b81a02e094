import {
  add,
  type Decimal,
  decimal,
  decimalText,
  divideExactly,
  multiply,
  ZERO,
} from '../../kernel/decimal.ts';
import type { UsageTags } from '../meter/usage.ts';
import type { PriceBook } from '../prices/price-book.ts';
import type { PriceBasis } from '../prices/price-row.ts';
import { BILLED_CATEGORIES, type Charge, type ChargeCategory } from './charge.ts';
import { type Month, monthOf, monthStartMs } from './month.ts';
import type { RatedLine } from './rate-usage.ts';

/** One line of a month's statement. Exact numbers are decimal texts, so that a statement is plain JSON. */
export interface CostLine {
  /** `usage` of a metered unit, else the category of a charge. */
  readonly kind: 'usage' | ChargeCategory;
  /** Month whose statement holds the line. */
  readonly month: Month;
  /** Month in which it was caused; earlier than `month` where it came late. */
  readonly causedIn: Month;
  readonly service: string;
  readonly unit: string;
  readonly region: string;
  readonly tags: UsageTags;
  /** Whole number of units; 1 for a charge. */
  readonly quantity: string;
  /** Price of `per` units, before tax. */
  readonly price: string;
  readonly per: string;
  /** The same by the list, where a contract overrides it. */
  readonly listPrice: string;
  /** quantity × price / per, to the last digit. */
  readonly amount: string;
  /** Tax on top; part of no cost, margin or return. */
  readonly tax: string;
  /** ISO 4217. */
  readonly currency: string;
  /** An assumed price makes an estimate; a contract's or list price, or an invoice, an actual cost. */
  readonly standing: 'actual' | 'estimate';
  readonly priceBasis: PriceBasis | 'charge';
  readonly source: string;
  readonly description: string;
  readonly reference?: string;
}

/** Does a cloud or another supplier bill this line? Such lines, and no others, are in the FOCUS file. */
export function isBilled(line: CostLine): boolean {
  return line.kind === 'usage' || BILLED_CATEGORIES.has(line.kind);
}

/** A rated line as it stands in the statement of `month`. */
export function usageLine(rated: RatedLine, month: Month, book: PriceBook): CostLine {
  const { row, tier, usageMonth, service, unit, region, tags, amount } = rated;
  const contract = row.contractNumber === undefined ? '' : `, contract ${row.contractNumber}`;
  return {
    kind: 'usage',
    month,
    causedIn: usageMonth,
    service,
    unit,
    region,
    tags,
    quantity: String(rated.quantity),
    price: decimalText(tier.price),
    per: String(row.per),
    listPrice: decimalText(listPriceOf(rated, book)),
    amount: decimalText(amount),
    tax: decimalText(percentOf(amount, row.taxPercent)),
    currency: row.currency,
    standing: row.basis === 'assumed' ? 'estimate' : 'actual',
    priceBasis: row.basis,
    source: `${row.source} ${row.readOn}${contract}`,
    description: `${service} ${unit}`,
    ...(usageMonth === month ? {} : { reference: `late usage of ${usageMonth}` }),
  };
}

/** What the list asks for the same units, per the row's `per`; the row's own price where the list has none in its currency. */
function listPriceOf({ row, tier, usageMonth, service, unit, region }: RatedLine, book: PriceBook): Decimal {
  if (row.basis === 'list') return tier.price;
  const atMs = Math.max(monthStartMs(usageMonth), row.validFromMs);
  const list = book.rows.find(
    (other) =>
      other.basis === 'list' &&
      other.service === service &&
      other.unit === unit &&
      other.region === region &&
      other.currency === row.currency &&
      other.validFromMs <= atMs &&
      atMs < (other.validToMs ?? Number.POSITIVE_INFINITY),
  );
  const paid = list?.tiers.findLast((step) => step.fromQuantity <= tier.fromQuantity);
  if (list === undefined || paid === undefined) return tier.price;
  return divideExactly(multiply(paid.price, { units: row.per, scale: 0 }), list.per);
}

const percentOf = (amount: Decimal, percent: Decimal): Decimal =>
  multiply(multiply(amount, percent), { units: 1n, scale: 2 });

/** A charge as it stands in the statement of `month`. */
export function chargeLine(charge: Charge, month: Month): CostLine {
  const causedIn = monthOf(charge.atMs);
  const late = causedIn === month ? undefined : `late charge of ${causedIn}`;
  const reference = charge.reference ?? late;
  return {
    kind: charge.category,
    month,
    causedIn,
    service: charge.category,
    unit: 'charge',
    region: '',
    tags: charge.tags,
    quantity: '1',
    price: charge.amount,
    per: '1',
    listPrice: charge.amount,
    amount: decimalText(decimal(charge.amount)),
    tax: '0',
    currency: charge.currency,
    standing: 'actual',
    priceBasis: 'charge',
    source: charge.source,
    description: charge.description,
    ...(reference === undefined ? {} : { reference }),
  };
}

/** Sums of amounts by currency, exact. */
export function totalsByCurrency(lines: readonly CostLine[]): ReadonlyMap<string, Decimal> {
  const totals = new Map<string, Decimal>();
  for (const { currency, amount } of lines)
    totals.set(currency, add(totals.get(currency) ?? ZERO, decimal(amount)));
  return new Map([...totals].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Lines that differ in nothing but quantity and who caused them, as one each: for people to read. Sums are exact. */
export function addAlike(lines: readonly CostLine[]): readonly CostLine[] {
  const alike = Map.groupBy(lines, (line) =>
    [line.month, line.description, line.reference, line.tags.campaign, line.price, line.per]
      .concat(line.currency, line.standing, line.source)
      .join('\n'),
  );
  return [...alike.values()].map(([first, ...others]) => {
    const own = [first!, ...others];
    return {
      ...first!,
      quantity: String(own.reduce((sum, { quantity }) => sum + BigInt(quantity), 0n)),
      amount: decimalText(add(...own.map(({ amount }) => decimal(amount)))),
    };
  });
}

/** How the amount came about, with every figure: `1,234,567 × 0.68 USD / 1,000,000`. */
export function formulaOf({
  quantity,
  price,
  per,
  currency,
}: Pick<CostLine, 'quantity' | 'price' | 'per' | 'currency'>): string {
  const over = per === '1' ? '' : ` / ${grouped(per)}`;
  return `${grouped(quantity)} × ${price} ${currency}${over}`;
}

const grouped = (digits: string): string => digits.replaceAll(/\B(?=(\d{3})+$)/g, ',');
