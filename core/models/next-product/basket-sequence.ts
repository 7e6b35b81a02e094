/** One customer's baskets, oldest first, as one flat list of products. */
export interface BasketSequence {
  /** Product numbers, 0 .. products − 1. */
  readonly items: Int32Array;
  /** The basket each item lay in: 0, 1, 2 … ascending. */
  readonly baskets: Int32Array;
}

/** How many baskets there are. */
export function basketCount({ baskets }: BasketSequence): number {
  return baskets.length === 0 ? 0 : baskets[baskets.length - 1]! + 1;
}

/** The first baskets only; shares memory with the whole. */
export function firstBaskets(sequence: BasketSequence, count: number): BasketSequence {
  let end = sequence.baskets.length;
  while (end > 0 && sequence.baskets[end - 1]! >= count) end -= 1;
  return { items: sequence.items.subarray(0, end), baskets: sequence.baskets.subarray(0, end) };
}

/** The distinct products of one basket. */
export function basketItems(sequence: BasketSequence, basket: number): ReadonlySet<number> {
  const items = new Set<number>();
  sequence.items.forEach((item, i) => {
    if (sequence.baskets[i] === basket) items.add(item);
  });
  return items;
}

/** A history and what came next: the products of one basket. */
export interface NextBasketCase {
  readonly history: BasketSequence;
  readonly next: ReadonlySet<number>;
}

/** The case in which a customer's basket number `basket` is to be predicted from those before it. */
export function nextBasketCase(sequence: BasketSequence, basket: number): NextBasketCase {
  return { history: firstBaskets(sequence, basket), next: basketItems(sequence, basket) };
}
