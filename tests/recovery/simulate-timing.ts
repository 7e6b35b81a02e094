import type { Rng } from '#core/kernel/rng.ts';
import { drawBeta, drawExponential, drawGamma } from '#core/maths/random-variates.ts';
import type { BetaGeometricModel } from '#core/models/timing/beta-geometric.ts';
import type { ParetoNbdModel } from '#core/models/timing/pareto-nbd.ts';
import type { TimingRow } from '#core/models/timing/timing-statistics.ts';

/** One customer of a (M)BG/CNBD-k world, watched for so many days; times rounded down to days, repeats kept. */
export function simulateCustomer(rng: Rng, model: BetaGeometricModel, ageDays: number): TimingRow {
  const rate = drawGamma(rng, model.r) / model.alphaDays;
  const leaves = model.dropout === null ? 0 : drawBeta(rng, model.dropout.a, model.dropout.b);
  const orders = [0];
  let isAlive = !(model.canLeaveAtOnce && rng.uniform() < leaves);
  while (isAlive) {
    let gap = 0;
    for (let stage = 0; stage < model.stages; stage++) gap += drawExponential(rng, 1 / rate);
    const next = orders.at(-1)! + gap;
    if (!(next <= ageDays)) break;
    orders.push(next);
    isAlive = rng.uniform() >= leaves;
  }
  const recencyDays = Math.floor(orders.at(-1)!);
  const [before, middle, last] = orders.slice(-3);
  const gaps = last === undefined ? {} : { lastTwoGapsDays: [middle! - before!, last - middle!] as const };
  return { repeatPurchases: orders.length - 1, recencyDays, ageDays, ...gaps };
}

/** One customer of a Pareto/NBD world. */
export function simulateParetoCustomer(rng: Rng, model: ParetoNbdModel, ageDays: number): TimingRow {
  const rate = drawGamma(rng, model.r) / model.alphaDays;
  const leavesDay = drawExponential(rng, model.betaDays / drawGamma(rng, model.s));
  const orders = [0];
  for (;;) {
    const next = orders.at(-1)! + drawExponential(rng, 1 / rate);
    if (!(next <= Math.min(ageDays, leavesDay))) break;
    orders.push(next);
  }
  return { repeatPurchases: orders.length - 1, recencyDays: Math.floor(orders.at(-1)!), ageDays };
}
