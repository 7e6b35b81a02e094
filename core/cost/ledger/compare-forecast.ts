import {
  add,
  type Decimal,
  decimal,
  decimalText,
  divideExactly,
  multiply,
  subtract,
  ZERO,
} from '../../kernel/decimal.ts';
import type { CostLine } from './cost-line.ts';

/** Expected use of a unit: from a plan or an earlier month. */
export type ForecastLine = Pick<
  CostLine,
  'service' | 'unit' | 'region' | 'currency' | 'quantity' | 'price' | 'per' | 'standing'
>;

/** Amounts of one currency, expected and actual; `difference = byQuantity + byPrice`, exactly. */
export interface ForecastTotal {
  readonly currency: string;
  readonly forecast: string;
  readonly actual: string;
  /** actual − forecast. */
  readonly difference: string;
  /**
   * (actual quantity − expected quantity) × expected price. What nobody expected, or nobody used, is all quantity;
   * of an expectation with several prices the last counts, where one unit more would have been.
   */
  readonly byQuantity: string;
  /** What remains: other prices, tiers included. */
  readonly byPrice: string;
}

/** One unit's cost, expected and actual. */
export interface ForecastDifference extends ForecastTotal {
  readonly service: string;
  readonly unit: string;
  readonly region: string;
  /** 0 where nobody expected it. */
  readonly forecastQuantity: string;
  /** 0 where nobody used it. */
  readonly actualQuantity: string;
  /** Of the actual amount: an estimate where a part of it has an assumed price. */
  readonly standing: CostLine['standing'];
}

interface Sum {
  quantity: bigint;
  amount: Decimal;
  /** Price of one unit; of the last line. */
  unitPrice: Decimal;
  standing: CostLine['standing'];
}

const NOTHING: Sum = { quantity: 0n, amount: ZERO, unitPrice: ZERO, standing: 'actual' };

/** Compares by service, unit, Region and currency, in their order. */
export function compareForecast(
  forecast: readonly ForecastLine[],
  actual: readonly ForecastLine[],
): ForecastDifference[] {
  const expected = sumsOf(forecast);
  const found = sumsOf(actual);
  return [...new Set([...expected.keys(), ...found.keys()])].sort().map((key) => {
    const [service = '', unit = '', region = '', currency = ''] = JSON.parse(key) as string[];
    return { service, unit, region, currency, ...differenceOf(expected.get(key), found.get(key)) };
  });
}

function differenceOf(expected: Sum | undefined, found: Sum | undefined) {
  const [before, after] = [expected ?? NOTHING, found ?? NOTHING];
  const difference = subtract(after.amount, before.amount);
  const isInBoth = expected !== undefined && found !== undefined;
  const byQuantity = isInBoth ? quantityEffect(before, after) : difference;
  return {
    forecastQuantity: String(before.quantity),
    actualQuantity: String(after.quantity),
    forecast: decimalText(before.amount),
    actual: decimalText(after.amount),
    difference: decimalText(difference),
    byQuantity: decimalText(byQuantity),
    byPrice: decimalText(subtract(difference, byQuantity)),
    standing: after.standing,
  };
}

const quantityEffect = (before: Sum, after: Sum): Decimal =>
  multiply({ units: after.quantity - before.quantity, scale: 0 }, before.unitPrice);

/** Sums by currency, exact, in the currencies' order. */
export function forecastTotals(differences: readonly ForecastDifference[]): ForecastTotal[] {
  const groups = [...Map.groupBy(differences, ({ currency }) => currency)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return groups.map(([currency, own]) => {
    const sum = (name: Exclude<keyof ForecastTotal, 'currency'>): string =>
      decimalText(add(...own.map((difference) => decimal(difference[name]))));
    return {
      currency,
      forecast: sum('forecast'),
      actual: sum('actual'),
      difference: sum('difference'),
      byQuantity: sum('byQuantity'),
      byPrice: sum('byPrice'),
    };
  });
}

function sumsOf(lines: readonly ForecastLine[]): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { service, unit, region, currency, quantity, price, per, standing } of lines) {
    const key = JSON.stringify([service, unit, region, currency]);
    const unitPrice = divideExactly(decimal(price), BigInt(per));
    const { quantity: units, amount, standing: before } = sums.get(key) ?? NOTHING;
    sums.set(key, {
      quantity: units + BigInt(quantity),
      amount: add(amount, multiply(unitPrice, { units: BigInt(quantity), scale: 0 })),
      unitPrice,
      standing: before === 'estimate' ? before : standing,
    });
  }
  return sums;
}
