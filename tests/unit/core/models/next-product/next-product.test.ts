import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRng } from '#core/kernel/rng.ts';
import { rankingQuality } from '#core/models/evaluation/ranking-metrics.ts';
import {
  type BasketSequence,
  basketCount,
  basketItems,
  firstBaskets,
} from '#core/models/next-product/basket-sequence.ts';
import { mergeChoices, solveChoices, summariseChoices } from '#core/models/next-product/conditional-logit.ts';
import { createProductRanker, trainNextProduct } from '#core/models/next-product/next-product.ts';
import { productAttributes } from '#core/models/next-product/product-bank.ts';
import {
  addScore,
  bestProducts,
  clearScores,
  createSparseScores,
} from '#core/models/next-product/sparse-scores.ts';
import { mergeTransitions, summariseTransitions } from '#core/models/next-product/transition-counts.ts';
import { solveTransitions } from '#core/models/next-product/transition-model.ts';

const PRODUCTS = 12;
const options = { decay: 0.5, backWeight: 0.25, sameBasketWeight: 1, customerDamping: 0 };

/** One product a basket. */
const singles = (...items: number[]): BasketSequence => ({
  items: Int32Array.from(items),
  baskets: Int32Array.from(items, (_, i) => i),
});

const counted = (sequences: readonly BasketSequence[], from: number, to: number): number => {
  const { rowStart, columns, sums } = summariseTransitions(sequences, PRODUCTS, options);
  for (let i = rowStart[from]!; i < rowStart[from + 1]!; i++) if (columns[i] === to) return sums[i]!;
  return 0;
};

describe('transition counts', () => {
  it('halve with every basket of distance and count a quarter backwards', () => {
    expect(counted([singles(1, 2, 3)], 1, 2)).toBe(1);
    expect(counted([singles(1, 2, 3)], 1, 3)).toBe(0.5);
    expect(counted([singles(1, 2, 3)], 3, 1)).toBe(0.125);
  });

  it('count both directions alike within a basket', () => {
    const basket = { items: Int32Array.of(4, 5), baskets: Int32Array.of(0, 0) };
    expect([counted([basket], 4, 5), counted([basket], 5, 4)]).toEqual([1, 1]);
  });

  it('are the same to the last bit however customers are split', () => {
    const sequence = fc
      .array(fc.nat(PRODUCTS - 1), { minLength: 1, maxLength: 15 })
      .map((items) => singles(...items));
    const damped = { ...options, decay: 0.83, customerDamping: 0.25 };
    const count = (part: readonly BasketSequence[]) => summariseTransitions(part, PRODUCTS, damped);
    fc.assert(
      fc.property(fc.array(sequence, { maxLength: 20 }), fc.nat(20), (all, cut) => {
        expect(mergeTransitions(count(all.slice(cut)), count(all.slice(0, cut)))).toEqual(count(all));
      }),
      { numRuns: 10 },
    );
  });

  it('turn into weights damped by how common both products are', () => {
    const counts = summariseTransitions([singles(1, 2), singles(1, 2), singles(1, 3)], PRODUCTS, options);
    const model = solveTransitions(counts, { rowDamping: 1, columnDamping: 0 });
    const row = [...model.weights.subarray(model.rowStart[1], model.rowStart[2])];
    expect(row).toEqual([2 / 3, 1 / 3].map((share) => expect.closeTo(share, 12)));
  });
});

describe('a basket sequence', () => {
  const sequence = { items: Int32Array.of(1, 2, 3), baskets: Int32Array.of(0, 0, 1) };

  it('is cut by whole baskets', () => {
    expect(basketCount(sequence)).toBe(2);
    expect([...firstBaskets(sequence, 1).items]).toEqual([1, 2]);
    expect([...basketItems(sequence, 1)]).toEqual([3]);
  });
});

describe('sparse scores', () => {
  it('give the best products in order and can be cleared', () => {
    const scores = createSparseScores(9);
    for (const [product, amount] of [
      [3, 1],
      [5, 4],
      [7, 2],
      [3, 2],
      [8, 0.5],
    ] as const)
      addScore(scores, product, amount);
    expect(bestProducts(scores, 3)).toEqual([5, 3, 7]);
    clearScores(scores);
    expect(bestProducts(scores, 3)).toEqual([]);
    expect([...scores.values]).toEqual(new Array(9).fill(0));
  });
});

describe('the conditional logit', () => {
  const rng = createRng('choices');
  const truth = [1.2, -0.7];
  const choices = Array.from({ length: 1500 }, () => {
    const features = Float64Array.from({ length: 10 }, () => rng.uniform() * 2);
    const noisy = Array.from({ length: 5 }, (_, row) => {
      const gumbel = -Math.log(-Math.log(1 - rng.uniform()));
      return truth[0]! * features[row * 2]! + truth[1]! * features[row * 2 + 1]! + gumbel;
    });
    return { features, taken: [noisy.indexOf(Math.max(...noisy))] };
  });

  it('recovers the weights that choices were simulated from', () => {
    const weights = solveChoices(2, (at) => summariseChoices(at, choices));
    // Standard errors are about .05; five of them.
    truth.forEach((value, f) => expect(Math.abs(weights[f]! - value)).toBeLessThan(0.26));
  });

  it('gives the same bits over two halves as over the whole', () => {
    const halves = (at: Float64Array) =>
      mergeChoices(summariseChoices(at, choices.slice(700)), summariseChoices(at, choices.slice(0, 700)));
    expect(solveChoices(2, halves)).toEqual(solveChoices(2, (at) => summariseChoices(at, choices)));
  });
});

describe('trainNextProduct', () => {
  const rng = createRng('chains');
  // Products come in rounds of four: 0 1 2 3, 4 5 6 7, 8 9 10 11; a tenth of the steps are chance.
  const customers = Array.from({ length: 300 }, () => {
    let item = rng.integer(PRODUCTS);
    return singles(
      ...Array.from({ length: 6 }, () => {
        item = rng.uniform() < 0.1 ? rng.integer(PRODUCTS) : (item & ~3) + ((item + 1) & 3);
        return item;
      }),
    );
  });

  it('finds what follows what, also where customers buy again', () => {
    const withoutLast = customers.map((customer) => firstBaskets(customer, basketCount(customer) - 1));
    const model = trainNextProduct(withoutLast, PRODUCTS, {
      countsNewest: false,
      attributes: null,
    });
    const rank = createProductRanker(model);
    const hits = customers.filter((customer) => {
      const best = rank(firstBaskets(customer, 5))[0]!.product;
      return best === customer.items[5];
    });
    expect(model.keepsOwn).toBe(true);
    // 90 % follow the chain; five standard errors below.
    expect(hits.length / customers.length).toBeGreaterThan(0.9 - 5 * Math.sqrt((0.9 * 0.1) / 300));
  });

  it('offers what is popular to a customer without history', () => {
    const model = trainNextProduct(customers, PRODUCTS, { countsNewest: true, attributes: null });
    expect(createProductRanker(model)(singles()).length).toBeGreaterThan(0);
  });
});

describe('productAttributes', () => {
  it('says more about rare attributes', () => {
    const { rarity } = productAttributes([[0], [0], [0, 1], []]);
    expect([...rarity]).toEqual([Math.log(4 / 3), Math.log(4)].map((value) => expect.closeTo(value, 12)));
  });
});

describe('rankingQuality', () => {
  it('gives hit rate, NDCG and recall as worked out by hand', () => {
    expect(rankingQuality([5, 6, 7], new Set([7]), 10)).toEqual({ hit: 1, ndcg: 0.5, recall: 1 });
    const two = rankingQuality([5, 6, 7], new Set([5, 9]), 2);
    expect(two).toEqual({ hit: 1, ndcg: expect.closeTo(1 / (1 + 1 / Math.log2(3)), 12), recall: 0.5 });
    expect(rankingQuality([1], new Set([2]), 1).hit).toBe(0);
  });
});
