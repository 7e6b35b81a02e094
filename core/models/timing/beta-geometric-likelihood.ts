import { digamma } from '#core/maths/digamma.ts';
import { logBeta } from '#core/maths/log-beta.ts';
import { logGamma } from '#core/maths/log-gamma.ts';
import type { BetaGeometricModel } from '#core/models/timing/beta-geometric.ts';
import type { TimingTable } from '#core/models/timing/timing-table.ts';

/** Log-likelihood, and its derivatives by the logarithms of r, α, a and b (the last two 0 when nobody leaves). */
export interface LikelihoodSlope {
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
}

/** What all histories with the same number of repeats share, and its derivatives. */
interface PerRepeats {
  readonly shape: Float64Array;
  readonly common: Float64Array;
  readonly byR: Float64Array;
  readonly byA: Float64Array;
  readonly byB: Float64Array;
  /** Log-odds of having left at the last order against having survived it, before time speaks. */
  readonly left: Float64Array;
  readonly leftByB: Float64Array;
}

function perRepeats({ r, alphaDays, dropout, ...model }: BetaGeometricModel, xs: Float64Array): PerRepeats {
  const base = r * Math.log(alphaDays) - logGamma(r);
  const baseByR = Math.log(alphaDays) - digamma(r);
  const shape = xs.map((x) => r + model.stages * x);
  const common = shape.map((s) => base + logGamma(s));
  const byR = shape.map((s) => baseByR + digamma(s));
  const none = (): Float64Array => new Float64Array(xs.length);
  if (dropout === null) {
    const left = none().fill(Number.NEGATIVE_INFINITY);
    return { shape, common, byR, byA: none(), byB: none(), left, leftByB: none() };
  }
  const { a, b } = dropout;
  const survived = xs.map((x) => x + (model.canLeaveAtOnce ? 1 : 0));
  const start = { log: logBeta(a, b), sum: digamma(a + b), b: digamma(b) };
  return {
    shape,
    common: common.map((value, i) => value + logBeta(a, b + survived[i]!) - start.log),
    byR,
    byA: survived.map((n) => start.sum - digamma(a + b + n)),
    byB: survived.map((n) => digamma(b + n) - digamma(a + b + n) - start.b + start.sum),
    left: survived.map((n) => (n === 0 ? Number.NEGATIVE_INFINITY : Math.log(a / (b + n - 1)))),
    leftByB: survived.map((n) => (n === 0 ? 0 : -1 / (b + n - 1))),
  };
}

/** `logSilentStages` with its derivatives by shape and share, written into `at`. */
function silentStages(shape: number, share: number, stages: number, at: Float64Array): void {
  let term = 1;
  let sum = 1;
  let logTermByShape = 0;
  let sumByShape = 0;
  let sumByShare = 0;
  for (let j = 1; j < stages; j++) {
    sumByShare += term * (shape + j - 1);
    term *= ((shape + j - 1) / j) * share;
    logTermByShape += 1 / (shape + j - 1);
    sum += term;
    sumByShape += term * logTermByShape;
  }
  at[0] = Math.log(sum);
  at[1] = sumByShape / sum;
  at[2] = sumByShare / sum;
}

/**
 * Log-likelihood, with its gradient, of the grouped histories under BG/NBD (k = 1), MBG/NBD (k = 1, may leave at once), MBG/CNBD-k or NBD
 * (no dropout). With d = 1 if a customer may leave at once, else 0:
 *
 *     L = B(a, b+x+d)/B(a, b) · Γ(r+kx)/Γ(r) · α^r / (α+T)^(r+kx) · S
 *       + B(a+1, b+x+d−1)/B(a, b) · Γ(r+kx)/Γ(r) · α^r / (α+t)^(r+kx)      (only where x + d > 0)
 *
 * S is the sum of `logSilentStages`. Constants that hold no parameter (the gaps' own densities for k > 1) are left
 * out. Everything that hangs on one column only is computed once per distinct value, so a group costs an exponential
 * and a logarithm: O(groups · k).
 *
 * @see Fader, Hardie & Lee, Marketing Science 24(2), 2005 (BG/NBD); Batislam et al., IJRM 24(3), 2007 (MBG/NBD);
 *   Reutterer, Platzer & Schröder, "Leveraging purchase regularity for predicting customer behavior the easy way",
 *   IJRM 38(1), 2021 (MBG/CNBD-k).
 */
export function betaGeometricSlope(model: BetaGeometricModel, table: TimingTable): LikelihoodSlope {
  const { alphaDays: alpha, dropout, stages } = model;
  const { customers, repeatPurchases, recencyDays, ageDays } = table;
  const repeats = perRepeats(model, repeatPurchases.values);
  const logAge = ageDays.values.map((days) => Math.log(alpha + days));
  const logRecency = recencyDays.values.map((days) => Math.log(alpha + days));
  const overAge = ageDays.values.map((days) => 1 / (alpha + days));
  const overRecency = recencyDays.values.map((days) => 1 / (alpha + days));
  const silent = new Float64Array(3);
  let logLikelihood = 0;
  let byR = 0;
  let byAlpha = 0;
  let byA = 0;
  let byB = 0;
  let everybody = 0;
  for (let g = 0; g < customers.length; g++) {
    const count = customers[g]!;
    const x = repeatPurchases.codes[g]!;
    const age = ageDays.codes[g]!;
    const recency = recencyDays.codes[g]!;
    const shape = repeats.shape[x]!;
    const lag = logAge[age]! - logRecency[recency]!;
    let silentByAlpha = 0;
    if (stages > 1) {
      const share = (ageDays.values[age]! - recencyDays.values[recency]!) * overAge[age]!;
      silentStages(shape, share, stages, silent);
      silentByAlpha = -silent[2]! * share * overAge[age]!;
    }
    const odds = repeats.left[x]! + shape * lag - silent[0]!;
    const small = Math.exp(-Math.abs(odds));
    const hasLeft = odds > 0 ? 1 / (1 + small) : small / (1 + small);
    const logEither = Math.log1p(small) + Math.max(0, odds);
    logLikelihood += count * (repeats.common[x]! - shape * logAge[age]! + silent[0]! + logEither);
    byR += count * (repeats.byR[x]! - logAge[age]! + silent[1]! * (1 - hasLeft) + hasLeft * lag);
    const lagByAlpha = overAge[age]! - overRecency[recency]!;
    byAlpha += count * (silentByAlpha * (1 - hasLeft) + shape * (hasLeft * lagByAlpha - overAge[age]!));
    byA += count * (repeats.byA[x]! * (dropout?.a ?? 0) + hasLeft);
    byB += count * (repeats.byB[x]! + hasLeft * repeats.leftByB[x]!);
    everybody += count;
  }
  const gradient = Float64Array.of(
    model.r * byR,
    everybody * model.r + alpha * byAlpha,
    byA,
    (dropout?.b ?? 0) * byB,
  );
  return { logLikelihood, gradient };
}
