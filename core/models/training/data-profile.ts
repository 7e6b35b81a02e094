import { onGrid } from '#core/maths/grid-sum.ts';
import type { Learner } from '#core/models/learner.ts';
import type { TrainingPerson } from '#core/models/training/training-person.ts';

/** What the rows of a run look like as a whole: by it two runs of one shop can be told from two shops. */
export interface DataProfile {
  /** Days of buying, all persons together. */
  readonly orders: number;
  /** Those of the 28 days up to the snapshot. */
  readonly newOrders: number;
  /** Those of the newest seven days; absent from artefacts of before they were counted. */
  readonly weekOrders?: number | undefined;
  /** Those later than the day after the snapshot, which nobody can have seen. */
  readonly futureOrders: number;
  /** Geometric mean of what a day's orders cost, minor units; undefined without a priced order. */
  readonly typicalOrderMinor: number | undefined;
  /** Browsing and buying by hour of day, 24 counts on the persons' wall clocks. */
  readonly hours: readonly number[];
}

/** Days that count as new. */
const NEW_DAYS = 28;
const WEEK_DAYS = 7;
const HOURS = 24;

/** Sums behind a `DataProfile`; exact in any order. */
export interface DataSums {
  readonly orders: number;
  readonly newOrders: number;
  readonly weekOrders: number;
  readonly futureOrders: number;
  readonly pricedOrders: number;
  readonly logSpend: number;
  readonly hours: readonly number[];
}

/** What the rows look like, for a snapshot of this day (days since 1970-01-01). */
export function dataProfile(snapshotDay: number): Learner<TrainingPerson, DataSums, DataProfile> {
  return {
    summarise(persons) {
      const sums = { orders: 0, newOrders: 0, weekOrders: 0, futureOrders: 0, pricedOrders: 0, logSpend: 0 };
      const hours = new Array<number>(HOURS).fill(0);
      for (const { timeline, hours: own } of persons) {
        own.forEach((count, hour) => (hours[hour % HOURS]! += count));
        for (const day of Array.from(timeline.days)) {
          const daysAgo = snapshotDay - day;
          sums.orders += 1;
          if (daysAgo < -1) sums.futureOrders += 1;
          else if (daysAgo < NEW_DAYS) sums.newOrders += 1;
          if (daysAgo >= -1 && daysAgo < WEEK_DAYS) sums.weekOrders += 1;
        }
        for (const spend of Array.from(timeline.spend).filter((minor) => minor > 0)) {
          sums.pricedOrders += 1;
          sums.logSpend += onGrid(Math.log(spend));
        }
      }
      return { ...sums, hours };
    },
    merge: (a, b) => ({
      orders: a.orders + b.orders,
      newOrders: a.newOrders + b.newOrders,
      weekOrders: a.weekOrders + b.weekOrders,
      futureOrders: a.futureOrders + b.futureOrders,
      pricedOrders: a.pricedOrders + b.pricedOrders,
      logSpend: a.logSpend + b.logSpend,
      hours: a.hours.map((count, hour) => count + b.hours[hour]!),
    }),
    solve: ({ pricedOrders, logSpend, ...rest }) => ({
      ...rest,
      typicalOrderMinor: pricedOrders === 0 ? undefined : Math.exp(logSpend / pricedOrders),
    }),
  };
}
