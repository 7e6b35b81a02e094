import { DomainError } from '#core/kernel/errors.ts';
import { bfgs, type Slope } from '#core/maths/bfgs.ts';
import { type Minimum, nelderMead } from '#core/maths/nelder-mead.ts';
import type { BetaGeometricModel } from '#core/models/timing/beta-geometric.ts';
import { betaGeometricSlope } from '#core/models/timing/beta-geometric-likelihood.ts';
import { paretoNbdLogLikelihood } from '#core/models/timing/pareto-nbd.ts';
import type { TimingModel } from '#core/models/timing/timing-model.ts';
import { regularity, type TimingStatistics } from '#core/models/timing/timing-statistics.ts';
import { type TimingTable, timingTable } from '#core/models/timing/timing-table.ts';

/** The families that can be fitted. `mbg-cnbd-k` takes its k from the gaps (Wheat & Morrison). */
export type TimingFamily = 'nbd' | 'bg-nbd' | 'mbg-nbd' | 'mbg-cnbd-k' | 'pareto-nbd';

/** A fit and how it went. */
export interface TimingFit {
  readonly model: TimingModel;
  readonly logLikelihood: number;
  /** Natural logarithms of the free parameters at the maximum, in the order of the model's fields. */
  readonly logParameters: readonly number[];
  /** Why another model than the one asked for came back. */
  readonly fallback: 'no-dropout' | null;
}

/** e^±14 is far beyond any shop; outside, the likelihood is flat and the search would never end. */
const WIDEST = 14;

/** Builds the model of a family from the logarithms of its parameters. */
export function timingModelFrom(
  family: TimingFamily,
  logParameters: readonly number[],
  stages = 1,
): TimingModel {
  const [r, alphaDays, a, b] = logParameters.map(Math.exp) as [number, number, number, number];
  if (family === 'pareto-nbd') return { kind: 'pareto-nbd', r, alphaDays, s: a, betaDays: b };
  const dropout = family === 'nbd' ? null : { a, b };
  return { kind: 'beta-geometric', r, alphaDays, dropout, canLeaveAtOnce: family !== 'bg-nbd', stages };
}

/** Log-likelihood of the grouped histories under a model. */
export function timingLogLikelihood(model: TimingModel, table: TimingTable): number {
  return model.kind === 'pareto-nbd'
    ? paretoNbdLogLikelihood(model, table)
    : betaGeometricSlope(model, table).logLikelihood;
}

const isOutside = (point: readonly number[]): boolean =>
  point.some((coordinate) => Math.abs(coordinate) > WIDEST);

/** Pareto/NBD has no cheap gradient. */
function bySimplex(table: TimingTable, starts: readonly (readonly number[])[]): Minimum {
  const objective = (point: readonly number[]): number =>
    isOutside(point) ? Infinity : -timingLogLikelihood(timingModelFrom('pareto-nbd', point), table);
  const found = nelderMead(objective, starts[0]!);
  // A simplex can stall on a ridge; from there a fresh one walks on or confirms.
  const again = nelderMead(objective, found.point, { step: 0.1 });
  return again.value <= found.value ? again : found;
}

/** From the best of the starts downhill. */
function byGradient(
  family: TimingFamily,
  table: TimingTable,
  stages: number,
  starts: readonly (readonly number[])[],
): Minimum {
  const slopeAt = (point: readonly number[]): Slope => {
    if (isOutside(point)) return { value: Infinity, gradient: point };
    const model = timingModelFrom(family, point, stages) as BetaGeometricModel;
    const { logLikelihood, gradient } = betaGeometricSlope(model, table);
    return { value: -logLikelihood, gradient: gradient.subarray(0, point.length).map((part) => -part) };
  };
  const values = starts.map((start) => slopeAt(start).value);
  return bfgs(slopeAt, starts[values.indexOf(Math.min(...values))]!);
}

function maximise(
  family: TimingFamily,
  table: TimingTable,
  stages: number,
  starts: readonly (readonly number[])[],
): TimingFit {
  const best = family === 'pareto-nbd' ? bySimplex(table, starts) : byGradient(family, table, stages, starts);
  return {
    model: timingModelFrom(family, best.point, stages),
    logLikelihood: -best.value,
    logParameters: best.point,
    fallback: null,
  };
}

/** Logarithms of (a, b) to start from: leaving is likely and varied, likely, or rare. */
const DROPOUT_STARTS = [
  [-1, -1],
  [0, 0.5],
  [0, 2],
];

/** Mean gap between orders over everybody, in days: where the search for the rate starts. */
function meanGapDays(table: TimingTable): number {
  let orders = 0;
  let days = 0;
  for (let g = 0; g < table.customers.length; g++) {
    orders += table.customers[g]! * table.repeatPurchases.values[table.repeatPurchases.codes[g]!]!;
    days += table.customers[g]! * table.ageDays.values[table.ageDays.codes[g]!]!;
  }
  return Math.max(1, days) / Math.max(1, orders);
}

/**
 * Fits a timing model by maximum likelihood over logarithms of its parameters.
 *
 * Where leaving does not pay for its two parameters (log-likelihood gain over NBD below 2, Akaike's price), the
 * likelihood runs off to its no-dropout boundary (a/(a+b) → 0) and the NBD model comes back, with `fallback` set.
 *
 * @throws DomainError without any customer or any repeat purchase: there is nothing to learn a rate from.
 */
export function solveTiming(statistics: TimingStatistics, family: TimingFamily): TimingFit {
  const table = timingTable(statistics);
  if (!table.repeatPurchases.values.some((x) => x > 0)) {
    throw new DomainError('purchase timing needs customers who bought on more than one day');
  }
  const stages = family === 'mbg-cnbd-k' ? wholeRegularity(statistics) : 1;
  const logGap = Math.log(meanGapDays(table) * stages);
  const plain = maximise('nbd', table, stages, [[0, logGap]]);
  if (family === 'nbd') return plain;
  // Time enters Pareto/NBD's dropout too; a geometric dropout has no unit.
  const dropouts = family === 'pareto-nbd' ? [[0, logGap]] : DROPOUT_STARTS;
  const starts = dropouts.map((dropout) => [Math.log(0.5), logGap - 0.5, ...dropout]);
  const full = maximise(family, table, stages, starts);
  return full.logLikelihood - plain.logLikelihood < 2 ? { ...plain, fallback: 'no-dropout' } : full;
}

/** The k of the fitted model: Wheat and Morrison's estimate, to the nearest whole number from 1 to 10. */
function wholeRegularity(statistics: TimingStatistics): number {
  const k = Math.round(regularity(statistics));
  return Number.isFinite(k) ? Math.min(10, Math.max(1, k)) : 1;
}
