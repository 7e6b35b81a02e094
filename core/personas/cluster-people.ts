import { createRng, type Rng } from '#core/kernel/rng.ts';
import { adjustedRand } from '#core/maths/adjusted-rand.ts';
import { type DenseMatrix, normalise, rowOf, zeroMatrix } from '#core/maths/dense-matrix.ts';
import { isEmpty, nearestCentre, runClusters, seedCentres } from './spherical-k-means.ts';

/** A smaller group is an anecdote, not a persona: nobody can write for it, and it identifies people. */
const LEAST_SHARE = 0.01;

/** Groups of people by their context vectors. */
export interface Clusters {
  readonly centres: DenseMatrix;
  /** Mean cosine between people and their centre. */
  readonly meanCosine: number;
  readonly counts: Float64Array;
}

/** Seeds are drawn from at most so many people: those with the smallest hash, in whatever order people came. */
const SEEDING_PEOPLE = 2_000;

function withoutRow(matrix: DenseMatrix, left: number): DenseMatrix {
  const kept = zeroMatrix(matrix.rows - 1, matrix.columns);
  for (let k = 0; k < kept.rows; k++) rowOf(kept, k).set(rowOf(matrix, k < left ? k : k + 1));
  return kept;
}

function runOnce(first: DenseMatrix, people: readonly Float64Array[]): Clusters {
  let run = runClusters(first, [people]);
  for (;;) {
    const smallest = run.counts.indexOf(Math.min(...run.counts));
    if (run.counts[smallest]! >= LEAST_SHARE * people.length || run.counts.length === 1) break;
    run = runClusters(withoutRow(run.centres, smallest), [people]);
  }
  return { centres: run.centres, meanCosine: run.cosines / Math.max(1, people.length), counts: run.counts };
}

/** The closest grouping of several seeded tries into at most `count` groups, none below 1 % of the people. */
export function clusterPeople(
  vectors: readonly Float64Array[],
  count: number,
  { tries, rng }: { readonly tries: number; readonly rng: Rng },
): Clusters {
  const people = vectors.filter((vector) => !isEmpty(vector));
  let best: Clusters | undefined;
  for (let at = 0; at < tries; at++) {
    const seeds = seedCentres(people.slice(0, SEEDING_PEOPLE), count, rng.split(at));
    const found = runOnce(seeds, people);
    if (best === undefined || found.meanCosine > best.meanCosine) best = found;
  }
  return best!;
}

/** A tried and known grouping is kept while it is as close as this share of the best that a new start finds. */
const AS_GOOD = 0.99;

/**
 * The grouping that a former one becomes among the people of today: started from the mean of each former group, so
 * that groups stay themselves. Undefined if starting anew finds a closer one, or one of another size.
 *
 * @param former group of each person before; undefined for people who were not there.
 */
export function carryOn(
  vectors: readonly Float64Array[],
  former: readonly (string | undefined)[],
  anew: Clusters,
): Clusters | undefined {
  const ids = [...new Set(former.filter((id) => id !== undefined))].sort();
  if (ids.length !== anew.centres.rows) return undefined;
  const centres = zeroMatrix(ids.length, anew.centres.columns);
  vectors.forEach((vector, i) => {
    const id = former[i];
    if (id === undefined) return;
    const into = rowOf(centres, ids.indexOf(id));
    for (let j = 0; j < into.length; j++) into[j]! += vector[j]!;
  });
  for (let k = 0; k < ids.length; k++) normalise(rowOf(centres, k));
  const carried = runOnce(
    centres,
    vectors.filter((vector) => !isEmpty(vector)),
  );
  return carried.meanCosine >= AS_GOOD * anew.meanCosine ? carried : undefined;
}

/** Each person's group; people of whom nothing is known go to the first. */
export function labelsOf(centres: DenseMatrix, vectors: readonly Float64Array[]): Int32Array {
  return Int32Array.from(vectors, (vector) => (isEmpty(vector) ? 0 : nearestCentre(centres, vector).index));
}

/** How well a grouping comes back when people are drawn anew. */
export interface Stability {
  /** Mean adjusted Rand index between the grouping and those of bootstrap samples, over everybody. */
  readonly adjustedRand: number;
  /** For each group the mean overlap (people in both ÷ in either) with its best likeness in the samples, 0-1. */
  readonly overlaps: readonly number[];
}

function bestOverlaps(labels: Int32Array, other: Int32Array, count: number): number[] {
  const shared = Array.from({ length: count }, () => new Map<number, number>());
  const sizes = new Map<number, number>();
  const own = new Float64Array(count);
  labels.forEach((label, i) => {
    const also = other[i]!;
    shared[label]!.set(also, (shared[label]!.get(also) ?? 0) + 1);
    sizes.set(also, (sizes.get(also) ?? 0) + 1);
    own[label]! += 1;
  });
  return shared.map((counts, label) =>
    Math.max(0, ...[...counts].map(([also, both]) => both / (own[label]! + sizes.get(also)! - both))),
  );
}

/**
 * Repeats the clustering on bootstrap samples of the people.
 *
 * @see Hennig, "Cluster-wise assessment of cluster stability", Computational Statistics & Data Analysis 52, 2007.
 */
export function stabilityOf(
  clusters: Clusters,
  vectors: readonly Float64Array[],
  { samples, tries, rng }: { readonly samples: number; readonly tries: number; readonly rng: Rng },
): Stability {
  const count = clusters.centres.rows;
  const labels = labelsOf(clusters.centres, vectors);
  let rand = 0;
  const overlaps = new Float64Array(count);
  for (let at = 0; at < samples; at++) {
    const draw = rng.split(at);
    const sample = vectors.map(() => vectors[draw.integer(vectors.length)]!);
    const again = labelsOf(
      clusterPeople(sample, count, { tries, rng: draw.split('tries') }).centres,
      vectors,
    );
    rand += adjustedRand(labels, again) / samples;
    bestOverlaps(labels, again, count).forEach((overlap, k) => (overlaps[k]! += overlap / samples));
  }
  return { adjustedRand: rand, overlaps: [...overlaps] };
}

/** The stream of random numbers that all persona runs use: the same people give the same personas. */
export const personaRng = (): Rng => createRng('personas');
