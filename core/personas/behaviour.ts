import { onGrid } from '#core/maths/grid-sum.ts';
import type { Basket, Catalogue, Shopper } from './shopper.ts';

/** How somebody buys, whatever they buy. All are bounded and undefined where nothing is known. */
export const behaviours = [
  'store_share',
  'app_share',
  'discount_share',
  'gift_share',
  'repeat_share',
  'price_level',
  'basket_size',
  'days_between',
  'daytime_share',
  'evening_share',
  'night_share',
  'weekend_share',
] as const;

/** One of them. */
export type Behaviour = (typeof behaviours)[number];

/** Values by behaviour: shares 0-1; price level = ln(price / mean of its category); size and days = ln(1 + value). */
export type BehaviourValues = Readonly<Record<Behaviour, number | undefined>>;

/** A share is believed only as far as there is evidence: this many baskets are as much as the unknown. */
const PRIOR_BASKETS = 2;

/** Mean list price of each category, minor units. */
export function categoryPrices(catalogue: Catalogue): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { category, priceMinor } of catalogue.values()) {
    if (priceMinor === undefined || category === '') continue;
    const known = sums.get(category) ?? { sum: 0, count: 0 };
    sums.set(category, { sum: known.sum + priceMinor, count: known.count + 1 });
  }
  return new Map([...sums].map(([category, { sum, count }]) => [category, sum / count]));
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const shareOf = (baskets: readonly Basket[], is: (basket: Basket) => boolean): number | undefined =>
  mean(baskets.map((basket) => Number(is(basket))));

function priceLevel(
  own: readonly Basket[],
  catalogue: Catalogue,
  usual: ReadonlyMap<string, number>,
): number | undefined {
  const levels = own.flatMap(({ products }) =>
    products.flatMap(({ productId }) => {
      const facts = catalogue.get(productId);
      const price = usual.get(facts?.category ?? '');
      return facts?.priceMinor === undefined || price === undefined || facts.priceMinor <= 0
        ? []
        : [Math.log(facts.priceMinor / price)];
    }),
  );
  return mean(levels);
}

function repeatShare(own: readonly Basket[]): number | undefined {
  const seen = new Set<string>();
  const repeats: number[] = [];
  own.forEach(({ products }, at) => {
    if (at > 0) for (const { productId } of products) repeats.push(Number(seen.has(productId)));
    for (const { productId } of products) seen.add(productId);
  });
  return mean(repeats);
}

function daysBetween(own: readonly Basket[]): number | undefined {
  const days = [...new Set(own.map(({ day }) => day))];
  return days.length < 2 ? undefined : Math.log1p((days.at(-1)! - days[0]!) / (days.length - 1));
}

/** Share of purchases in hours for which `is` holds. */
function hourShare(buyHours: readonly number[], is: (hourOfWeek: number) => boolean): number | undefined {
  const all = buyHours.reduce((sum, count) => sum + count, 0);
  if (all === 0) return undefined;
  return buyHours.reduce((sum, count, hour) => sum + (is(hour) ? count : 0), 0) / all;
}

const between = (from: number, to: number) => (hour: number) => hour % 24 >= from && hour % 24 < to;

/** How a shopper buys. */
export function behaviourOf(
  { baskets, buyHours }: Shopper,
  catalogue: Catalogue,
  usual: ReadonlyMap<string, number>,
): BehaviourValues {
  const own = baskets.filter(({ isGift }) => !isGift);
  return {
    store_share: shareOf(own, ({ channel }) => channel === 'pos' || channel === 'store'),
    app_share: shareOf(own, ({ channel }) => channel === 'app'),
    discount_share: shareOf(own, ({ isDiscounted }) => isDiscounted),
    gift_share: shareOf(baskets, ({ isGift }) => isGift),
    repeat_share: repeatShare(own),
    price_level: priceLevel(own, catalogue, usual),
    basket_size: mean(own.map(({ products }) => Math.log1p(products.length))),
    days_between: daysBetween(own),
    daytime_share: hourShare(buyHours, between(9, 17)),
    evening_share: hourShare(buyHours, between(17, 22)),
    night_share: hourShare(buyHours, (hour) => hour % 24 >= 22 || hour % 24 < 5),
    weekend_share: hourShare(buyHours, (hour) => hour >= 120),
  };
}

/** Sums of each behaviour's known values: what its mean and spread are computed from. */
export interface BehaviourSums {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** Adds up some people's behaviour. */
export function summariseBehaviour(people: Iterable<BehaviourValues>): BehaviourSums {
  const zeros = (): Float64Array => new Float64Array(behaviours.length);
  const total = { counts: zeros(), sums: zeros(), squares: zeros() };
  for (const values of people) {
    behaviours.forEach((behaviour, j) => {
      const value = values[behaviour];
      if (value === undefined) return;
      total.counts[j]! += 1;
      total.sums[j]! += onGrid(value);
      total.squares[j]! += onGrid(value * value);
    });
  }
  return total;
}

/** Both groups of people together; exact. */
export function mergeBehaviour(a: BehaviourSums, b: BehaviourSums): BehaviourSums {
  const add = (x: Float64Array, y: Float64Array): Float64Array => x.map((value, j) => value + y[j]!);
  return {
    counts: add(a.counts, b.counts),
    sums: add(a.sums, b.sums),
    squares: add(a.squares, b.squares),
  };
}

/** What is usual: mean and standard deviation by behaviour; a spread of 0 where all are alike. */
export interface UsualBehaviour {
  readonly means: readonly number[];
  readonly spreads: readonly number[];
}

/** Means and spreads from sums. */
export function solveBehaviour({ counts, sums, squares }: BehaviourSums): UsualBehaviour {
  const means = behaviours.map((_, j) => (counts[j] === 0 ? 0 : sums[j]! / counts[j]!));
  const spreads = behaviours.map((_, j) =>
    counts[j] === 0 ? 0 : Math.sqrt(Math.max(0, squares[j]! / counts[j]! - means[j]! ** 2)),
  );
  return { means, spreads };
}

/** Nobody is further from the usual than this, in standard deviations, for the purpose of likeness. */
const FURTHEST = 2.5;

/** Behaviour as a vector: standard deviations from the usual, drawn towards 0 where there is little evidence. */
export function behaviourVector(
  values: BehaviourValues,
  { means, spreads }: UsualBehaviour,
  basketCount: number,
): Float64Array {
  const belief = Math.sqrt(basketCount / (basketCount + PRIOR_BASKETS) / behaviours.length);
  return Float64Array.from(behaviours, (behaviour, j) => {
    const value = values[behaviour];
    if (value === undefined || spreads[j]! < 1e-6) return 0;
    const away = (value - means[j]!) / spreads[j]!;
    return Math.max(-FURTHEST, Math.min(FURTHEST, away)) * belief;
  });
}
