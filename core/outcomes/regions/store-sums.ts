/** What is compared between stores in and out; `goals` is what the campaign is for. */
export const regionalMetrics = ['goals', 'orders', 'visits', 'netRevenueMinor'] as const;

/** One of them. */
export type RegionalMetric = (typeof regionalMetrics)[number];

/** Totals of one period. */
export type RegionalTotals = Readonly<Record<RegionalMetric, number>>;

/** People of one store, and what they did: whole numbers, so that they add up the same in any order. */
export interface StoreSums {
  readonly people: number;
  readonly during: RegionalTotals;
  readonly before: RegionalTotals;
}

/** Stores by id. */
export type SumsByStore = ReadonlyMap<string, StoreSums>;

const added = (a: RegionalTotals, b: RegionalTotals): RegionalTotals => ({
  goals: a.goals + b.goals,
  orders: a.orders + b.orders,
  visits: a.visits + b.visits,
  netRevenueMinor: a.netRevenueMinor + b.netRevenueMinor,
});

/** Sums of different people of one store as one, in any order; undefined: nobody yet. */
export function addStore(known: StoreSums | undefined, more: StoreSums): StoreSums {
  if (known === undefined) return more;
  return {
    people: known.people + more.people,
    during: added(known.during, more.during),
    before: added(known.before, more.before),
  };
}

/** Stores of different people as one, in any order. */
export function mergeStores(a: SumsByStore, b: SumsByStore): SumsByStore {
  const merged = new Map(a);
  for (const [id, sums] of b) merged.set(id, addStore(merged.get(id), sums));
  return merged;
}
