import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { expectedOrderValue, type GammaGammaModel } from '#core/models/timing/gamma-gamma.ts';
import type { PurchaseHistory } from '#core/models/timing/purchase-history.ts';
import { timingLogLikelihood } from '#core/models/timing/solve-timing.ts';
import { forecastTiming, type TimingModel } from '#core/models/timing/timing-model.ts';
import { summariseTiming } from '#core/models/timing/timing-statistics.ts';
import { timingTable } from '#core/models/timing/timing-table.ts';

interface Golden extends PurchaseHistory {
  readonly alive: number;
  readonly within: readonly number[];
  /** Null where the definition gives no simple sum. */
  readonly expected: readonly number[] | null;
  readonly logLikelihood: number | null;
}

interface GoldenFile {
  readonly horizonDays: readonly number[];
  readonly betaGeometric: readonly {
    readonly name: string;
    readonly r: number;
    readonly alphaDays: number;
    readonly a: number;
    readonly b: number;
    readonly canLeaveAtOnce: boolean;
    readonly stages: number;
    readonly customers: readonly Golden[];
  }[];
  readonly pareto: readonly {
    readonly name: string;
    readonly r: number;
    readonly alphaDays: number;
    readonly s: number;
    readonly betaDays: number;
    readonly customers: readonly Golden[];
  }[];
  readonly spend: GammaGammaModel & {
    readonly customers: readonly {
      readonly orders: number;
      readonly meanValue: number;
      readonly expected: number;
    }[];
  };
}

/** Made by tests/golden/timing.py. */
const golden = JSON.parse(
  readFileSync(new URL('../../../../golden/timing.json', import.meta.url), 'utf8'),
) as GoldenFile;

const models: readonly (readonly [string, TimingModel, readonly Golden[]])[] = [
  ...golden.betaGeometric.map(
    ({ name, r, alphaDays, a, b, canLeaveAtOnce, stages, customers }) =>
      [
        name,
        { kind: 'beta-geometric', r, alphaDays, dropout: { a, b }, canLeaveAtOnce, stages },
        customers,
      ] as const,
  ),
  ...golden.pareto.map(
    ({ name, r, alphaDays, s, betaDays, customers }) =>
      [name, { kind: 'pareto-nbd', r, alphaDays, s, betaDays }, customers] as const,
  ),
];

/** Agreement relative to the value. */
const EQUAL = 1e-10;
const expectEqual = (value: number, wanted: number): void =>
  expect(Math.abs(value - wanted) / Math.max(1e-12, Math.abs(wanted))).toBeLessThan(EQUAL);

describe.each(models)('%s, against its definition integrated numerically', (_, model, customers) => {
  const each = (check: (forecast: ReturnType<typeof forecastTiming>, one: Golden) => void): void => {
    for (const one of customers) check(forecastTiming(model, one), one);
  };

  it('tells who is still a customer', () =>
    each(({ probabilityAlive }, { alive }) => expectEqual(probabilityAlive, alive)));

  it('tells who orders within a week, a month and three quarters', () =>
    each((forecast, { within }) =>
      golden.horizonDays.forEach((days, i) => expectEqual(forecast.probabilityOfOrder(days), within[i]!)),
    ));

  it('tells how many orders come', () =>
    each((forecast, { expected }) =>
      expected?.forEach((orders, i) => expectEqual(forecast.expectedOrders(golden.horizonDays[i]!), orders)),
    ));

  it('gives the likelihood of each history', () =>
    each((__, one) => {
      if (one.logLikelihood === null) return;
      expectEqual(timingLogLikelihood(model, timingTable(summariseTiming([one]))), one.logLikelihood);
    }));
});

describe('Gamma-Gamma, against its definition integrated numerically', () => {
  it('tells what the next order costs', () => {
    const { customers, ...model } = golden.spend;
    for (const { orders, meanValue, expected } of customers)
      expectEqual(expectedOrderValue(model, orders, meanValue), expected);
  });
});
