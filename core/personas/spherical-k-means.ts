import type { Rng } from '#core/kernel/rng.ts';
import { type DenseMatrix, dot, normalise, rowOf, zeroMatrix } from '#core/maths/dense-matrix.ts';
import { onGrid } from '#core/maths/grid-sum.ts';

/** What one round adds up: for each cluster its people, their vectors, and how close they are to its centre. */
export interface ClusterSums {
  /** Σ of the unit vectors of each cluster's people. */
  readonly sums: DenseMatrix;
  readonly counts: Float64Array;
  /** Σ of cosine similarities between people and the centre they are nearest to. */
  readonly cosines: number;
}

/** The centre that is nearest to a unit vector; of equals the first. */
export function nearestCentre(centres: DenseMatrix, vector: Float64Array): { index: number; cosine: number } {
  let index = 0;
  let cosine = -Infinity;
  for (let k = 0; k < centres.rows; k++) {
    const similarity = dot(rowOf(centres, k), vector);
    if (similarity > cosine) {
      index = k;
      cosine = similarity;
    }
  }
  return { index, cosine };
}

/** One round over some people. O(people · centres · dimension). Rows of zeros, people without a taste, are left out. */
function summariseClusters(centres: DenseMatrix, people: Iterable<Float64Array>): ClusterSums {
  const sums = zeroMatrix(centres.rows, centres.columns);
  const counts = new Float64Array(centres.rows);
  let cosines = 0;
  for (const vector of people) {
    if (isEmpty(vector)) continue;
    const { index, cosine } = nearestCentre(centres, vector);
    const into = rowOf(sums, index);
    for (let j = 0; j < into.length; j++) into[j]! += onGrid(vector[j]!);
    counts[index]! += 1;
    cosines += onGrid(cosine);
  }
  return { sums, counts, cosines };
}

/** Both groups of people together; exact, so that order cannot matter. */
function mergeClusters(a: ClusterSums, b: ClusterSums): ClusterSums {
  return {
    sums: { ...a.sums, values: a.sums.values.map((value, i) => value + b.sums.values[i]!) },
    counts: a.counts.map((count, k) => count + b.counts[k]!),
    cosines: a.cosines + b.cosines,
  };
}

/** The next centres: the mean direction of each cluster. Clusters without people vanish. */
function solveClusters({ sums, counts }: ClusterSums): DenseMatrix {
  const kept = Array.from(counts.keys()).filter((k) => counts[k]! > 0);
  const centres = zeroMatrix(kept.length, sums.columns);
  kept.forEach((from, to) => {
    const row = rowOf(centres, to);
    row.set(rowOf(sums, from));
    normalise(row);
  });
  return centres;
}

/** Has nothing to be compared by. */
export function isEmpty(vector: Float64Array): boolean {
  return vector.every((value) => value === 0);
}

/**
 * First centres, each drawn with probability proportional to its distance from those before (k-means++): far apart,
 * yet rarely outliers. Distance is 1 − cosine.
 *
 * @see Arthur & Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007; Dhillon & Modha, "Concept
 *   decompositions for large sparse text data using clustering", Machine Learning 42, 2001 (spherical k-means).
 */
export function seedCentres(people: readonly Float64Array[], count: number, rng: Rng): DenseMatrix {
  const columns = people[0]?.length ?? 0;
  const centres = zeroMatrix(Math.min(count, people.length), columns);
  const distance = new Float64Array(people.length).fill(1);
  for (let k = 0; k < centres.rows; k++) {
    const chosen = people[drawByWeight(distance, rng)]!;
    rowOf(centres, k).set(chosen);
    people.forEach((vector, i) => {
      const away = Math.max(0, 1 - dot(chosen, vector));
      distance[i] = k === 0 ? away : Math.min(distance[i]!, away);
    });
  }
  return centres;
}

function drawByWeight(weights: Float64Array, rng: Rng): number {
  let left = rng.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

/** Stops when a round brings people closer by less than this share. */
const ENOUGH = 1e-5;
const MOST_ROUNDS = 60;

/** Rounds until nothing moves, in one process, over any partition of the people; the result does not depend on it. */
export function runClusters(
  first: DenseMatrix,
  partitions: readonly (readonly Float64Array[])[],
): { readonly centres: DenseMatrix; readonly cosines: number; readonly counts: Float64Array } {
  let centres = first;
  let before = -Infinity;
  for (let round = 0; ; round++) {
    const current = centres;
    const sums = partitions.map((people) => summariseClusters(current, people)).reduce(mergeClusters);
    const isDone = sums.cosines - before < ENOUGH * Math.abs(sums.cosines) || round === MOST_ROUNDS;
    if (isDone && sums.counts.every((count) => count > 0))
      return { centres, cosines: sums.cosines, counts: sums.counts };
    before = sums.cosines;
    centres = solveClusters(sums);
  }
}
