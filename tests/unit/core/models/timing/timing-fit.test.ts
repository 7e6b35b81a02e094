import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRng } from '#core/kernel/rng.ts';
import type { BetaGeometricModel } from '#core/models/timing/beta-geometric.ts';
import { betaGeometricSlope } from '#core/models/timing/beta-geometric-likelihood.ts';
import { HistoryIndex } from '#core/models/timing/history-index.ts';
import { timingLogLikelihood, timingModelFrom } from '#core/models/timing/solve-timing.ts';
import { forecastTiming } from '#core/models/timing/timing-model.ts';
import { createTimingScorer } from '#core/models/timing/timing-scorer.ts';
import { summariseTiming } from '#core/models/timing/timing-statistics.ts';
import { timingTable } from '#core/models/timing/timing-table.ts';
import { simulateCustomer } from '#tests/recovery/simulate-timing.ts';

const SHOP: BetaGeometricModel = {
  kind: 'beta-geometric',
  r: 0.6,
  alphaDays: 20,
  dropout: { a: 0.8, b: 2.5 },
  canLeaveAtOnce: true,
  stages: 1,
};

function shop(customers: number) {
  const rng = createRng('fit');
  return Array.from({ length: customers }, () => simulateCustomer(rng, SHOP, 100 + rng.integer(200)));
}

describe('betaGeometricSlope', () => {
  const table = timingTable(summariseTiming(shop(300)));

  it.each([
    ['nbd', 1],
    ['nbd', 3],
    ['bg-nbd', 1],
    ['mbg-nbd', 1],
    ['mbg-cnbd-k', 4],
  ] as const)('is the slope of the log-likelihood of %s with %d stages', (family, stages) => {
    const size = family === 'nbd' ? 2 : 4;
    const point = [-0.4, 3.1, -0.3, 0.9].slice(0, size);
    const at = (moved: readonly number[]) => timingModelFrom(family, moved, stages) as BetaGeometricModel;
    const { gradient } = betaGeometricSlope(at(point), table);
    point.forEach((coordinate, i) => {
      const shifted = (by: number) => point.map((value, j) => (i === j ? value + by : value));
      const step = 1e-5 * Math.max(1, Math.abs(coordinate));
      const difference =
        timingLogLikelihood(at(shifted(step)), table) - timingLogLikelihood(at(shifted(-step)), table);
      // Central differences of a sum of about 1e4 lose half of the digits.
      expect(gradient[i]! / (difference / (2 * step))).toBeCloseTo(1, 5);
    });
  });
});

describe('HistoryIndex', () => {
  it('numbers histories as a map would', () => {
    const parts = fc.tuple(fc.nat(3), fc.nat(40), fc.nat(40));
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 3000 }), (drawn) => {
        const index = new HistoryIndex();
        const map = new Map<string, number>();
        for (const [repeatPurchases, span, silence] of drawn) {
          const recencyDays = repeatPurchases === 0 ? 0 : span;
          const history = { repeatPurchases, recencyDays, ageDays: recencyDays + silence };
          const key = JSON.stringify(history);
          if (!map.has(key)) map.set(key, map.size);
          expect(index.numberOf(history)).toBe(map.get(key));
          expect(index.historyAt(map.get(key)!)).toEqual(history);
        }
        expect(index.size).toBe(map.size);
      }),
      { numRuns: 20 },
    );
  });

  it('grows past its first thousand', () => {
    const index = new HistoryIndex();
    for (const turn of [0, 1]) {
      for (let age = 0; age < 5000; age++) {
        expect([turn, index.numberOf({ repeatPurchases: 0, recencyDays: 0, ageDays: age })]).toEqual([
          turn,
          age,
        ]);
      }
    }
  });

  it('fails for an impossible history', () => {
    expect(() => new HistoryIndex().numberOf({ repeatPurchases: 0, recencyDays: 3, ageDays: 5 })).toThrow(
      'no customer',
    );
  });
});

describe('createTimingScorer', () => {
  it('says what the forecast says, also of a history it has seen', () => {
    const score = createTimingScorer(SHOP, 30);
    for (const row of [...shop(40), ...shop(40)]) {
      const forecast = forecastTiming(SHOP, row);
      expect(score(row)).toEqual({
        probabilityAlive: forecast.probabilityAlive,
        probabilityOfOrder: forecast.probabilityOfOrder(30),
        expectedOrders: forecast.expectedOrders(30),
      });
    }
  });
});
