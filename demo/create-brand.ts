import { DAY_MS, seoulMidnightMs } from './calendar.ts';
import type { CategoryId } from './catalogue/categories.ts';
import { createProducts, type Product } from './catalogue/products.ts';
import { createReviews, type Review } from './catalogue/reviews.ts';
import { brandConfig } from './config.ts';
import { createCustomers } from './people/create-customers.ts';
import type { Customer } from './people/customer.ts';
import type { World } from './people/response.ts';
import type { Purchase } from './shopping/purchase.ts';
import { type Shop, simulatePurchases } from './shopping/simulate-purchases.ts';
import { createStoreEvents, createStores, type Store, type StoreEvent } from './stores.ts';
import { createStream, type DemoStream } from './stream/create-stream.ts';
import { type DirtRates, usualDirt } from './stream/dirt.ts';

export interface BrandOptions {
  /** First day of the stream in Seoul, `2026-11-01`. */
  readonly startsOn: string;
  /** Length of the stream in days. @default 30 */
  readonly days?: number;
  /** Customers of the first month. @default 2400 */
  readonly customers?: number;
  /** How far back the shop's own records go. @default 540 */
  readonly historyDays?: number;
  /** How people answer to messages; changes nothing else. @default 'effect' */
  readonly world?: World;
  /** What goes wrong on the way. @default usualDirt */
  readonly dirt?: Partial<DirtRates>;
  /** At most so many reviews, the newest. @default 1500 */
  readonly reviews?: number;
}

export interface Brand extends DemoStream {
  readonly config: typeof brandConfig;
  readonly seed: number;
  readonly startMs: number;
  readonly days: number;
  readonly products: readonly Product[];
  readonly reviews: () => readonly Review[];
  readonly stores: readonly Store[];
  readonly storeEvents: readonly StoreEvent[];
  /** Purchases before the stream starts, as the shop's own records have them, by time. */
  readonly history: () => readonly Purchase[];
  /** Everything hidden: only for `groundTruth`, for people's answers, and for tests. */
  readonly hidden: {
    readonly world: World;
    readonly dirt: DirtRates;
    readonly customers: readonly Customer[];
    /** All purchases of a person up to a month after the span, by time. */
    readonly purchasesOf: (customer: Customer) => readonly Purchase[];
  };
}

/** Signals come up to two weeks before their order, and the truth names each person's next one. */
const LOOK_AHEAD_DAYS = 30;

/**
 * The made-up shop of a seed: the same seed and options give the same bytes on every machine. A longer span
 * keeps the days of a shorter one, up to the last two.
 *
 * @throws RangeError if `startsOn` is not a date.
 * @example
 * const brand = createBrand(7, { startsOn: '2026-11-01' });
 * for (let day = 0; day <= brand.days; day++) for (const event of brand.eventsOfDay(day)) put(event);
 */
export function createBrand(seed: number, options: BrandOptions): Brand {
  const { days = 30, customers: count = 2400, historyDays = 540, world = 'effect' } = options;
  const startMs = seoulMidnightMs(options.startsOn);
  const dirt: DirtRates = { ...usualDirt, ...options.dirt };
  const products = createProducts(seed, startMs);
  const stores = createStores();
  const storeEvents = createStoreEvents(stores, { seed, startMs, days });
  const population = {
    seed,
    startMs,
    days,
    customers: count,
    historyDays,
    wrongClockShare: dirt.wrongClockDevices,
  };
  const customers = createCustomers(population, stores);
  const shop = createShop(seed, products);
  const purchasesOf = purchaseBook(shop, customers, startMs + (days + LOOK_AHEAD_DAYS) * DAY_MS);
  const history = (): readonly Purchase[] =>
    customers
      .flatMap((customer) => purchasesOf(customer).filter(({ atMs }) => atMs < startMs))
      .sort((left, right) => left.atMs - right.atMs || (left.orderId < right.orderId ? -1 : 1));
  const storeById = new Map(stores.map((store) => [store.id, store]));
  const storeOf = (id: string): Store => {
    const store = storeById.get(id);
    if (store === undefined) throw new RangeError(`no store ${id}`);
    return store;
  };
  const stream = createStream({
    ...{ seed, startMs, days, stores, storeEvents, products, customers, purchasesOf, dirt },
    stage: { shop, storeOf },
  });
  return {
    ...stream,
    ...{ config: brandConfig, seed, startMs, days, products, stores, storeEvents, history },
    reviews: () =>
      createReviews({
        seed,
        customers,
        history: history(),
        limit: options.reviews ?? 1500,
        untilMs: startMs,
      }),
    hidden: { world, dirt, customers, purchasesOf },
  };
}

function createShop(seed: number, products: readonly Product[]): Shop {
  const byCategory = new Map<CategoryId, readonly Product[]>();
  for (const product of products) {
    byCategory.set(product.category, [...(byCategory.get(product.category) ?? []), product]);
  }
  return { seed, byCategory, samples: products.filter((product) => product.priceKrw < 15_000) };
}

/** Each person's purchases, simulated when first asked for. */
function purchaseBook(
  shop: Shop,
  customers: readonly Customer[],
  untilMs: number,
): (customer: Customer) => readonly Purchase[] {
  const book: (readonly Purchase[] | undefined)[] = Array.from({ length: customers.length });
  return (customer) => (book[customer.index] ??= simulatePurchases(shop, customer, untilMs));
}
