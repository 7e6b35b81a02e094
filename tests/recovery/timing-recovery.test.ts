import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import { drawBeta, drawExponential, drawGamma } from '#core/maths/random-variates.ts';
import { standardErrors } from '#core/maths/standard-errors.ts';
import type { BetaGeometricModel } from '#core/models/timing/beta-geometric.ts';
import {
  betaGeometricPosterior,
  expectedOrders,
  probabilityOfOrder,
} from '#core/models/timing/beta-geometric-score.ts';
import {
  solveTiming,
  type TimingFamily,
  timingLogLikelihood,
  timingModelFrom,
} from '#core/models/timing/solve-timing.ts';
import { regularity, summariseTiming } from '#core/models/timing/timing-statistics.ts';
import { timingTable } from '#core/models/timing/timing-table.ts';
import { simulateCustomer } from '#tests/recovery/simulate-timing.ts';

const truth = { kind: 'beta-geometric', r: 0.8, alphaDays: 40, dropout: { a: 0.9, b: 3 } } as const;

const customers = (model: BetaGeometricModel, count: number) => {
  const rng = createRng('recovery');
  return Array.from({ length: count }, (_, i) => simulateCustomer(rng, model, 250 + (i % 5) * 30));
};

describe('timing models, fitted to a simulated world', () => {
  it.each([
    ['bg-nbd', 1, false],
    ['mbg-nbd', 1, true],
    ['mbg-cnbd-k', 3, true],
  ] as const)('recover the parameters of %s', (family: TimingFamily, stages, canLeaveAtOnce) => {
    const statistics = summariseTiming(customers({ ...truth, stages, canLeaveAtOnce }, 6000));
    const fit = solveTiming(statistics, family);
    const table = timingTable(statistics);
    const minusLogLikelihood = (point: readonly number[]) =>
      -timingLogLikelihood(timingModelFrom(family, point, stages), table);
    const errors = standardErrors(minusLogLikelihood, fit.logParameters);
    const wanted = [truth.r, truth.alphaDays, truth.dropout.a, truth.dropout.b].map(Math.log);
    // Five standard errors and the half day that rounding to days costs: false alarms below 1e-6 each.
    wanted.forEach((value, i) =>
      expect(Math.abs(fit.logParameters[i]! - value)).toBeLessThan(5 * errors[i]! + 0.05),
    );
    expect(Math.round(regularity(statistics))).toBe(stages);
  });
});

describe('expected orders and probability of an order', () => {
  const simulateFuture = (model: BetaGeometricModel, horizonDays: number, draws: number) => {
    const rng = createRng('future');
    const posterior = betaGeometricPosterior(model, { repeatPurchases: 3, recencyDays: 90, ageDays: 130 });
    let orders = 0;
    let buyers = 0;
    for (let draw = 0; draw < draws; draw++) {
      let stage = posterior.stageWeights.findIndex(
        (
          (u) => (w: number) =>
            (u -= w) < 0
        )(rng.uniform()),
      );
      const rate = drawGamma(rng, posterior.shape + stage) / posterior.rateDays;
      const leaves = drawBeta(rng, posterior.dropout!.a, posterior.dropout!.b);
      if (rng.uniform() >= posterior.probabilityAlive) continue;
      let count = 0;
      for (
        let day = drawExponential(rng, 1 / rate);
        day <= horizonDays;
        day += drawExponential(rng, 1 / rate)
      ) {
        stage += 1;
        if (stage < model.stages) continue;
        stage = 0;
        count += 1;
        if (rng.uniform() < leaves) break;
      }
      orders += count;
      buyers += Math.min(1, count);
    }
    return { posterior, orders: orders / draws, buyers: buyers / draws };
  };

  it.each([1, 2, 3])('equal what happens in a simulation with gaps of %p stages', (stages) => {
    const model: BetaGeometricModel = { ...truth, stages, canLeaveAtOnce: true };
    const draws = 60_000;
    const { posterior, orders, buyers } = simulateFuture(model, 60, draws);
    // Standard deviation of orders is below 3 here; five standard errors.
    expect(Math.abs(expectedOrders(posterior, 60) - orders)).toBeLessThan((5 * 3) / Math.sqrt(draws));
    expect(Math.abs(probabilityOfOrder(posterior, 60) - buyers)).toBeLessThan((5 * 0.5) / Math.sqrt(draws));
  });
});
