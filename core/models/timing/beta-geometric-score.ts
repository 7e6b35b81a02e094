import { logistic } from '#core/maths/logistic.ts';
import { type BetaGeometricModel, logSilentStages } from '#core/models/timing/beta-geometric.ts';
import { assertPossible, type PurchaseHistory } from '#core/models/timing/purchase-history.ts';

/**
 * What is left of a customer's future once the history is known: rate, dropout and the stage of the running gap.
 */
export interface BetaGeometricPosterior {
  readonly probabilityAlive: number;
  /** Gamma over the stage rate, if alive and in stage j: shape `shape + j`, rate `rateDays`. */
  readonly shape: number;
  readonly rateDays: number;
  /** Beta over the probability to leave after each coming order, if alive; null when nobody leaves. */
  readonly dropout: { readonly a: number; readonly b: number } | null;
  /** Probability of each stage of the running gap, if alive; sums to 1. */
  readonly stageWeights: readonly number[];
}

/**
 * Conditions the population on one customer's history.
 *
 *     P(alive) = 1 / (1 + a / (b + x + d − 1) · ((α + T) / (α + t))^(r + kx) / S)
 *
 * @throws DomainError for an impossible history.
 * @see Fader & Hardie, "Computing P(alive) using the BG/NBD model", brucehardie.com/notes/021
 */
export function betaGeometricPosterior(
  model: BetaGeometricModel,
  history: PurchaseHistory,
): BetaGeometricPosterior {
  assertPossible(history);
  const { r, alphaDays, dropout, stages } = model;
  const { repeatPurchases: x, recencyDays: t, ageDays: T } = history;
  const shape = r + stages * x;
  const rateDays = alphaDays + T;
  const share = (T - t) / rateDays;
  const survived = x + (model.canLeaveAtOnce ? 1 : 0);
  const logLeft =
    dropout === null || survived === 0
      ? -Infinity
      : Math.log(dropout.a / (dropout.b + survived - 1)) + shape * Math.log1p((T - t) / (alphaDays + t));
  return {
    probabilityAlive: logistic(logSilentStages(shape, share, stages) - logLeft),
    shape,
    rateDays,
    dropout: dropout === null ? null : { a: dropout.a, b: dropout.b + survived },
    stageWeights: stageWeights(shape, share, stages),
  };
}

function stageWeights(shape: number, share: number, stages: number): number[] {
  const weights = [1];
  for (let j = 1; j < stages; j++) weights.push(weights[j - 1]! * ((shape + j - 1) / j) * share);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Mean number of orders in the coming days, under (M)BG/CNBD-k, without approximation. Stage events are negative
 * binomial, N ~ NB(shape + j, h / (rate + h)); every k-th is an order, and the i-th order happens if the customer
 * survived i − 1 before it:
 *
 *     E = P(alive) · Σ_j w_j · Σ_i P(N >= ik − j) · E[(1 − p)^(i − 1)]
 *
 * For k = 1 this equals the papers' formula with 2F1. Cost grows with the number of orders that are still possible.
 */
export function expectedOrders(posterior: BetaGeometricPosterior, horizonDays: number): number {
  const { stageWeights: weights, rateDays, probabilityAlive } = posterior;
  if (posterior.dropout === null && weights.length === 1) return (posterior.shape * horizonDays) / rateDays;
  const q = horizonDays / (rateDays + horizonDays);
  const orders = weights.map((weight, j) => weight * ordersFromStage(posterior, j, q));
  return probabilityAlive * orders.reduce((total, value) => total + value, 0);
}

/** Where what is still missing can no longer change a printed digit. */
const NEGLIGIBLE = 1e-13;
/** Below this a probability is kept as its logarithm: `exp` of it would come near the smallest number there is. */
const LEAST_LOG = -700;

/** Σ_n P(N = n) · (orders among n stages that survive): every term is positive, so none is lost to rounding and the sum ends. */
function ordersFromStage(
  { shape, dropout, stageWeights: weights }: BetaGeometricPosterior,
  stage: number,
  q: number,
): number {
  const stages = weights.length;
  const size = shape + stage;
  let logProbability = size * Math.log1p(-q); // of N = n, from n = 0 on
  let probability = Math.exp(logProbability);
  let survival = 1;
  let survived = 0;
  let order = 1;
  let total = 0;
  for (let n = 0; ; n++) {
    if (n === order * stages - stage) {
      survived += survival;
      if (dropout !== null) survival *= (dropout.b + order - 1) / (dropout.a + dropout.b + order - 1);
      order += 1;
    }
    const ratio = ((size + n) / (n + 1)) * q;
    if (logProbability < LEAST_LOG) {
      logProbability += Math.log(ratio);
      probability = Math.exp(logProbability);
      continue;
    }
    total += probability * survived;
    // Beyond the mode probabilities fall at least as fast as this geometric series, and each stage adds one order at most.
    const bound = Math.max(ratio, q);
    const rest = (probability * bound * (survived + survival / (1 - bound))) / (1 - bound);
    if (bound < 1 && rest < NEGLIGIBLE) return total;
    probability *= ratio;
  }
}

/**
 * Probability that the next order comes within so many days. Rises with the days towards P(alive), which it never
 * exceeds.
 *
 *     P = P(alive) · Σ_j w_j · P(N >= k − j);   for k = 1:  P(alive) · (1 − (rate / (rate + h))^shape)
 */
export function probabilityOfOrder(posterior: BetaGeometricPosterior, horizonDays: number): number {
  const { shape, rateDays, stageWeights: weights, probabilityAlive } = posterior;
  const q = horizonDays / (rateDays + horizonDays);
  const logQuiet = -Math.log1p(horizonDays / rateDays);
  let probability = 0;
  for (let stage = 0; stage < weights.length; stage++) {
    const size = shape + stage;
    let mass = Math.exp(size * logQuiet);
    let tail = stage === weights.length - 1 ? -Math.expm1(size * logQuiet) : 1 - mass;
    for (let n = 1; n < weights.length - stage; n++) {
      mass *= ((size + n - 1) / n) * q;
      tail -= mass;
    }
    probability += weights[stage]! * Math.max(0, tail);
  }
  return probabilityAlive * probability;
}
