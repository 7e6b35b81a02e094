import { createRng } from '#core/kernel/rng.ts';
import type { TrainingPerson } from '#core/models/training/training-person.ts';
import { lastWholeWeekEnd, type SignalWeek } from '#core/profiles/signals.ts';

type Rows = readonly TrainingPerson[];

/** One day of buying with all that stands in the row of it. */
interface OrderDay {
  readonly day: number;
  readonly spend: number;
  readonly basket: TrainingPerson['baskets'][number];
}

function ordersOf({ timeline, baskets }: TrainingPerson): readonly OrderDay[] {
  return baskets.map((basket, i) => ({ day: timeline.days[i]!, spend: timeline.spend[i]!, basket }));
}

function withOrders(person: TrainingPerson, orders: readonly OrderDay[]): TrainingPerson {
  return {
    ...person,
    timeline: { days: orders.map(({ day }) => day), spend: orders.map(({ spend }) => spend) },
    baskets: orders.map(({ basket }) => basket),
  };
}

/** What happened after a day happened to somebody else: the labels of the newest cut-offs are shuffled. */
export function shuffledOutcomes(rows: Rows, afterDay: number): Rows {
  const rng = createRng('shuffled outcomes');
  const others = [...rows].map((row) => ({ row, place: rng.uniform() })).sort((a, b) => a.place - b.place);
  return rows.map((person, i) =>
    withOrders(person, [
      ...ordersOf(person).filter(({ day }) => day <= afterDay),
      ...ordersOf(others[i]!.row).filter(({ day }) => day > afterDay),
    ]),
  );
}

/** The feed gave up after a day. */
export const stoppedFeed = (rows: Rows, afterDay: number): Rows =>
  rows.map((person) =>
    withOrders(
      person,
      ordersOf(person).filter(({ day }) => day <= afterDay),
    ),
  );

/** The feed was cut off in the middle: half of the people are not in it. */
export const truncatedFeed = (rows: Rows): Rows => rows.slice(0, rows.length / 2);

/** Amounts in hundredths of what they were in. */
export const dearerAmounts = (rows: Rows, times: number): Rows =>
  rows.map((person) =>
    withOrders(
      person,
      ordersOf(person).map((order) => ({ ...order, spend: order.spend * times })),
    ),
  );

/** Wall clocks of another zone. */
export const shiftedHours = (rows: Rows, hours: number): Rows =>
  rows.map((person) => ({
    ...person,
    hours: person.hours.map((_, hour) => person.hours[(hour + 168 - hours) % 168]!),
  }));

/** Everybody has an order of a day that has not come. */
export const ordersFromFuture = (rows: Rows, day: number): Rows =>
  rows.map((person) => {
    const basket = { day, products: [] };
    return withOrders(person, [...ordersOf(person), { day, spend: 10_000, basket }]);
  });

/** The week before a day knows who buys in the week after it. */
export function leakedOutcomes(rows: Rows, snapshotDay: number): Rows {
  const newest = lastWholeWeekEnd(snapshotDay);
  return rows.map((person) => {
    const orders = ordersOf(person);
    const leaked = (end: number): SignalWeek => {
      const isBuyer = orders.some(({ day }) => day > end && day <= end + 7);
      return { interest: 0, consideration: 0, imminent: isBuyer ? 50 : 0, activeDays: 0 };
    };
    return {
      ...person,
      signalWeeks: person.signalWeeks.map((_, week) => leaked(snapshotDay - 7 * week)),
      wholeSignalWeeks: person.wholeSignalWeeks.map((_, week) => leaked(newest - 7 * week)),
    };
  });
}
