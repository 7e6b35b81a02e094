import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import type { BasketSequence } from '#core/models/next-product/basket-sequence.ts';
import { summariseChoices } from '#core/models/next-product/conditional-logit.ts';
import {
  createProductRanker,
  type NextProductModel,
  trainNextProduct,
} from '#core/models/next-product/next-product.ts';
import { HABIT_FEATURES, PRODUCT_FEATURES } from '#core/models/next-product/product-candidates.ts';

const PRODUCTS = 60;

/** Customers with baskets of two; the next one is drawn by the rule. */
function shop(
  draw: (own: readonly number[], integer: (below: number) => number) => number,
): BasketSequence[] {
  const rng = createRng('ranker');
  return Array.from({ length: 300 }, () => {
    const items: number[] = [rng.integer(PRODUCTS)];
    while (items.length < 16) items.push(draw(items, (below) => rng.integer(below)));
    return { items: Int32Array.from(items), baskets: Int32Array.from(items, (_, i) => i >> 1) };
  });
}

const train = (sequences: readonly BasketSequence[]): NextProductModel =>
  trainNextProduct(sequences, PRODUCTS, { countsNewest: true, attributes: null });

const isHabitOnly = ({ weights }: NextProductModel): boolean =>
  PRODUCT_FEATURES.every((_, f) => HABIT_FEATURES.includes(f) || weights[f] === 0);

describe('learnRanker', () => {
  it('keeps to habit where people buy again what they bought, whatever follows what', () => {
    const model = train(
      shop((own, integer) => (integer(3) > 0 ? own[integer(own.length)]! : integer(PRODUCTS))),
    );
    expect(isHabitOnly(model)).toBe(true);
    const history = { items: Int32Array.of(7, 9, 9, 9, 9), baskets: Int32Array.of(0, 0, 1, 2, 3) };
    expect(createProductRanker(model)(history)[0]!.product).toBe(9);
  });

  it('reads what follows what where that is what people do', () => {
    const model = train(shop((own, integer) => (integer(4) > 0 ? (own.at(-1)! + 1) % PRODUCTS : own[0]!)));
    expect(isHabitOnly(model)).toBe(false);
  });

  it('does not see what came after the seen baskets: another future of others gives the same weights for habit', () => {
    const sequences = shop((own, integer) =>
      integer(3) > 0 ? own[integer(own.length)]! : integer(PRODUCTS),
    );
    const seenBaskets = sequences.map((_, i) => (i % 2 === 0 ? 4 : 8));
    const options = { countsNewest: true, attributes: null, seenBaskets };
    const altered = sequences.map(({ items, baskets }, i) => ({
      items: items.map((item, place) => (i % 2 === 0 && place > 9 ? (item + 1) % PRODUCTS : item)),
      baskets,
    }));
    expect(trainNextProduct(altered, PRODUCTS, options).weights).toEqual(
      trainNextProduct(sequences, PRODUCTS, options).weights,
    );
  });
});

describe('a choice', () => {
  it('counts once, however many options were taken', () => {
    const features = Float64Array.of(1, 2, 3, 4);
    const once = summariseChoices(Float64Array.of(0.3), [{ features, taken: [2] }]);
    const twice = summariseChoices(Float64Array.of(0.3), [{ features, taken: [2, 2] }]);
    // Halves are rounded to the grid one by one.
    expect(twice.gradient[0]).toBeCloseTo(once.gradient[0]!, 6);
    expect(twice.curvature).toEqual(once.curvature);
  });
});
