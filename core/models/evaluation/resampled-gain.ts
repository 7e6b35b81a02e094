import { createRng } from '#core/kernel/rng.ts';
import { onGrid } from '#core/maths/grid-sum.ts';
import { quantile } from '#core/maths/quantile.ts';
import type { Gain } from '#core/models/training/paired-loss.ts';

/** Resamples; the 95 % interval leaves out five at each end. */
const DRAWS = 200;
/** A Poisson number with mean 1 is at most its place here with this probability. */
const POISSON = [0.367_879, 0.735_759, 0.919_699, 0.981_012, 0.996_34, 0.999_406];

/** Two forecasts of the same customers, and of each resample of them: exact sums, in any order (see `onGrid`). */
export interface ResampledGain {
  readonly cases: number;
  readonly loss: number;
  readonly rivalLoss: number;
  /** Customers in each resample, and the gain over all of them. */
  readonly drawnCases: Float64Array;
  readonly drawnGains: Float64Array;
}

/** One customer's losses, summed over the cases. */
export interface CustomerLoss {
  readonly customerId: string;
  readonly loss: number;
  readonly rivalLoss: number;
}

/**
 * A bootstrap over customers that may be spread over machines: each resample takes a customer as often as a Poisson
 * number says that hangs on nothing but the customer's id.
 *
 * @see Chamandy et al., "Estimating uncertainty for massive data streams", Google, 2012 (the Poisson bootstrap).
 */
export function resampledGain(customers: readonly CustomerLoss[]): ResampledGain {
  const drawnCases = new Float64Array(DRAWS);
  const drawnGains = new Float64Array(DRAWS);
  let [own, rival] = [0, 0];
  for (const { customerId, loss, rivalLoss } of customers) {
    own += onGrid(loss);
    rival += onGrid(rivalLoss);
    const gain = onGrid(rivalLoss) - onGrid(loss);
    const rng = createRng(customerId);
    for (let draw = 0; draw < DRAWS; draw++) {
      const at = rng.uniform();
      let times = 0;
      while (times < POISSON.length && at >= POISSON[times]!) times += 1;
      drawnCases[draw]! += times;
      drawnGains[draw]! += times * gain;
    }
  }
  return { cases: customers.length, loss: own, rivalLoss: rival, drawnCases, drawnGains };
}

/** Both groups of customers together. */
export function mergeResampled(a: ResampledGain, b: ResampledGain): ResampledGain {
  return {
    cases: a.cases + b.cases,
    loss: a.loss + b.loss,
    rivalLoss: a.rivalLoss + b.rivalLoss,
    drawnCases: a.drawnCases.map((count, draw) => count + b.drawnCases[draw]!),
    drawnGains: a.drawnGains.map((gain, draw) => gain + b.drawnGains[draw]!),
  };
}

/** The gain a case with its 95 % percentile interval; undefined without a case. */
export function solveResampled(sums: ResampledGain): Gain | undefined {
  const { cases, loss, rivalLoss, drawnCases, drawnGains } = sums;
  const drawn = drawnGains.map((gain, draw) => gain / drawnCases[draw]!).filter(Number.isFinite);
  if (cases === 0 || drawn.length === 0) return undefined;
  const sorted = drawn.sort();
  return {
    cases,
    loss: loss / cases,
    rivalLoss: rivalLoss / cases,
    gain: (rivalLoss - loss) / cases,
    low: quantile(sorted, 0.025),
    high: quantile(sorted, 0.975),
  };
}
