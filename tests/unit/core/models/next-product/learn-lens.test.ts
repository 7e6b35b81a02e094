import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import {
  type BasketSequence,
  basketCount,
  firstBaskets,
  nextBasketCase,
} from '#core/models/next-product/basket-sequence.ts';
import { type Lens, learnLens, PLAIN_LENS } from '#core/models/next-product/learn-lens.ts';

const PRODUCTS = 80;

/** Customers with one product a basket, as the walk draws them. */
function shop(walk: (uniform: () => number) => number[]): BasketSequence[] {
  const rng = createRng('lens');
  return Array.from({ length: 400 }, () => {
    const items = Int32Array.from(walk(() => rng.uniform()));
    return { items, baskets: items.map((_, i) => i) };
  });
}

function learned(sequences: readonly BasketSequence[]): Lens {
  const known = sequences.map((one) => firstBaskets(one, basketCount(one) - 1));
  const cases = sequences.map((one) => nextBasketCase(one, basketCount(one) - 1));
  return learnLens(known, PRODUCTS, cases, false);
}

const below = (uniform: () => number, limit: number): number => Math.floor(limit * uniform());

describe('learnLens', () => {
  it('reads forward where one product leads to the next', () => {
    const lens = learned(
      shop((uniform) => {
        const start = below(uniform, PRODUCTS);
        return Array.from({ length: 7 }, (_, i) => (start + i + (uniform() < 0.2 ? 1 : 0)) % PRODUCTS);
      }),
    );
    expect(lens.backWeight).toBeLessThan(PLAIN_LENS.backWeight);
  });

  it('keeps reading backwards where order means nothing', () => {
    const lens = learned(
      shop((uniform) => {
        const group = 16 * below(uniform, PRODUCTS / 16);
        const items = new Set<number>();
        while (items.size < 7) items.add(group + below(uniform, 16));
        return [...items];
      }),
    );
    expect(lens.backWeight).toBeGreaterThanOrEqual(PLAIN_LENS.backWeight);
  });

  it('stays plain where there is nothing to learn from', () => {
    expect(learned([])).toEqual(PLAIN_LENS);
    // What comes next is chance, and there are four cases.
    const few = shop((uniform) => Array.from({ length: 3 }, () => below(uniform, PRODUCTS))).slice(0, 4);
    expect(learned(few)).toEqual(PLAIN_LENS);
  });
});
