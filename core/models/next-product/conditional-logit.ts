import { DomainError } from '#core/kernel/errors.ts';
import { cholesky, solveCholesky } from '#core/maths/cholesky.ts';
import { onGrid } from '#core/maths/grid-sum.ts';

// Looked up once: they run for every option of every choice.
const { exp, log, max } = Math;

/** One choice: features of all options row by row, and which of them were taken. */
export interface Choice {
  readonly features: Float64Array;
  /** Row numbers of the options taken. Together they count as one choice, so that large baskets do not outvote small. */
  readonly taken: readonly number[];
}

/** What a Newton round needs; exact in any order of merging (see `onGrid`). */
export interface ChoiceStatistics {
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
  /** Lower triangle, row by row. */
  readonly curvature: Float64Array;
}

/** Σ weight · feature of one option. */
export function utility(weights: Float64Array, features: Float64Array, row: number): number {
  let sum = 0;
  for (let f = 0, at = row * weights.length; f < weights.length; f++, at++)
    sum += weights[f]! * features[at]!;
  return sum;
}

/**
 * Log-likelihood, gradient and curvature of the conditional logit model at the weights: an option is taken with
 * probability e^utility / Σ e^utility. O(options × features²).
 *
 * @see McFadden, "Conditional logit analysis of qualitative choice behavior", 1974.
 */
export function summariseChoices(weights: Float64Array, choices: Iterable<Choice>): ChoiceStatistics {
  const width = weights.length;
  const gradient = new Float64Array(width);
  const curvature = new Float64Array((width * (width + 1)) / 2);
  let logLikelihood = 0;
  for (const { features, taken } of choices) {
    if (taken.length === 0) continue;
    const probability = probabilities(weights, features);
    const mean = meanFeatures(probability, features, width);
    const spread = featureSpread(probability, features, mean);
    const share = 1 / taken.length;
    for (const row of taken) {
      logLikelihood += onGrid(share * log(probability[row]! + 1e-300));
      for (let f = 0; f < width; f++) gradient[f]! += onGrid(share * (features[row * width + f]! - mean[f]!));
    }
    for (let place = 0; place < spread.length; place++) curvature[place]! += onGrid(spread[place]!);
  }
  return { logLikelihood, gradient, curvature };
}

function meanFeatures(probability: Float64Array, features: Float64Array, width: number): Float64Array {
  const mean = new Float64Array(width);
  for (let row = 0; row < probability.length; row++) {
    for (let f = 0; f < width; f++) mean[f]! += probability[row]! * features[row * width + f]!;
  }
  return mean;
}

/** Covariances of the features under the probabilities: lower triangle, row by row. */
function featureSpread(probability: Float64Array, features: Float64Array, mean: Float64Array): Float64Array {
  const width = mean.length;
  const centred = new Float64Array(width);
  const spread = new Float64Array((width * (width + 1)) / 2);
  for (let row = 0; row < probability.length; row++) {
    for (let f = 0; f < width; f++) centred[f] = features[row * width + f]! - mean[f]!;
    let place = 0;
    for (let f = 0; f < width; f++) {
      const weighted = probability[row]! * centred[f]!;
      for (let g = 0; g <= f; g++, place++) spread[place]! += weighted * centred[g]!;
    }
  }
  return spread;
}

function probabilities(weights: Float64Array, features: Float64Array): Float64Array {
  const result = new Float64Array(features.length / weights.length);
  let most = -Infinity;
  for (let row = 0; row < result.length; row++) {
    result[row] = utility(weights, features, row);
    most = max(most, result[row]!);
  }
  let sum = 0;
  for (let row = 0; row < result.length; row++) {
    result[row] = exp(result[row]! - most);
    sum += result[row]!;
  }
  return result.map((value) => value / sum);
}

/** Both groups of choices together. */
export function mergeChoices(a: ChoiceStatistics, b: ChoiceStatistics): ChoiceStatistics {
  return {
    logLikelihood: a.logLikelihood + b.logLikelihood,
    gradient: a.gradient.map((sum, i) => sum + b.gradient[i]!),
    curvature: a.curvature.map((sum, i) => sum + b.curvature[i]!),
  };
}

/** Penalty on squared weights, in log-likelihood. */
const RIDGE = 1;

const penalised = (weights: Float64Array, { logLikelihood }: ChoiceStatistics): number =>
  logLikelihood - 0.5 * RIDGE * weights.reduce((sum, weight) => sum + weight * weight, 0);

function newtonStep(weights: Float64Array, { gradient, curvature }: ChoiceStatistics): Float64Array {
  const width = weights.length;
  const matrix = new Float64Array(width * width);
  for (let f = 0, place = 0; f < width; f++) {
    for (let g = 0; g <= f; g++, place++) {
      matrix[f * width + g] = curvature[place]! + (f === g ? RIDGE : 0);
      matrix[g * width + f] = matrix[f * width + g]!;
    }
  }
  const slope = gradient.map((sum, f) => sum - RIDGE * weights[f]!);
  return solveCholesky(cholesky(matrix, width), slope);
}

/**
 * Fits the weights by Newton's method with step halving. Each round asks for the statistics at a trial point, which
 * is what a state machine hands to its workers.
 *
 * @param summarise merged statistics of all choices at given weights.
 * @param mostRounds a round is one call of `summarise`. @default 20
 * @throws DomainError when the first round already has no finite likelihood.
 */
export function solveChoices(
  width: number,
  summarise: (weights: Float64Array) => ChoiceStatistics,
  mostRounds = 20,
): Float64Array {
  let weights = new Float64Array(width);
  let statistics = summarise(weights);
  if (!Number.isFinite(statistics.logLikelihood)) throw new DomainError('choices without a likelihood');
  let step = newtonStep(weights, statistics);
  for (let round = 1, scale = 1; round < mostRounds && scale > 1e-3; round++) {
    const trial = weights.map((weight, f) => weight + scale * step[f]!);
    const atTrial = summarise(trial);
    const gain = penalised(trial, atTrial) - penalised(weights, statistics);
    if (gain <= 0) {
      scale /= 4;
      continue;
    }
    weights = trial;
    statistics = atTrial;
    if (gain < 1e-3) break;
    step = newtonStep(weights, statistics);
    scale = 1;
  }
  return weights;
}
