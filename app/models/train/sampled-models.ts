import type { CustomerHistory } from '#app/models/backtest/shop-history.ts';
import { chooseTiming, knownAt, rehearsalBefore } from '#app/models/backtest/timing-forecasts.ts';
import { rankingQuality } from '#core/models/evaluation/ranking-metrics.ts';
import { basketCount, basketItems, firstBaskets } from '#core/models/next-product/basket-sequence.ts';
import {
  createProductRanker,
  type NextProductModel,
  trainNextProduct,
} from '#core/models/next-product/next-product.ts';
import { type ProductAttributes, productAttributes } from '#core/models/next-product/product-bank.ts';
import { summariseHours } from '#core/models/rhythm/hour-rhythm.ts';
import {
  everybodysWeek,
  type NextWeekHourCase,
  type PooledHoursSettings,
  pooledHourOfWeek,
  tunePooledHours,
} from '#core/models/rhythm/pooled-hour-of-week.ts';
import type { TimingCalibration } from '#core/models/timing/recalibration.ts';
import type { TimingFamily } from '#core/models/timing/solve-timing.ts';
import {
  addLoss,
  logLossOf,
  noLoss,
  type PairedLoss,
  pairedLoss,
} from '#core/models/training/paired-loss.ts';
import type { SampledPerson } from '#core/models/training/person-sample.ts';
import type { ListedProduct } from './model-artefact.ts';

/** The sample's products by number, and its persons as sequences of numbers. */
export interface SampledShop {
  readonly productIds: readonly string[];
  readonly customers: readonly CustomerHistory[];
}

/** Numbers products by id, so that the order of persons cannot matter. */
export function sampledShop(sample: readonly SampledPerson[]): SampledShop {
  const productIds = [
    ...new Set(sample.flatMap(({ baskets }) => baskets.flatMap(({ products }) => products))),
  ].sort();
  const numbers = new Map(productIds.map((id, number) => [id, number]));
  const customers = sample.map(({ hash, days, spend, baskets }) => {
    const filled = baskets.filter(({ products }) => products.length > 0);
    return {
      id: String(hash),
      timeline: { days, spend },
      baskets: {
        items: Int32Array.from(filled.flatMap(({ products }) => products.map((id) => numbers.get(id)!))),
        baskets: Int32Array.from(filled.flatMap(({ products }, basket) => products.map(() => basket))),
      },
      basketDays: filled.map(({ day }) => day),
      hours: [],
    };
  });
  return { productIds, customers };
}

/** A family of timing models with what an earlier day taught about its errors. */
export interface TimingChoice {
  readonly family: TimingFamily;
  readonly calibration: TimingCalibration;
}

/** Dates are learned a month ahead. */
const REHEARSED_DAYS = 30;
/** Fewer teach nothing of errors. */
const FEWEST_CUSTOMERS = 100;
const FEWEST_REPEATERS = 50;

/** Chooses the family on the sample, as the back-test does; undefined where too few are known for it. */
export function chooseFamily(
  { customers }: SampledShop,
  firstDay: number,
  cutoffDay: number,
): TimingChoice | undefined {
  const at = { cutoffDay, horizonDays: REHEARSED_DAYS };
  const rehearsal = rehearsalBefore(firstDay, cutoffDay, REHEARSED_DAYS);
  const knownThen = customers.filter(({ timeline }) => timeline.days[0]! <= rehearsal.cutoffDay);
  const repeaters = knownThen.filter(({ timeline }) => (timeline.days[1] ?? Infinity) <= rehearsal.cutoffDay);
  const isThin = knownThen.length < FEWEST_CUSTOMERS || repeaters.length < FEWEST_REPEATERS;
  if (rehearsal.horizonDays < 7 || isThin) return undefined;
  const { family, calibration } = chooseTiming(customers, at, rehearsal);
  return { family, calibration };
}

/**
 * How dates did on the last month: the same recipe without it, against everybody's share of buyers in the month before.
 * Both are of the customers known then, and neither saw the days that judge.
 */
export function judgeTiming({ customers }: SampledShop, firstDay: number, lastDay: number): PairedLoss {
  const cutoffDay = lastDay - REHEARSED_DAYS;
  const rehearsal = rehearsalBefore(firstDay, cutoffDay, REHEARSED_DAYS);
  const before = knownAt(customers, rehearsal.cutoffDay, rehearsal.horizonDays);
  if (rehearsal.horizonDays < REHEARSED_DAYS || before.length < FEWEST_CUSTOMERS) return noLoss;
  const chosen = chooseTiming(customers, { cutoffDay, horizonDays: REHEARSED_DAYS }, rehearsal);
  const share = before.filter(({ orders }) => orders > 0).length / before.length;
  return knownAt(customers, cutoffDay, REHEARSED_DAYS)
    .map(({ history, orders }) => {
      const own = chosen.forecast(history).probabilityOfOrder(REHEARSED_DAYS);
      return pairedLoss(logLossOf(own, orders > 0), logLossOf(share, orders > 0));
    })
    .reduce(addLoss, noLoss);
}

function attributesOf(
  productIds: readonly string[],
  listed: ReadonlyMap<string, ListedProduct>,
): ProductAttributes | null {
  const numbers = new Map<string, number>();
  const ofProduct = productIds.map((id) => {
    const { category = '', brand = '' } = listed.get(id) ?? {};
    const said = [`category ${category}`, `brand ${brand}`].filter((name) => !name.endsWith(' '));
    return said.map((name) => {
      if (!numbers.has(name)) numbers.set(name, numbers.size);
      return numbers.get(name)!;
    });
  });
  return numbers.size === 0 ? null : productAttributes(ofProduct);
}

/** Fewer products can be shown all; fewer next baskets judge nothing. */
const FEWEST_PRODUCTS = 40;
const FEWEST_CASES = 50;
const SHOWN = 10;

/** A trained next-product model, and how it did on the last month against "own products, then best sellers". */
export interface TrainedNextProduct {
  readonly model: NextProductModel | undefined;
  readonly loss: PairedLoss;
}

/** Trains without the last month and judges on it, then trains on all. A hit is one of ten products bought next. */
export function trainProducts(
  { customers, productIds }: SampledShop,
  listed: ReadonlyMap<string, ListedProduct>,
  cutoffDay: number,
): TrainedNextProduct {
  const before = customers.map(({ baskets, basketDays }) =>
    firstBaskets(baskets, basketDays.filter((day) => day <= cutoffDay).length),
  );
  const learnable = before.filter((sequence) => basketCount(sequence) > 1).length;
  if (productIds.length < FEWEST_PRODUCTS || learnable < FEWEST_CASES)
    return { model: undefined, loss: noLoss };
  const options = { countsNewest: true, attributes: attributesOf(productIds, listed) };
  const rank = createProductRanker(trainNextProduct(before, productIds.length, options));
  const popular = bestSellers(before, productIds.length);
  let loss = noLoss;
  customers.forEach(({ baskets }, i) => {
    const seen = before[i]!;
    if (basketCount(seen) === 0 || basketCount(baskets) === basketCount(seen)) return;
    const next = basketItems(baskets, basketCount(seen));
    const miss = (ranked: readonly number[]) => 1 - rankingQuality(ranked, next, SHOWN).hit;
    const ranked = rank(seen)
      .slice(0, SHOWN)
      .map(({ product }) => product);
    loss = addLoss(loss, pairedLoss(miss(ranked), miss(ownThenPopular(seen.items, popular))));
  });
  const whole = customers.map(({ baskets }) => baskets);
  return { model: trainNextProduct(whole, productIds.length, options), loss };
}

function bestSellers(
  sequences: readonly { readonly items: Int32Array }[],
  products: number,
): readonly number[] {
  const counts = new Float64Array(products);
  for (const { items } of sequences) for (const item of items) counts[item]! += 1;
  return Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
}

function ownThenPopular(items: Int32Array, popular: readonly number[]): readonly number[] {
  const own = new Map<number, number>();
  for (const item of items) own.set(item, (own.get(item) ?? 0) + 1);
  const first = popular.filter((product) => own.has(product)).sort((a, b) => own.get(b)! - own.get(a)!);
  return [...first, ...popular.filter((product) => !own.has(product))].slice(0, SHOWN);
}

/** How a rhythm is drawn, and how it did against everybody's hours. */
export interface TrainedRhythm {
  readonly group: Float64Array;
  readonly settings: PooledHoursSettings | undefined;
  readonly loss: PairedLoss;
}

/** Purchases of a person below which nothing is known before the newest. */
const FEWEST_ORDERS = 3;
const MOST_RHYTHM_CASES = 2000;

/**
 * Tunes on the newest purchase of half of the sampled persons, by the purchases before it, and judges on the other
 * half. Browsing is no evidence here: that of the purchase's own sitting would foretell its hour.
 */
export function trainRhythm(hours: Float64Array, sample: readonly SampledPerson[]): TrainedRhythm {
  const group = everybodysWeek(hours);
  const able = sample
    .filter(({ orderHours }) => orderHours.length >= FEWEST_ORDERS)
    .slice(0, MOST_RHYTHM_CASES)
    .map(({ orderHours }): NextWeekHourCase => {
      return { before: summariseHours(orderHours.slice(0, -1), 168), next: orderHours.at(-1)!, group };
    });
  if (able.length < FEWEST_CASES) return { group, settings: undefined, loss: noLoss };
  const isTuning = (_: unknown, place: number): boolean => place % 2 === 0;
  const settings = tunePooledHours(able.filter(isTuning));
  const loss = able
    .filter((one, place) => !isTuning(one, place))
    .map(({ before, next }) => {
      const own = pooledHourOfWeek(before, group, settings).hours[next]! / group.length;
      return pairedLoss(-Math.log(own), -Math.log(group[next]!));
    })
    .reduce(addLoss, noLoss);
  return { group, settings, loss };
}
