import { hypergeometricUnit } from '#core/maths/hypergeometric.ts';
import { logGamma } from '#core/maths/log-gamma.ts';
import { log1pExp, logistic } from '#core/maths/logistic.ts';
import { assertPossible, type PurchaseHistory } from '#core/models/timing/purchase-history.ts';
import type { TimingTable } from '#core/models/timing/timing-table.ts';

/** How customers of the Pareto/NBD model are spread. Every time is in days. */
export interface ParetoNbdModel {
  readonly kind: 'pareto-nbd';
  /** Shape and rate of the gamma over purchase rates, > 0. */
  readonly r: number;
  readonly alphaDays: number;
  /** Shape and rate of the gamma over rates of leaving, > 0. */
  readonly s: number;
  readonly betaDays: number;
}

/**
 * log of 2F1(r+s+x, c; r+s+x+1; |α−β| / (max(α, β) + τ)) / (max(α, β) + τ)^(r+s+x), with c = s + 1 where α >= β, else
 * r + x: the building block of the likelihood at a time τ.
 */
function logBlock(model: ParetoNbdModel, x: number, tauDays: number): number {
  const { r, alphaDays: alpha, s, betaDays: beta } = model;
  const order = r + s + x;
  const longest = Math.max(alpha, beta) + tauDays;
  const z = Math.abs(alpha - beta) / longest;
  const second = alpha >= beta ? s + 1 : r + x;
  // Euler's transformation leaves 1 as an upper parameter, for which a continued fraction is fast near z = 1 too.
  const unit = hypergeometricUnit(order + 1 - second, order + 1, z);
  return (1 - second) * Math.log1p(-z) + Math.log(unit) - order * Math.log(longest);
}

/**
 * Odds, as a logarithm, of having left by the age against being alive:
 *
 *     s / (r+s+x) · (α+T)^(r+x) · (β+T)^s · (block(t) − block(T))
 */
function logOddsOfDeath(
  model: ParetoNbdModel,
  x: number,
  blocks: { recency: number; age: number; ageDays: number },
): number {
  const { r, alphaDays: alpha, s, betaDays: beta } = model;
  const { recency, age, ageDays } = blocks;
  if (recency <= age) return -Infinity;
  const difference = recency + Math.log(-Math.expm1(age - recency));
  return (
    Math.log(s / (r + s + x)) +
    (r + x) * Math.log(alpha + ageDays) +
    s * Math.log(beta + ageDays) +
    difference
  );
}

/**
 * Log-likelihood of the grouped histories under Pareto/NBD. O(groups) hypergeometric series.
 *
 * @see Schmittlein, Morrison & Colombo, Management Science 33(1), 1987; Fader & Hardie, "A note on deriving the
 *   Pareto/NBD model and related expressions", brucehardie.com/notes/009.
 */
export function paretoNbdLogLikelihood(model: ParetoNbdModel, table: TimingTable): number {
  const { r, alphaDays: alpha, s, betaDays: beta } = model;
  const base = r * Math.log(alpha) - logGamma(r) + s * Math.log(beta);
  const xs = table.repeatPurchases;
  const block = blockMemory(model, table);
  let total = 0;
  for (let g = 0; g < table.customers.length; g++) {
    const x = xs.values[xs.codes[g]!]!;
    const ageDays = table.ageDays.values[table.ageDays.codes[g]!]!;
    const recencyDays = table.recencyDays.values[table.recencyDays.codes[g]!]!;
    const blocks = { recency: block(xs.codes[g]!, recencyDays), age: block(xs.codes[g]!, ageDays), ageDays };
    const alive = base + logGamma(r + x) - (r + x) * Math.log(alpha + ageDays) - s * Math.log(beta + ageDays);
    total += table.customers[g]! * (alive + log1pExp(logOddsOfDeath(model, x, blocks)));
  }
  return total;
}

/** Blocks by (x, day): most groups share theirs with others. */
function blockMemory(model: ParetoNbdModel, table: TimingTable): (xCode: number, tauDays: number) => number {
  const days = Math.max(...table.ageDays.values) + 1;
  const memory = new Float64Array(table.repeatPurchases.values.length * days).fill(Number.NaN);
  return (xCode, tauDays) => {
    const place = xCode * days + tauDays;
    const known = memory[place]!;
    if (!Number.isNaN(known)) return known;
    return (memory[place] = logBlock(model, table.repeatPurchases.values[xCode]!, tauDays));
  };
}

/** The customer's own model, given the history and that they are alive: the same family with other parameters. */
function future(model: ParetoNbdModel, { repeatPurchases, ageDays }: PurchaseHistory): ParetoNbdModel {
  const { r, alphaDays, s, betaDays } = model;
  return {
    kind: 'pareto-nbd',
    r: r + repeatPurchases,
    alphaDays: alphaDays + ageDays,
    s,
    betaDays: betaDays + ageDays,
  };
}

/** Probability that a customer is still active, in [0, 1]. @throws DomainError for an impossible history. */
export function paretoNbdProbabilityAlive(model: ParetoNbdModel, history: PurchaseHistory): number {
  assertPossible(history);
  const { repeatPurchases: x, recencyDays, ageDays } = history;
  const blocks = { recency: logBlock(model, x, recencyDays), age: logBlock(model, x, ageDays), ageDays };
  return logistic(-logOddsOfDeath(model, x, blocks));
}

/**
 * Mean number of orders in the coming days:
 *
 *     P(alive) · (r+x)(β+T) / ((α+T)(s−1)) · (1 − ((β+T) / (β+T+h))^(s−1))
 */
export function paretoNbdExpectedOrders(
  model: ParetoNbdModel,
  history: PurchaseHistory,
  horizonDays: number,
): number {
  const { r, alphaDays, s, betaDays } = future(model, history);
  const logSpan = Math.log1p(horizonDays / betaDays);
  // (1 − e^(−u v)) / u tends to v at s = 1.
  const activeTime = Math.abs(s - 1) < 1e-12 ? logSpan : -Math.expm1((1 - s) * logSpan) / (s - 1);
  return (paretoNbdProbabilityAlive(model, history) * r * betaDays * activeTime) / alphaDays;
}

/** Probability of at least one order in the coming days: a customer with no order in them is a new one with x = 0. */
export function paretoNbdProbabilityOfOrder(
  model: ParetoNbdModel,
  history: PurchaseHistory,
  horizonDays: number,
): number {
  const own = future(model, history);
  const blocks = { recency: logBlock(own, 0, 0), age: logBlock(own, 0, horizonDays), ageDays: horizonDays };
  const quietAlive =
    own.r * Math.log(own.alphaDays / (own.alphaDays + horizonDays)) +
    own.s * Math.log(own.betaDays / (own.betaDays + horizonDays));
  const logQuiet = quietAlive + log1pExp(logOddsOfDeath(own, 0, blocks));
  return paretoNbdProbabilityAlive(model, history) * -Math.expm1(Math.min(0, logQuiet));
}
