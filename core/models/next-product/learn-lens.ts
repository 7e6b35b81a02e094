import { isSureGain } from '#core/models/evaluation/paired-gain.ts';
import type { BasketSequence, NextBasketCase } from '#core/models/next-product/basket-sequence.ts';
import { clearScores, createSparseScores } from '#core/models/next-product/sparse-scores.ts';
import {
  mostPairs,
  summariseTransitions,
  type TransitionCounts,
  type TransitionOptions,
} from '#core/models/next-product/transition-counts.ts';
import {
  addTransitionScores,
  solveTransitions,
  type TransitionDamping,
} from '#core/models/next-product/transition-model.ts';

/** How pairs of purchases are counted and damped. */
export type Lens = TransitionOptions & TransitionDamping;

/** Where the search starts, and where shops too small to teach anything stay: half of everything. */
export const PLAIN_LENS: Lens = {
  decay: 0.5,
  columnDamping: 0.5,
  rowDamping: 0.5,
  backWeight: 0.5,
  customerDamping: 0.5,
  sameBasketWeight: 0.5,
};

const QUARTERS = [0, 0.25, 0.5, 0.75, 1];
/** Decays are told apart by how long they last: 1, 2, 4, 8 baskets, for ever. */
const HALVINGS = [0, 0.5, 0.75, 0.875, 1];

/** Weight of a basket of the history against the one after it, while lenses are judged. */
const RECENCY = 0.5;

const GRID: { readonly [Name in keyof Lens]: readonly number[] } = {
  decay: HALVINGS,
  columnDamping: QUARTERS,
  rowDamping: QUARTERS,
  backWeight: QUARTERS,
  customerDamping: QUARTERS,
  sameBasketWeight: QUARTERS,
};

/** Pairs counted and history items read per trial, so that a trial takes a second at most in the largest shop. */
const MOST_PAIRS = 3_000_000;
const MOST_ITEMS = 60_000;

/** Evenly thinned to what costs no more than this. */
function thinned<T>(all: readonly T[], most: number, cost: (one: T) => number): readonly T[] {
  const stride = Math.max(1, all.reduce((sum, one) => sum + cost(one), 0) / most);
  return Array.from(
    { length: Math.floor(all.length / stride) },
    (_, place) => all[Math.floor(place * stride)]!,
  );
}

/** Judges a lens alone: the discounted gain of each next product's rank among all, averaged a case. */
function createJudge(
  sequences: readonly BasketSequence[],
  products: number,
  cases: readonly NextBasketCase[],
  keepsOwn: boolean,
): (lens: Lens) => readonly number[] {
  const scores = createSparseScores(products);
  const counted = new Map<string, TransitionCounts>();
  const countsThrough = (lens: Lens): TransitionCounts => {
    const key = [lens.decay, lens.backWeight, lens.sameBasketWeight, lens.customerDamping].join();
    const counts = counted.get(key) ?? summariseTransitions(sequences, products, lens);
    counted.clear();
    counted.set(key, counts);
    return counts;
  };
  const gainOf = (product: number): number => {
    const { values, touched, count } = scores;
    const score = values[product]!;
    if (score <= 0) return 0;
    let before = 0;
    for (let i = 0; i < count; i++) {
      const other = values[touched[i]!]!;
      if (other > score) before += 1;
      else if (other === score && touched[i] !== product) before += 0.5;
    }
    return 1 / Math.log2(2 + before);
  };
  return (lens) => {
    const model = solveTransitions(countsThrough(lens), lens);
    return cases.map(({ history, next }) => {
      clearScores(scores);
      addTransitionScores(model, history, RECENCY, scores);
      if (!keepsOwn) for (const own of history.items) scores.values[own] = 0;
      let sum = 0;
      for (const product of next) sum += gainOf(product);
      return sum / next.size;
    });
  };
}

/** Walks one setting along its grid, either way, as long as that ranks surely better. */
function walk(
  name: keyof Lens,
  from: { readonly lens: Lens; readonly gains: readonly number[] },
  judge: (lens: Lens) => readonly number[],
): { readonly lens: Lens; readonly gains: readonly number[] } {
  const grid = GRID[name];
  let best = from;
  for (const direction of [-1, 1]) {
    for (let at = grid.indexOf(from.lens[name]) + direction; at >= 0 && at < grid.length; at += direction) {
      const lens = { ...best.lens, [name]: grid[at]! };
      const gains = judge(lens);
      if (!isSureGain(gains.map((gain, i) => gain - best.gains[i]!))) break;
      best = { lens, gains };
    }
    if (best !== from) break;
  }
  return best;
}

/** Times every setting is tried; a third round hardly moved anything. */
const ROUNDS = 2;

/**
 * Learns, on a shop's own held-out step, how its pairs of purchases are best counted: one setting after the other, on
 * a coarse grid, moved only where the ranking of what came next gets better by more than one standard error.
 *
 * @param sequences what was known before the cases' next baskets.
 */
export function learnLens(
  sequences: readonly BasketSequence[],
  products: number,
  cases: readonly NextBasketCase[],
  keepsOwn: boolean,
): Lens {
  if (cases.length === 0) return PLAIN_LENS;
  const counted = thinned(sequences, MOST_PAIRS, mostPairs);
  const judged = thinned(cases, MOST_ITEMS, ({ history }) => history.items.length);
  const judge = createJudge(counted, products, judged, keepsOwn);
  let best = { lens: PLAIN_LENS, gains: judge(PLAIN_LENS) };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of Object.keys(GRID) as (keyof Lens)[]) best = walk(name, best, judge);
  }
  return best.lens;
}
