import { createRng } from '#core/kernel/rng.ts';
import type { Shopper } from '#core/personas/shopper.ts';
import {
  chooseSmoothing,
  countTastes,
  type JudgedPerson,
  topProducts,
  topRecall,
  usefulness,
} from '#core/personas/usefulness.ts';
import type { SplitShopper } from './online-retail.ts';

/** How a grouping does. */
export interface Judged {
  readonly userSplitNats: number;
  readonly allNats: number;
  readonly recall: number;
}

const TOP = 20;

/** The shopper without the newest basket, if there is another one. */
const withoutNewest = (shopper: Shopper): Shopper =>
  shopper.baskets.length < 2 ? shopper : { ...shopper, baskets: shopper.baskets.slice(0, -1) };

/**
 * Judges a grouping by the protocol of docs/personas.md.
 * @param group group of a shopper, by place in the list; asked a second time without the newest basket.
 */
export function judgeGrouping(
  people: readonly SplitShopper[],
  group: (shopper: Shopper, at: number) => number,
): Judged {
  const numbers = new Map<string, number>();
  for (const { trained } of people) {
    for (const { products } of trained.baskets)
      for (const { productId } of products) numbers.set(productId, numbers.get(productId) ?? numbers.size);
  }
  const known = (ids: readonly string[]): Int32Array =>
    Int32Array.from(ids.flatMap((id) => numbers.get(id) ?? []));
  const taken = (baskets: Shopper['baskets']): Int32Array =>
    known([...new Set(baskets.flatMap(({ products }) => products.map(({ productId }) => productId)))]);

  const judged = people.map(
    ({ trained, heldOut }, at): JudgedPerson => ({
      persona: group(trained, at),
      trained: taken(trained.baskets),
      heldOut: known(heldOut),
    }),
  );
  const earlier = people.map(({ trained }, at): JudgedPerson => {
    const before = withoutNewest(trained);
    const newest = before === trained ? [] : trained.baskets.slice(-1);
    return { persona: group(before, at), trained: taken(before.baskets), heldOut: taken(newest) };
  });
  const personas =
    1 + Math.max(...judged.map(({ persona }) => persona), ...earlier.map(({ persona }) => persona));
  const size = { personas, products: numbers.size };
  const smoothing = chooseSmoothing(earlier, size, createRng('halves'));
  const { userSplit, all } = usefulness(judged, size, { smoothing, rng: createRng('halves') });
  const counts = countTastes(judged, size);
  // A twentieth of a mean persona: enough to break ties by what everybody takes.
  const settings = { smoothing: counts.total / personas / 20, count: TOP };
  const tops = Array.from({ length: personas }, (_, k) => new Set(topProducts(counts, k, settings)));
  return { userSplitNats: userSplit.nats, allNats: all.nats, recall: topRecall(judged, (k) => tops[k]!) };
}
