import { DomainError } from '#core/kernel/errors.ts';
import { logBeta } from '#core/maths/log-beta.ts';
import { nelderMead } from '#core/maths/nelder-mead.ts';

/**
 * How much customers spend per order: an order is gamma with shape p and a rate that is itself gamma (q, v) over
 * customers. `v` is in the money's unit; p and q have none.
 */
export interface GammaGammaModel {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

/** Customers who share a number of orders and a mean order value. */
export interface SpendGroup {
  /** Repeat orders the mean is taken over, whole number >= 1. */
  readonly orders: number;
  /** Mean value of those orders, > 0, in the shop's money. */
  readonly meanValue: number;
  readonly customers: number;
}

/** Mergeable statistics: counts by (orders, mean value). */
export type SpendStatistics = readonly SpendGroup[];

const byOrdersThenValue = (a: SpendGroup, b: SpendGroup): number =>
  a.orders - b.orders || a.meanValue - b.meanValue;

/** Counts customers by their orders and mean value; who never repeated or spent nothing tells nothing here. */
export function summariseSpend(rows: Iterable<{ orders: number; meanValue: number }>): SpendStatistics {
  const single: SpendGroup[] = [];
  for (const { orders, meanValue } of rows) {
    if (orders > 0 && meanValue > 0) single.push({ orders, meanValue, customers: 1 });
  }
  return mergeSpend(single, []);
}

/** Both groups of customers together; exact in any order. */
function mergeSpend(a: SpendStatistics, b: SpendStatistics): SpendStatistics {
  const merged: SpendGroup[] = [];
  for (const group of [...a, ...b].sort(byOrdersThenValue)) {
    const last = merged.at(-1);
    if (last !== undefined && byOrdersThenValue(last, group) === 0) {
      merged[merged.length - 1] = { ...last, customers: last.customers + group.customers };
    } else merged.push(group);
  }
  return merged;
}

/**
 * Log-likelihood of mean order values.
 *
 *     f(z | x) = z^(px−1) x^(px) v^q / (B(px, q) (v + xz)^(px+q))
 *
 * @see Fader & Hardie, "The gamma-gamma model of monetary value", brucehardie.com/notes/025, equation (1a).
 */
function gammaGammaLogLikelihood({ p, q, v }: GammaGammaModel, statistics: SpendStatistics): number {
  let total = 0;
  for (const { orders, meanValue, customers } of statistics) {
    const shape = p * orders;
    const density =
      -logBeta(shape, q) +
      q * Math.log(v) +
      (shape - 1) * Math.log(meanValue) +
      shape * Math.log(orders) -
      (shape + q) * Math.log(v + orders * meanValue);
    total += customers * density;
  }
  return total;
}

/**
 * Fits by maximum likelihood. Assumes that how much is spent does not hang on how often: look at their correlation.
 *
 * @throws DomainError below ten repeat customers.
 */
export function solveSpend(statistics: SpendStatistics): GammaGammaModel {
  const customers = statistics.reduce((sum, group) => sum + group.customers, 0);
  if (customers < 10) {
    throw new DomainError('order values need ten customers with repeat orders', { details: { customers } });
  }
  const meanValue = statistics.reduce((sum, group) => sum + group.customers * group.meanValue, 0) / customers;
  const model = ([p, q, v]: readonly number[]): GammaGammaModel => ({
    p: Math.exp(p!),
    q: Math.exp(q!),
    v: Math.exp(v!) * meanValue,
  });
  const objective = (point: readonly number[]): number => -gammaGammaLogLikelihood(model(point), statistics);
  const found = nelderMead(objective, [1, 1, 0]);
  return model(nelderMead(objective, found.point, { step: 0.1 }).point);
}

/**
 * Expected value of a customer's next order: their own mean, drawn towards everybody's the less they have ordered.
 *
 *     E = (q − 1)/(px + q − 1) · v p / (q − 1)  +  px/(px + q − 1) · z
 *
 * @param orders repeat orders seen; 0 gives the population's mean. Needs q > 1 there, else NaN.
 */
export function expectedOrderValue({ p, q, v }: GammaGammaModel, orders: number, meanValue: number): number {
  if (orders === 0) return q > 1 ? (p * v) / (q - 1) : Number.NaN;
  return (p * (v + orders * meanValue)) / (p * orders + q - 1);
}
