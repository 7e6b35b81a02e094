import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import { drawBeta, drawExponential, drawGamma } from '#core/maths/random-variates.ts';
import type { BetaGeometricModel } from '#core/models/timing/beta-geometric.ts';
import {
  betaGeometricPosterior,
  expectedOrders,
  probabilityOfOrder,
} from '#core/models/timing/beta-geometric-score.ts';
import { solveSpend, summariseSpend } from '#core/models/timing/gamma-gamma.ts';
import {
  solveTiming,
  type TimingFamily,
  timingLogLikelihood,
  timingModelFrom,
} from '#core/models/timing/solve-timing.ts';
import { regularity, summariseTiming } from '#core/models/timing/timing-statistics.ts';
import { timingTable } from '#core/models/timing/timing-table.ts';
import { simulateCustomer, simulateParetoCustomer } from '#tests/recovery/simulate-timing.ts';
import { standardErrors } from './standard-errors.ts';

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

describe('Pareto/NBD, fitted to a simulated world', () => {
  it('recovers its parameters', () => {
    const model = { kind: 'pareto-nbd', r: 0.8, alphaDays: 40, s: 0.7, betaDays: 90 } as const;
    const rng = createRng('pareto recovery');
    const rows = Array.from({ length: 4000 }, (_, i) =>
      simulateParetoCustomer(rng, model, 250 + (i % 5) * 30),
    );
    const statistics = summariseTiming(rows);
    const fit = solveTiming(statistics, 'pareto-nbd');
    const table = timingTable(statistics);
    const minusLogLikelihood = (point: readonly number[]) =>
      -timingLogLikelihood(timingModelFrom('pareto-nbd', point, 1), table);
    const errors = standardErrors(minusLogLikelihood, fit.logParameters);
    const wanted = [model.r, model.alphaDays, model.s, model.betaDays].map(Math.log);
    wanted.forEach((value, i) =>
      expect(Math.abs(fit.logParameters[i]! - value)).toBeLessThan(5 * errors[i]! + 0.05),
    );
  });
});

describe('Gamma-Gamma, fitted to simulated order values', () => {
  it('recovers its parameters: the mean of a dozen fits lies within its error of the truth', () => {
    const truths = { p: 5, q: 4, v: 12 };
    const logs = Array.from({ length: 12 }, (_, fit) => {
      const rng = createRng('spend recovery').split(fit);
      const rows = Array.from({ length: 700 }, () => {
        const orders = 1 + rng.integer(6);
        const rate = drawGamma(rng, truths.q) / truths.v;
        return { orders, meanValue: drawGamma(rng, truths.p * orders) / (rate * orders) };
      });
      const { p, q, v } = solveSpend(summariseSpend(rows));
      return [p, q, v].map(Math.log);
    });
    [truths.p, truths.q, truths.v].forEach((truth, i) => {
      const fitted = logs.map((one) => one[i]!);
      const mean = fitted.reduce((sum, value) => sum + value, 0) / fitted.length;
      const spread = Math.sqrt(
        fitted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (fitted.length - 1),
      );
      // Five standard errors; estimates of a few hundred customers lie a little high.
      expect(Math.abs(mean - Math.log(truth))).toBeLessThan((5 * spread) / Math.sqrt(fitted.length) + 0.02);
      expect(spread).toBeLessThan(0.4);
    });
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
