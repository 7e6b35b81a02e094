import { cholesky, solveCholesky } from '#core/maths/cholesky.ts';
import { onGrid } from '#core/maths/grid-sum.ts';
import { log1pExp, logistic } from '#core/maths/logistic.ts';
import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';
import type { Standardisation } from '#core/models/propensity/standardisation.ts';

/** A fitted propensity: log-odds = intercept + Σ weight · (input − mean) / spread. */
export interface PropensityModel extends Standardisation {
  readonly intercept: number;
  readonly weights: Float64Array;
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
export function untrained(standardisation: Standardisation): PropensityModel {
  return { ...standardisation, intercept: 0, weights: new Float64Array(standardisation.means.length) };
}

/** Log-odds of an order for the inputs at an offset. */
export function propensityLogOdds(model: PropensityModel, inputs: Float64Array, offset = 0): number {
  const { intercept, weights, means, spreads } = model;
  let sum = intercept;
  for (let i = 0; i < weights.length; i++)
    sum += (weights[i]! * (inputs[offset + i]! - means[i]!)) / spreads[i]!;
  return sum;
}

/** Gradient and curvature of the log-likelihood at the model. O(rows × inputs²). */
export function summariseRound(
  model: PropensityModel,
  { inputs, labels, width }: LabelledRows,
): RoundStatistics {
  const size = width + 1;
  const gradient = new Float64Array(size);
  const curvature = new Float64Array((size * (size + 1)) / 2);
  const z = new Float64Array(size);
  z[0] = 1;
  let minusLogLikelihood = 0;
  for (let row = 0; row < labels.length; row++) {
    let logOdds = model.intercept;
    for (let i = 0; i < width; i++) {
      z[i + 1] = (inputs[row * width + i]! - model.means[i]!) / model.spreads[i]!;
      logOdds += model.weights[i]! * z[i + 1]!;
    }
    const probability = logistic(logOdds);
    const residual = labels[row]! - probability;
    const weight = probability * (1 - probability);
    minusLogLikelihood += onGrid(log1pExp(labels[row] === 1 ? -logOdds : logOdds));
    for (let i = 0, place = 0; i < size; i++) {
      gradient[i]! += onGrid(residual * z[i]!);
      const weighted = weight * z[i]!;
      for (let j = 0; j <= i; j++, place++) curvature[place]! += onGrid(weighted * z[j]!);
    }
  }
  return { gradient, curvature, minusLogLikelihood };
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

/**
 * One step of iteratively reweighted least squares (Newton's method), with an L2 penalty on the weights and none on
 * the intercept.
 *
 * @returns the next model and the largest change of a coefficient; below 1e-6 there is nothing left to gain.
 * @see McCullagh & Nelder, "Generalized Linear Models", 2nd ed., section 4.4.
 */
export function solveRound(
  model: PropensityModel,
  { gradient, curvature }: RoundStatistics,
): { readonly model: PropensityModel; readonly change: number } {
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
  const next = {
    ...model,
    intercept: model.intercept + step[0]!,
    weights: model.weights.map((weight, i) => weight + step[i + 1]!),
  };
  return { model: next, change: step.reduce((most, delta) => Math.max(most, Math.abs(delta)), 0) };
}
