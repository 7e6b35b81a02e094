import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BetaGeometricModel } from '#core/models/timing/beta-geometric.ts';
import { forecastTiming, nextOrderQuantileDays, type TimingModel } from '#core/models/timing/timing-model.ts';
import { mergeTiming, summariseTiming, type TimingRow } from '#core/models/timing/timing-statistics.ts';

/** Two roads to the same number may differ in the last bits. */
const ROUNDING = 1e-9;

const positive = fc.double({ min: 0.05, max: 20, noNaN: true });
const scale = fc.double({ min: 1, max: 300, noNaN: true });

const betaGeometric: fc.Arbitrary<BetaGeometricModel> = fc.record({
  kind: fc.constant('beta-geometric' as const),
  r: positive,
  alphaDays: scale,
  dropout: fc.option(fc.record({ a: positive, b: positive })),
  canLeaveAtOnce: fc.boolean(),
  stages: fc.integer({ min: 1, max: 4 }),
});
const pareto = fc.record({
  kind: fc.constant('pareto-nbd' as const),
  r: positive,
  alphaDays: scale,
  s: positive,
  betaDays: scale,
});
const models: fc.Arbitrary<TimingModel> = fc.oneof(betaGeometric, pareto);

const histories: fc.Arbitrary<TimingRow> = fc
  .tuple(fc.nat(30), fc.nat(400), fc.nat(400))
  .map(([repeatPurchases, span, silence]) => {
    const recencyDays = repeatPurchases === 0 ? 0 : span;
    return { repeatPurchases, recencyDays, ageDays: recencyDays + silence };
  });
const horizons = fc.integer({ min: 1, max: 400 });

const stretched = (model: TimingModel, factor: number): TimingModel =>
  model.kind === 'pareto-nbd'
    ? { ...model, alphaDays: model.alphaDays * factor, betaDays: model.betaDays * factor }
    : { ...model, alphaDays: model.alphaDays * factor };

/**
 * Where nobody leaves, the stages that pass are negative binomial with a known mean; up to k − 1 passed before, in
 * silence, and up to k − 1 make no order at the end.
 */
function expectStages(model: BetaGeometricModel, history: TimingRow, days: number): void {
  const k = model.stages;
  const rateDays = model.alphaDays + history.ageDays;
  const orders = ((model.r + k * history.repeatPurchases) * days) / rateDays / k;
  const spare = (k - 1) / k;
  const expected = forecastTiming(model, history).expectedOrders(days);
  expect(expected).toBeGreaterThan(orders - spare - ROUNDING * orders);
  expect(expected).toBeLessThan(orders + spare * (days / rateDays + 1) + ROUNDING * orders);
}

describe('a timing forecast', () => {
  const busy = fc.tuple(fc.integer({ min: 1, max: 2000 }), fc.nat(400), fc.nat(400));

  it('expects of those who never leave what the stages that pass allow, also of the busiest', () => {
    fc.assert(
      fc.property(betaGeometric, busy, horizons, (model, [repeatPurchases, span, silence], days) => {
        const history = { repeatPurchases, recencyDays: span, ageDays: span + silence };
        expectStages({ ...model, dropout: null }, history, days);
      }),
    );
  });

  it('comes to an end where a tail would be lost to rounding, or begin below the smallest number', () => {
    const model = { kind: 'beta-geometric', dropout: null, canLeaveAtOnce: false, stages: 3 } as const;
    const lost = { ...model, r: 4.257766439630766, alphaDays: 1.3331198186262065 };
    expectStages(lost, { repeatPurchases: 10, recencyDays: 51, ageDays: 54 }, 399);
    expectStages(
      { ...model, r: 1, alphaDays: 1 },
      { repeatPurchases: 400, recencyDays: 30, ageDays: 30 },
      400,
    );
  });

  it('keeps probabilities within their bounds, and they rise with the horizon', () => {
    fc.assert(
      fc.property(models, histories, horizons, horizons, (model, history, days, more) => {
        const forecast = forecastTiming(model, history);
        const soon = forecast.probabilityOfOrder(days);
        const later = forecast.probabilityOfOrder(days + more);
        expect(soon).toBeGreaterThanOrEqual(0);
        expect(later).toBeGreaterThanOrEqual(soon - ROUNDING);
        expect(forecast.probabilityAlive).toBeLessThanOrEqual(1);
        expect(later).toBeLessThanOrEqual(forecast.probabilityAlive + ROUNDING);
        expect(forecast.expectedOrders(days)).toBeGreaterThanOrEqual(soon - ROUNDING);
      }),
    );
  });

  it('does not depend on the unit of time', () => {
    fc.assert(
      fc.property(models, histories, horizons, (model, history, days) => {
        const inDays = forecastTiming(model, history);
        const inHours = forecastTiming(stretched(model, 24), {
          repeatPurchases: history.repeatPurchases,
          recencyDays: history.recencyDays * 24,
          ageDays: history.ageDays * 24,
        });
        expect(inHours.probabilityAlive).toBeCloseTo(inDays.probabilityAlive, 8);
        expect(inHours.probabilityOfOrder(days * 24)).toBeCloseTo(inDays.probabilityOfOrder(days), 8);
        const orders = inDays.expectedOrders(days);
        expect(Math.abs(inHours.expectedOrders(days * 24) - orders)).toBeLessThan(1e-7 * Math.max(1, orders));
      }),
    );
  });

  it('has quantiles that its own probabilities confirm, and none where the order may never come', () => {
    fc.assert(
      fc.property(
        betaGeometric,
        histories,
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (model, history, share) => {
          const forecast = forecastTiming(model, history);
          const days = nextOrderQuantileDays(forecast, share);
          if (days === null) expect(forecast.probabilityOfOrder(7305)).toBeLessThan(share);
          else {
            expect(forecast.probabilityOfOrder(days + 0.01)).toBeGreaterThanOrEqual(share - ROUNDING);
            expect(forecast.probabilityOfOrder(Math.max(0, days - 0.01))).toBeLessThanOrEqual(
              share + ROUNDING,
            );
          }
        },
      ),
    );
  });
});

describe('timing statistics', () => {
  it('are the same to the last bit however customers are split', () => {
    const rows = fc.array(fc.tuple(histories, fc.nat(63)), { maxLength: 200 });
    fc.assert(
      fc.property(rows, fc.constantFrom(1, 3, 64), (placed, partitions) => {
        const parts = Array.from({ length: partitions }, (_, part) =>
          summariseTiming(placed.filter(([, place]) => place % partitions === part).map(([row]) => row)),
        );
        const merged = parts.reduceRight((sum, part) => mergeTiming(part, sum));
        expect(merged).toEqual(summariseTiming(placed.map(([row]) => row)));
      }),
    );
  });
});
