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
  'service' | 'unit' | 'region' | 'currency' | 'quantity' | 'price' | 'per'
>;

/** One unit's cost, expected and actual; `difference = byQuantity + byPrice`, exactly. */
export interface ForecastDifference {
  readonly service: string;
  readonly unit: string;
  readonly region: string;
  readonly currency: string;
  readonly forecast: string;
  readonly actual: string;
  /** actual − forecast. */
  readonly difference: string;
  /** (actual quantity − expected quantity) × expected price; a unit that nobody expected is all quantity. */
  readonly byQuantity: string;
  /** What remains: other prices, tiers included. */
  readonly byPrice: string;
}

interface Sum {
  quantity: bigint;
  amount: Decimal;
  /** Price of one unit; of the first line. */
  unitPrice: Decimal;
}

/** Compares by service, unit, Region and currency, in their order. */
export function compareForecast(
  forecast: readonly ForecastLine[],
  actual: readonly ForecastLine[],
): ForecastDifference[] {
  const expected = sumsOf(forecast);
  const found = sumsOf(actual);
  return [...new Set([...expected.keys(), ...found.keys()])].sort().map((key) => {
    const [service = '', unit = '', region = '', currency = ''] = JSON.parse(key) as string[];
    const before = expected.get(key) ?? {
      quantity: 0n,
      amount: ZERO,
      unitPrice: found.get(key)?.unitPrice ?? ZERO,
    };
    const after = found.get(key) ?? { quantity: 0n, amount: ZERO, unitPrice: ZERO };
    const difference = subtract(after.amount, before.amount);
    const byQuantity = multiply({ units: after.quantity - before.quantity, scale: 0 }, before.unitPrice);
    return {
      service,
      unit,
      region,
      currency,
      forecast: decimalText(before.amount),
      actual: decimalText(after.amount),
      difference: decimalText(difference),
      byQuantity: decimalText(byQuantity),
      byPrice: decimalText(subtract(difference, byQuantity)),
    };
  });
}

function sumsOf(lines: readonly ForecastLine[]): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { service, unit, region, currency, quantity, price, per } of lines) {
    const key = JSON.stringify([service, unit, region, currency]);
    const unitPrice = divideExactly(decimal(price), BigInt(per));
    const sum = sums.get(key) ?? { quantity: 0n, amount: ZERO, unitPrice };
    sum.quantity += BigInt(quantity);
    sum.amount = add(sum.amount, multiply(unitPrice, { units: BigInt(quantity), scale: 0 }));
    sums.set(key, sum);
  }
  return sums;
}
