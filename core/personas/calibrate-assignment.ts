import { type DenseMatrix, dot, rowOf } from '#core/maths/dense-matrix.ts';
import { isEmpty } from './spherical-k-means.ts';

/** Somebody as known early, and the group that they turned out to belong to. */
export interface EarlyView {
  readonly vector: Float64Array;
  readonly group: number;
}

/** Below so many early views a concentration cannot be told from chance. */
const LEAST_VIEWS = 100;
/** κ is sought between "cosines say nothing" and "one ten-thousandth of cosine decides". */
const HIGHEST = 1e4;
const HALVINGS = 60;

/** Cosines with all centres, the own group's number, and the shares' logarithms: what the likelihood needs. */
interface Scored {
  readonly cosines: Float64Array;
  readonly group: number;
}

/** d log p(group) / dκ = cos(own) − mean cosine under p. */
function slopeAt(scored: readonly Scored[], logShares: readonly number[], concentration: number): number {
  let slope = 0;
  for (const { cosines, group } of scored) {
    const scores = cosines.map((cosine, k) => concentration * cosine + logShares[k]!);
    const highest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
    let [total, mean] = [0, 0];
    for (const [k, score] of scores.entries()) {
      const weight = Math.exp(score - highest);
      total += weight;
      mean += weight * cosines[k]!;
    }
    slope += cosines[group]! - mean / total;
  }
  return slope;
}

/**
 * The concentration κ under which assignments are as sure as they turn out right: the one that makes the groups that
 * people belong to once more is known of them likeliest, given what was known early. The log-likelihood of
 *
 *     p_k ∝ share_k · exp(κ · cos(centre_k, vector))
 *
 * is concave in κ, so its maximum is where the slope changes sign. Cost O(views × groups) a halving.
 *
 * @returns undefined with fewer than 100 views that say anything.
 */
export function calibratedConcentration(
  centres: DenseMatrix,
  shares: readonly number[],
  views: readonly EarlyView[],
): number | undefined {
  const scored = views
    .filter(({ vector }) => !isEmpty(vector))
    .map(({ vector, group }) => ({
      cosines: Float64Array.from(shares, (_, k) => dot(rowOf(centres, k), vector)),
      group,
    }));
  if (scored.length < LEAST_VIEWS) return undefined;
  const logShares = shares.map((share) => Math.log(share));
  let [low, high] = [0, HIGHEST];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (slopeAt(scored, logShares, middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
