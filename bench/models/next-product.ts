import { createRng } from '#core/kernel/rng.ts';
import type { BasketSequence } from '#core/models/next-product/basket-sequence.ts';
import { createProductRanker, trainNextProduct } from '#core/models/next-product/next-product.ts';
import { summariseTransitions } from '#core/models/next-product/transition-counts.ts';
import { growth, line, timed } from './bench-line.ts';

const PRODUCTS = 12_000;
/** Purchases per customer, as in the Amazon beauty data. */
const PURCHASES = 9;
const MAIN = { decay: 0.85, backWeight: 0.25, sameBasketWeight: 0.5, customerDamping: 0.25 };

/** Customers who walk from product to a neighbouring product; few products sell much. */
function simulatedBaskets(interactions: number): readonly BasketSequence[] {
  const rng = createRng('next product bench');
  const baskets = Int32Array.from({ length: PURCHASES }, (_, i) => i);
  return Array.from({ length: Math.round(interactions / PURCHASES) }, () => {
    const items = new Int32Array(PURCHASES);
    let product = Math.floor(PRODUCTS * rng.uniform() ** 2);
    for (let i = 0; i < PURCHASES; i += 1) {
      product =
        rng.uniform() < 0.3
          ? Math.floor(PRODUCTS * rng.uniform() ** 2)
          : (product + rng.integer(9)) % PRODUCTS;
      items[i] = product;
    }
    return { items, baskets };
  });
}

/** Next product: the counts, the ranker, and a ranking for everybody. */
export function benchNextProduct(): void {
  process.stdout.write(`Next product (${PRODUCTS.toLocaleString('en')} products, one core)\n`);
  const points = [1e4, 1e5, 1e6].map((size) => {
    const sequences = simulatedBaskets(size);
    return { size, ms: timed(() => summariseTransitions(sequences, PRODUCTS, MAIN)).ms };
  });
  const sequences = simulatedBaskets(200_000);
  line(
    'counts of 200,000 interactions',
    timed(() => summariseTransitions(sequences, PRODUCTS, MAIN)).ms,
    'goal <= 1 s',
  );
  process.stdout.write(growth(points));
  const options = { countsNewest: true, attributes: null };
  const trained = timed(() => trainNextProduct(sequences, PRODUCTS, options));
  line('train: the lens, three counts twice, the ranker', trained.ms, 'goal <= 60 s');
  const rank = createProductRanker(trained.result);
  const ranked = timed(() => sequences.slice(0, 5000).reduce((sum, one) => sum + rank(one).length, 0));
  line('rank 5,000 customers', ranked.ms);
}
