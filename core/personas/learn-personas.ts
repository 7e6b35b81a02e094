import { concentrationOf } from './assign-persona.ts';
import { calibratedConcentration } from './calibrate-assignment.ts';
import {
  type Clusters,
  carryOn,
  clusterPeople,
  labelsOf,
  personaRng,
  type Stability,
  stabilityOf,
} from './cluster-people.ts';
import { type ContextSpace, contextVector, learnSpace, type ProductTexts } from './context-space.ts';
import type { Catalogue, Shopper } from './shopper.ts';
import { chooseSmoothing, type JudgedPerson, usefulness } from './usefulness.ts';

/** How many personas are tried: a few that people can hold in mind, around the 26 of the project's origin. */
const personaCounts = [8, 12, 16, 20, 26, 32] as const;
/** People that a persona has on average at least: below ten nothing of a group is shown, and it would not come back. */
const LEAST_PEOPLE = 20;

/** Numbers of personas that are tried for so many people. */
function countsFor(people: number): readonly number[] {
  return personaCounts.filter((count, index) => index === 0 || people / count >= LEAST_PEOPLE);
}

/** What one number of personas was worth. */
export interface TriedCount {
  readonly count: number;
  /** Bootstrap adjusted Rand index. */
  readonly stability: number;
  /** User-split gain on the newest basket, nats a line; undefined where too few people have two baskets. */
  readonly gainNats: number | undefined;
  readonly smallestShare: number;
}

/** Personas as found, not yet named. */
export interface LearntPersonas {
  readonly space: ContextSpace;
  readonly clusters: Clusters;
  readonly concentration: number;
  readonly stability: Stability;
  readonly tried: readonly TriedCount[];
  /** Group of each shopper, in the given order. */
  readonly labels: Int32Array;
  readonly vectors: readonly Float64Array[];
}

/** Numbers of personas are tried on so many people: enough to tell them apart, few enough to take seconds. */
const TRIAL_PEOPLE = 1_500;
const TRIAL_SAMPLES = 3;
/** Below this many judged lines a gain says nothing. */
const LEAST_LINES = 200;

/** Somebody's last basket, to be foretold from those before. */
function lastBasketAside(shopper: Shopper): Shopper | undefined {
  return shopper.baskets.length < 2 ? undefined : { ...shopper, baskets: shopper.baskets.slice(0, -1) };
}

/** How sure an assignment is, is learnt from so many people. */
const CALIBRATION_PEOPLE = 5_000;

/** Somebody when half of their baskets were known. */
function firstHalf(shopper: Shopper): Shopper | undefined {
  const { baskets } = shopper;
  return baskets.length < 2
    ? undefined
    : { ...shopper, baskets: baskets.slice(0, Math.ceil(baskets.length / 2)) };
}

interface Trial {
  readonly vectors: readonly Float64Array[];
  readonly judged: readonly { vector: Float64Array; trained: Int32Array; heldOut: Int32Array }[];
  readonly products: number;
}

function prepareTrial(shoppers: readonly Shopper[], space: ContextSpace, catalogue: Catalogue): Trial {
  const numbers = new Map<string, number>();
  const numberOf = (id: string): number => {
    const known = numbers.get(id) ?? numbers.size;
    numbers.set(id, known);
    return known;
  };
  const idsOf = (baskets: Shopper['baskets']): Int32Array =>
    Int32Array.from(
      new Set(baskets.flatMap(({ products }) => products.map(({ productId }) => numberOf(productId)))),
    );
  const judged = shoppers.flatMap((shopper) => {
    const before = lastBasketAside(shopper);
    if (before === undefined) return [];
    const vector = contextVector(space, before, catalogue);
    return [{ vector, trained: idsOf(before.baskets), heldOut: idsOf(shopper.baskets.slice(-1)) }];
  });
  const vectors = shoppers.map((shopper) => contextVector(space, shopper, catalogue));
  return { vectors, judged, products: numbers.size };
}

function tryCount(count: number, { vectors, judged, products }: Trial): TriedCount {
  const rng = personaRng().split(count);
  const clusters = clusterPeople(vectors, count, { tries: 2, rng: rng.split('clusters') });
  const stability = stabilityOf(clusters, vectors, {
    samples: TRIAL_SAMPLES,
    tries: 1,
    rng: rng.split('stability'),
  });
  const labels = labelsOf(
    clusters.centres,
    judged.map(({ vector }) => vector),
  );
  const people = judged.map(
    ({ trained, heldOut }, at): JudgedPerson => ({ persona: labels[at]!, trained, heldOut }),
  );
  return {
    count: clusters.centres.rows,
    stability: stability.adjustedRand,
    gainNats: gainOfTrial(people, { personas: clusters.centres.rows, products }),
    smallestShare: Math.min(...clusters.counts) / vectors.length,
  };
}

function gainOfTrial(
  people: readonly JudgedPerson[],
  size: { readonly personas: number; readonly products: number },
): number | undefined {
  if (people.reduce((sum, { heldOut }) => sum + heldOut.length, 0) < LEAST_LINES) return undefined;
  const rng = personaRng().split('halves');
  const smoothing = chooseSmoothing(people, size, rng);
  return usefulness(people, size, { smoothing, rng }).userSplit.nats;
}

/** Within this share of the best gain, the steadiest grouping is the better one. */
const NEARLY_BEST = 0.85;

/** A number of personas that people got used to is left only for one that is steadier by this much. */
const WORTH_A_CHANGE = 0.05;

/**
 * The steadiest number of personas among those that are nearly as useful as the most useful one.
 * @param formerCount how many there were before: it is kept unless another is clearly better.
 */
function chooseCount(tried: readonly TriedCount[], formerCount?: number): number {
  const highest = Math.max(...tried.map(({ gainNats }) => gainNats ?? 0));
  const useful = tried.filter(({ gainNats }) => (gainNats ?? 0) >= NEARLY_BEST * highest);
  const steadiest = useful.reduce((best, each) => (each.stability > best.stability ? each : best));
  const former = useful.find(({ count }) => count === formerCount);
  return former !== undefined && steadiest.stability - former.stability < WORTH_A_CHANGE
    ? former.count
    : steadiest.count;
}

/**
 * Finds personas: a space, a number of groups by stability and held-out usefulness, the groups.
 *
 * @param shoppers in an order that does not depend on how they were stored, e.g. by a hash of their ids.
 * @param options.counts numbers of personas to try; one number is taken as it is.
 * @param options.former the persona of each shopper in the run before: groups that still hold are carried on.
 */
export function learnPersonas(
  shoppers: readonly Shopper[],
  catalogue: Catalogue,
  options: {
    readonly texts?: ProductTexts | undefined;
    readonly counts?: readonly number[];
    readonly former?: readonly (string | undefined)[];
  } = {},
): LearntPersonas {
  const { texts, counts = countsFor(shoppers.length), former = [] } = options;
  const formerCount = new Set(former.filter((id) => id !== undefined)).size;
  const space = learnSpace(shoppers, catalogue, texts);
  const trial = prepareTrial(shoppers.slice(0, TRIAL_PEOPLE), space, catalogue);
  const asked = new Set(formerCount > 1 && counts.length > 1 ? [...counts, formerCount] : counts);
  const tried = [...asked].map((count) => tryCount(count, trial));
  const vectors = shoppers.map((shopper) => contextVector(space, shopper, catalogue));
  const rng = personaRng().split('final');
  const count = chooseCount(tried, formerCount);
  const anew = clusterPeople(vectors, count, { tries: 5, rng: rng.split('clusters') });
  const clusters = carryOn(vectors, former, anew) ?? anew;
  const labels = labelsOf(clusters.centres, vectors);
  const views = shoppers.slice(0, CALIBRATION_PEOPLE).flatMap((shopper, i) => {
    const early = firstHalf(shopper);
    return early === undefined ? [] : [{ vector: contextVector(space, early, catalogue), group: labels[i]! }];
  });
  const shares = Array.from(clusters.counts, (size) => size / shoppers.length);
  return {
    space,
    clusters,
    concentration:
      calibratedConcentration(clusters.centres, shares, views) ??
      concentrationOf(clusters.meanCosine, space.taste.basis.columns),
    stability: stabilityOf(clusters, vectors, { samples: 5, tries: 2, rng: rng.split('stability') }),
    tried,
    labels,
    vectors,
  };
}
