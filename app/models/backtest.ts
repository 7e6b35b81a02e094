import { hourSection } from '#app/models/backtest/hour-section.ts';
import { howManySection } from '#app/models/backtest/how-many-section.ts';
import { choosePropensity } from '#app/models/backtest/propensity-forecasts.ts';
import type { BacktestReport, NotEnough } from '#app/models/backtest/report.ts';
import {
  type PurchaseLine,
  type ShopHistory,
  ShopHistoryBuilder,
} from '#app/models/backtest/shop-history.ts';
import {
  chooseTiming,
  knownAt,
  type Rehearsal,
  rehearsalBefore,
} from '#app/models/backtest/timing-forecasts.ts';
import { RANKED, type RankedCase, whatSection } from '#app/models/backtest/what-section.ts';
import { whenSection } from '#app/models/backtest/when-section.ts';
import { whoSection } from '#app/models/backtest/who-section.ts';
import type { Rng } from '#core/kernel/rng.ts';
import { type BasketSequence, basketCount, firstBaskets } from '#core/models/next-product/basket-sequence.ts';
import {
  createProductRanker,
  type NextProductTraining,
  nextBasketCase,
  trainNextProduct,
} from '#core/models/next-product/next-product.ts';
import { type ProductAttributes, productAttributes } from '#core/models/next-product/product-bank.ts';
import { matchedAt } from '#core/models/timing/recalibration.ts';
import { nextOrderQuantileDays } from '#core/models/timing/timing-model.ts';

/** One customer's row of the `--scores` file; see contracts. Quantiles are days (1970 = 0), null where never. */
export interface ScoreRow {
  readonly customerId: string;
  readonly purchaseProbability: number;
  readonly expectedPurchases: number;
  readonly nextPurchaseDays: readonly (number | null)[];
}

/** One row of the `--next` file. */
export interface NextRow {
  readonly customerId: string;
  readonly rank: number;
  readonly productId: string;
  readonly score: number;
}

/** What to test and where results go. */
export interface BacktestRequest {
  readonly lines: AsyncIterable<PurchaseLine>;
  readonly split: 'cutoff' | 'last';
  /** Last day that may be seen (1970 = 0); default: one horizon before the last known day. */
  readonly cutoffDay: number | null;
  /** Default: 13 weeks, or a third of the known days if that is less. */
  readonly horizonDays: number | null;
  /** Category and brand of each product, by id. */
  readonly attributesOf: ReadonlyMap<string, readonly string[]>;
  /** Further attributes, from what was written until a day (1970 = 0); null for all. Asked for after the lines. */
  readonly wordsUntil?: (day: number | null) => Promise<ReadonlyMap<string, readonly string[]>>;
  /** Days (1970 = 0) on which orders tell no hour. @default none */
  readonly isHoliday?: (day: number) => boolean;
  readonly rng: Rng;
  /** Lines that could not be read; asked for once all lines are. */
  malformed(): number;
  onProgress(step: 'read' | 'when' | 'who' | 'what' | 'hour'): void;
  onScore?(row: ScoreRow): void;
  onNext?(row: NextRow): void;
}

/** Shares at which the next purchase date is written. */
const DATE_SHARES = [0.1, 0.25, 0.5, 0.75, 0.9] as const;

const FEWEST_CUSTOMERS = 100;
const FEWEST_REPEATERS = 50;

/**
 * What would we have predicted on this shop's own history? Everything is learned from days up to the cut-off (or, with
 * split `last`, from everything but each customer's last two baskets) and judged on what came after, beside the naive
 * rules that it must beat. Data too thin for a figure gets none.
 *
 * @throws InputError when the file holds no purchase.
 */
export async function backtest(request: BacktestRequest): Promise<BacktestReport> {
  const builder = new ShopHistoryBuilder(request.isHoliday);
  request.onProgress('read');
  for await (const line of request.lines) builder.add(line);
  const shop = builder.build();
  const isCutoff = request.split === 'cutoff';
  const words = await request.wordsUntil?.(isCutoff ? windowOf(shop, request).cutoffDay : null);
  const asked =
    words === undefined ? request : { ...request, attributesOf: joined(request.attributesOf, words) };
  return isCutoff ? backtestCutoff(shop, asked) : backtestLast(shop, asked);
}

type Attributes = BacktestRequest['attributesOf'];

function joined(a: Attributes, b: Attributes): Attributes {
  const ids = new Set([...a.keys(), ...b.keys()]);
  return new Map([...ids].map((id) => [id, [...(a.get(id) ?? []), ...(b.get(id) ?? [])]]));
}

function windowOf(shop: ShopHistory, request: BacktestRequest): Rehearsal {
  const horizonDays = request.horizonDays ?? Math.min(91, Math.floor((shop.lastDay - shop.firstDay) / 3));
  return { horizonDays, cutoffDay: request.cutoffDay ?? shop.lastDay - horizonDays };
}

function describeData(shop: ShopHistory, request: BacktestRequest): BacktestReport['data'] {
  const { lines, leftOut, holidayOrders, firstDay, lastDay, customers, products } = shop;
  const counts = { customers: customers.length, products: products.length };
  return { lines, leftOut, holidayOrders, firstDay, lastDay, ...counts, malformed: request.malformed() };
}

function tooThin(shop: ShopHistory, cutoffDay: number, horizonDays: number): NotEnough | null {
  const known = knownAt(shop.customers, cutoffDay, 0);
  const repeaters = known.filter(({ history }) => history.repeatPurchases > 0).length;
  const status = 'not-enough';
  // A horizon that ends after the last order is not over yet, but for the odd quiet week at the end.
  const missingDays = cutoffDay + horizonDays - shop.lastDay;
  if (missingDays > Math.max(7, horizonDays / 10)) {
    return { status, needs: 'horizon', have: Math.max(0, shop.lastDay - cutoffDay), want: horizonDays };
  }
  if (known.length < FEWEST_CUSTOMERS) {
    return { status, needs: 'customers', have: known.length, want: FEWEST_CUSTOMERS };
  }
  if (repeaters < FEWEST_REPEATERS)
    return { status, needs: 'repeats', have: repeaters, want: FEWEST_REPEATERS };
  return null;
}

type Timed = Pick<BacktestReport, 'timing' | 'who' | 'howMany' | 'when'>;

function timedSections(
  shop: ShopHistory,
  at: { readonly cutoffDay: number; readonly horizonDays: number },
  request: BacktestRequest,
): Timed {
  const { cutoffDay, horizonDays } = at;
  request.onProgress('when');
  const timing = chooseTiming(shop.customers, at, rehearsalBefore(shop.firstDay, cutoffDay, horizonDays));
  request.onProgress('who');
  const propensity = choosePropensity(shop.customers, shop.firstDay, at);
  const known = knownAt(shop.customers, cutoffDay, horizonDays);
  const forecasts = known.map(({ history }) => timing.forecast(history));
  const fromTiming = forecasts.map((forecast) => forecast.probabilityOfOrder(horizonDays));
  const probability = propensity === null ? fromTiming : propensity.probabilities(known, fromTiming);
  // A propensity of another horizon knows nothing of this one's dates.
  const dated = forecasts.map((forecast, i) =>
    propensity === null || propensity.isStretched
      ? forecast
      : matchedAt(forecast, horizonDays, probability[i]!),
  );
  if (request.onScore !== undefined) {
    for (const [i, { customer }] of known.entries()) {
      const quantiles = DATE_SHARES.map((share) => nextOrderQuantileDays(dated[i]!, share));
      request.onScore({
        customerId: customer.id,
        purchaseProbability: probability[i]!,
        expectedPurchases: forecasts[i]!.expectedOrders(horizonDays),
        nextPurchaseDays: quantiles.map((days) => (days === null ? null : cutoffDay + Math.ceil(days))),
      });
    }
  }
  const { family, fit } = timing;
  return {
    timing: { family, fallback: fit.fallback !== null, propensity: propensity?.choice ?? null },
    who: whoSection(known, probability, propensity === null ? null : fromTiming, request.rng.split('who')),
    howMany: howManySection(known, forecasts, at, request.rng.split('how-many')),
    when: whenSection(known, dated, horizonDays, request.rng.split('when')),
  };
}

function attributesFor(shop: ShopHistory, { attributesOf }: BacktestRequest): ProductAttributes | null {
  if (attributesOf.size === 0) return null;
  const numbers = new Map<string, number>();
  const numbered = shop.products.map((id) =>
    (attributesOf.get(id) ?? []).map((attribute) => {
      if (!numbers.has(attribute)) numbers.set(attribute, numbers.size);
      return numbers.get(attribute)!;
    }),
  );
  return productAttributes(numbered);
}

/** Every customer as seen, with the basket that is to be forecast, if there is one. */
interface SeenCustomer {
  readonly id: string;
  readonly seen: BasketSequence;
  readonly whole: BasketSequence;
  readonly isTested: boolean;
}

/** Baskets of each customer up to a day, where enough customers had another one after it. */
function seenUntil(
  day: number,
  customers: readonly (SeenCustomer & { readonly basketDays: readonly number[] })[],
): { readonly seenBaskets?: readonly number[] } {
  const seenBaskets = customers.map(({ basketDays }) => basketDays.filter((at) => at <= day).length);
  const cases = customers.filter(({ seen }, i) => seenBaskets[i]! > 0 && seenBaskets[i]! < basketCount(seen));
  return cases.length < FEWEST_REPEATERS ? {} : { seenBaskets };
}

function productSection(
  shop: ShopHistory,
  customers: readonly SeenCustomer[],
  training: Omit<NextProductTraining, 'attributes'>,
  request: BacktestRequest,
): BacktestReport['what'] {
  request.onProgress('what');
  if (shop.products.length < 2 * RANKED) {
    return { status: 'not-enough', needs: 'products', have: shop.products.length, want: 2 * RANKED };
  }
  const learnable = customers.filter(({ seen }) => basketCount(seen) > 1).length;
  if (learnable < FEWEST_REPEATERS) {
    return { status: 'not-enough', needs: 'baskets', have: learnable, want: FEWEST_REPEATERS };
  }
  const sequences = customers.map(({ seen }) => seen);
  const attributes = attributesFor(shop, request);
  const model = trainNextProduct(sequences, shop.products.length, { ...training, attributes });
  const rank = createProductRanker(model);
  const cases: RankedCase[] = [];
  for (const { id, seen, whole, isTested } of customers) {
    if (!isTested && request.onNext === undefined) continue;
    const best = rank(seen).slice(0, RANKED);
    best.forEach(({ product, score }, place) =>
      request.onNext?.({ customerId: id, rank: place + 1, productId: shop.products[product]!, score }),
    );
    const ranked = best.map(({ product }) => product);
    if (isTested) cases.push({ ...nextBasketCase(whole, basketCount(seen)), ranked });
  }
  return whatSection(cases, model, request.rng.split('what'));
}

function backtestCutoff(shop: ShopHistory, request: BacktestRequest): BacktestReport {
  const { cutoffDay, horizonDays } = windowOf(shop, request);
  const thin = tooThin(shop, cutoffDay, horizonDays);
  const timed: Timed =
    thin === null
      ? timedSections(shop, { cutoffDay, horizonDays }, request)
      : { timing: null, who: thin, howMany: thin, when: thin };
  const customers = shop.customers.flatMap(({ id, baskets, basketDays }) => {
    const seen = basketDays.filter((day) => day <= cutoffDay).length;
    if (seen === 0) return [];
    const next = basketDays[seen];
    const isTested = next !== undefined && next <= cutoffDay + horizonDays;
    return [{ id, seen: firstBaskets(baskets, seen), whole: baskets, basketDays, isTested }];
  });
  const earlier = rehearsalBefore(shop.firstDay, cutoffDay, horizonDays);
  const training = { countsNewest: true, ...seenUntil(earlier.cutoffDay, customers) };
  const what = thin?.needs === 'horizon' ? thin : productSection(shop, customers, training, request);
  request.onProgress('hour');
  const hour = hourSection(shop.customers, cutoffDay, request.rng.split('hour'));
  return { split: 'cutoff', cutoffDay, horizonDays, data: describeData(shop, request), ...timed, what, hour };
}

function backtestLast(shop: ShopHistory, request: BacktestRequest): BacktestReport {
  const needsCutoff: NotEnough = { status: 'not-enough', needs: 'split', have: 0, want: 0 };
  const customers = shop.customers.flatMap(({ id, baskets }) => {
    const count = basketCount(baskets);
    if (count < 2) return [];
    return [{ id, seen: firstBaskets(baskets, count - 1), whole: baskets, isTested: true }];
  });
  const what = productSection(shop, customers, { countsNewest: false }, request);
  request.onProgress('hour');
  const hour = hourSection(shop.customers, null, request.rng.split('hour'));
  const timed: Timed = { timing: null, who: needsCutoff, howMany: needsCutoff, when: needsCutoff };
  return {
    split: 'last',
    cutoffDay: null,
    horizonDays: null,
    data: describeData(shop, request),
    ...timed,
    what,
    hour,
  };
}
