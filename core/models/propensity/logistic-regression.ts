import { cholesky, solveCholesky } from '#core/maths/cholesky.ts';
import { onGrid } from '#core/maths/grid-sum.ts';
import { log1pExp, logistic } from '#core/maths/logistic.ts';
import { type Bends, STRAIGHT, within } from '#core/models/propensity/bends.ts';
import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';
import type { Standardisation } from '#core/models/propensity/standardisation.ts';

/**
 * A fitted propensity: log-odds = intercept + Σ weight · (input − mean) / spread, and the same of hinges where effects
 * bend. Still a sum over inputs.
 */
export interface PropensityModel extends Standardisation {
  readonly intercept: number;
  /** Of the inputs, then of the hinges. */
  readonly weights: Float64Array;
  /** Absent where every effect is a straight line. */
  readonly bends?: Bends;
}

/** What one Newton round needs from a share of the rows; exact in any order of merging (see `onGrid`). */
export interface RoundStatistics {
  /** Intercept first, then the inputs. */
  readonly gradient: Float64Array;
  /** Lower triangle, row by row, of the weighted cross-products. */
  readonly curvature: Float64Array;
  readonly minusLogLikelihood: number;
}

/** The model that knows nothing yet. */
export function untrained(standardisation: Standardisation, bends?: Bends): PropensityModel {
  const columns = standardisation.means.length + (bends?.knots.length ?? 0);
  return { ...standardisation, intercept: 0, weights: new Float64Array(columns), ...(bends && { bends }) };
}

/**
 * Writes what each of the inputs at an offset adds to the log-odds, against the average customer: with the intercept
 * they are the score.
 *
 * @param into receives one number an input.
 */
export function writeContributions(
  { weights, means, spreads, bends = STRAIGHT }: PropensityModel,
  inputs: Float64Array,
  into: Float64Array,
  offset = 0,
): void {
  const width = means.length;
  for (let i = 0; i < width; i++) {
    const value = within(bends, i, inputs[offset + i]!);
    into[i] = (weights[i]! * (value - means[i]!)) / spreads[i]!;
  }
  for (let h = 0; h < bends.knots.length; h++) {
    const input = bends.inputs[h]!;
    const above = Math.max(0, within(bends, input, inputs[offset + input]!) - bends.knots[h]!);
    into[input]! += (weights[width + h]! * (above - bends.means[h]!)) / bends.spreads[h]!;
  }
}

/** Log-odds of an order for the inputs at an offset. */
export function propensityLogOdds(model: PropensityModel, inputs: Float64Array, offset = 0): number {
  const added = new Float64Array(model.means.length);
  writeContributions(model, inputs, added, offset);
  return added.reduce((sum, contribution) => sum + contribution, model.intercept);
}

/** What hinges add to the log-odds of a customer who is below every knot. */
function belowAllKnots({ weights, means, bends = STRAIGHT }: PropensityModel): number {
  let sum = 0;
  for (let h = 0; h < bends.knots.length; h++)
    sum -= (weights[means.length + h]! * bends.means[h]!) / bends.spreads[h]!;
  return sum;
}

/**
 * Gradient and curvature of the log-likelihood at the model. Hinges count from their knots, not from their means, and
 * cost nothing for whoever is below: O(rows × columns that are not 0, squared).
 */
export function summariseRound(
  model: PropensityModel,
  { inputs, labels, width }: LabelledRows,
): RoundStatistics {
  const { weights, means, spreads, bends = STRAIGHT } = model;
  const size = weights.length + 1;
  const gradient = new Float64Array(size);
  const curvature = new Float64Array((size * (size + 1)) / 2);
  const columns = Int32Array.from({ length: size }, (_, column) => column);
  const values = new Float64Array(size);
  values[0] = 1;
  const start = model.intercept + belowAllKnots(model);
  let minusLogLikelihood = 0;
  for (let row = 0; row < labels.length; row++) {
    let logOdds = start;
    for (let i = 0; i < width; i++) {
      values[i + 1] = (inputs[row * width + i]! - means[i]!) / spreads[i]!;
      logOdds += weights[i]! * values[i + 1]!;
    }
    let count = width + 1;
    for (let h = 0; h < bends.knots.length; h++) {
      const above = inputs[row * width + bends.inputs[h]!]! - bends.knots[h]!;
      if (above <= 0) continue;
      columns[count] = width + 1 + h;
      values[count] = above / bends.spreads[h]!;
      logOdds += weights[width + h]! * values[count++]!;
    }
    minusLogLikelihood += onGrid(log1pExp(labels[row] === 1 ? -logOdds : logOdds));
    const probability = logistic(logOdds);
    addRow({ gradient, curvature }, { columns, values, count, dense: width + 1 }, probability, labels[row]!);
  }
  return { gradient, curvature, minusLogLikelihood };
}

/** The columns of a row that are not 0, in ascending order. */
interface SparseRow {
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly count: number;
  /** The first so many columns are all there. */
  readonly dense: number;
}

/** Adds one row's share to the gradient and the curvature. */
function addRow(
  { gradient, curvature }: Pick<RoundStatistics, 'gradient' | 'curvature'>,
  row: SparseRow,
  probability: number,
  label: number,
): void {
  const { columns, values, count, dense } = row;
  const residual = label - probability;
  const weight = probability * (1 - probability);
  for (let a = 0; a < count; a++) {
    const column = columns[a]!;
    gradient[column]! += onGrid(residual * values[a]!);
    const weighted = weight * values[a]!;
    const line = (column * (column + 1)) / 2;
    const last = Math.min(a, dense - 1);
    for (let b = 0; b <= last; b++) curvature[line + b]! += onGrid(weighted * values[b]!);
    for (let b = dense; b <= a; b++) curvature[line + columns[b]!]! += onGrid(weighted * values[b]!);
  }
}

/** Both shares of the rows together. */
export function mergeRounds(a: RoundStatistics, b: RoundStatistics): RoundStatistics {
  return {
    gradient: a.gradient.map((sum, i) => sum + b.gradient[i]!),
    curvature: a.curvature.map((sum, i) => sum + b.curvature[i]!),
    minusLogLikelihood: a.minusLogLikelihood + b.minusLogLikelihood,
  };
}

/**
 * Penalty on squared standardised weights, in log-likelihood: one customer's worth of doubt per weight, who stands in
 * twelve rows, one a cut-off.
 */
const RIDGE = 12;

/** A fit under way. */
export interface NewtonFit {
  readonly model: PropensityModel;
  /** Largest change of a coefficient in the newest round; below 1e-6 there is nothing left to gain. */
  readonly change: number;
  readonly rounds: number;
  /** The likeliest model so far, and its penalised minus log-likelihood. */
  readonly best?: { readonly model: PropensityModel; readonly loss: number };
}

/** Before the first round. */
export const startFit = (model: PropensityModel): NewtonFit => ({
  model,
  change: Number.POSITIVE_INFINITY,
  rounds: 0,
});

/** Likelihoods are sums of rounded terms: nobody is worse by less. */
const ROUNDING = 1e-7;

/**
 * One round of iteratively reweighted least squares (Newton's method), with an L2 penalty on the weights and none on
 * the intercept. A step that led to a worse place is halved.
 *
 * @param statistics of all rows at the fit's model.
 * @see McCullagh & Nelder, "Generalized Linear Models", 2nd ed., section 4.4.
 */
export function solveRound({ model, rounds, best }: NewtonFit, statistics: RoundStatistics): NewtonFit {
  const squares = model.weights.reduce((sum, weight) => sum + weight * weight, 0);
  const loss = statistics.minusLogLikelihood + (RIDGE / 2) * squares;
  const isWorse = best !== undefined && loss > best.loss * (1 + ROUNDING);
  const next = isWorse ? halfWay(best.model, model) : newtonStep(model, statistics);
  return { ...next, rounds: rounds + 1, best: isWorse ? best : { model, loss } };
}

type Step = Pick<NewtonFit, 'model' | 'change'>;

const largest = (steps: Float64Array): number =>
  steps.reduce((most, step) => Math.max(most, Math.abs(step)), 0);

function halfWay(from: PropensityModel, to: PropensityModel): Step {
  const weights = from.weights.map((weight, i) => (weight + to.weights[i]!) / 2);
  const change = largest(weights.map((weight, i) => weight - from.weights[i]!));
  return { model: { ...from, intercept: (from.intercept + to.intercept) / 2, weights }, change };
}

function newtonStep(model: PropensityModel, { gradient, curvature }: RoundStatistics): Step {
  const size = gradient.length;
  const matrix = new Float64Array(size * size);
  const slope = gradient.map((sum, i) => (i === 0 ? sum : sum - RIDGE * model.weights[i - 1]!));
  for (let i = 0, place = 0; i < size; i++) {
    for (let j = 0; j <= i; j++, place++) {
      matrix[i * size + j] = curvature[place]! + (i === j && i > 0 ? RIDGE : 0);
      matrix[j * size + i] = matrix[i * size + j]!;
    }
  }
  // All labels alike leave the intercept without curvature.
  matrix[0]! += 1e-6;
  const step = solveCholesky(cholesky(matrix, size), slope);
  const weights = model.weights.map((weight, i) => weight + step[i + 1]!);
  // The step is of a model whose hinges count from their knots; the intercept is that of the average customer.
  const moved = { ...model, weights: step.subarray(1) };
  const intercept = model.intercept + step[0]! - belowAllKnots(moved);
  return { model: { ...model, intercept, weights }, change: largest(step) };
}
