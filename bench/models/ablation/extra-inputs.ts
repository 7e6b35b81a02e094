import { ordersUntil } from '#core/models/propensity/order-timeline.ts';
import { CHUSEOK, SEOLLAL } from '#core/models/rhythm/lunar-holidays.ts';
import type { AblationCustomer, AblationShop } from './shops.ts';

/** What might be added to the propensity's inputs; all of it known at the end of the cut-off's day. */
export interface InputGroup {
  readonly name: string;
  readonly isKnownTo: (shop: AblationShop) => boolean;
  readonly width: (shop: AblationShop) => number;
  /** Reads nothing after the cut-off; calendars are known ahead. */
  readonly inputsAt: (
    shop: AblationShop,
    cutoffDay: number,
    horizonDays: number,
  ) => (customer: AblationCustomer) => readonly number[];
}

/** Orders worth of doubt about a share. */
const DOUBT = 3;
const NEWEST_PRODUCTS = 5;
const DAY_MS = 86_400_000;

/** When somebody buys: shares of weekend, morning, evening and night, and how often two orders share their hour. */
function hourInputs({ hours }: AblationCustomer, cutoffDay: number): readonly number[] {
  const own = hours.filter(({ day }) => day <= cutoffDay).map(({ hourOfWeek }) => hourOfWeek);
  const share = (isOne: (hour: number) => boolean) =>
    own.filter((each) => isOne(each)).length / (own.length + DOUBT);
  const byHour = Map.groupBy(own, (hour) => hour % 24);
  const same = [...byHour.values()].reduce((sum, { length }) => sum + length * (length - 1), 0);
  return [
    share((hour) => hour >= 120),
    share((hour) => hour % 24 >= 5 && hour % 24 < 11),
    share((hour) => hour % 24 >= 18 && hour % 24 < 22),
    share((hour) => hour % 24 >= 22 || hour % 24 < 5),
    same / Math.max(1, own.length * (own.length - 1) + DOUBT),
  ];
}

const holidays = [...SEOLLAL, ...CHUSEOK].map((date) => Date.parse(date) / DAY_MS);

/** Shares of the days ahead that are of a gift season and that follow a pay day, and the own orders a year ago. */
function seasonAhead(cutoffDay: number, horizonDays: number): readonly [gifts: number, paydays: number] {
  let gifts = 0;
  let paydays = 0;
  for (let day = cutoffDay + 1; day <= cutoffDay + horizonDays; day++) {
    if (holidays.some((holiday) => day < holiday && holiday - day <= 14)) gifts += 1;
    const date = new Date(day * DAY_MS).getUTCDate();
    if (date >= 25 || date <= 2) paydays += 1;
  }
  return [gifts / horizonDays, paydays / horizonDays];
}

/** Orders of the whole shop within (from, to]. */
function shopOrders({ customers }: AblationShop, from: number, to: number): number {
  return customers.reduce(
    (sum, { timeline: { days } }) => sum + ordersUntil(days, to) - ordersUntil(days, from),
    0,
  );
}

function boughtOfLate({ baskets, basketDays }: AblationCustomer, cutoffDay: number): readonly number[] {
  const seen = new Set<number>();
  for (let i = baskets.items.length - 1; i >= 0 && seen.size < NEWEST_PRODUCTS; i--) {
    if (basketDays[baskets.baskets[i]!]! <= cutoffDay) seen.add(baskets.items[i]!);
  }
  return [...seen];
}

/** The groups in the order of the issue. */
export const INPUT_GROUPS: readonly InputGroup[] = [
  {
    name: 'hours of the week',
    isKnownTo: ({ knows }) => knows.hours,
    width: () => 5,
    inputsAt: (_, cutoffDay) => (customer) => hourInputs(customer, cutoffDay),
  },
  {
    name: 'season (gifts, pay days, own last year)',
    isKnownTo: () => true,
    width: () => 3,
    inputsAt: (_, cutoffDay, horizonDays) => {
      const ahead = seasonAhead(cutoffDay, horizonDays);
      const yearAgo = cutoffDay - 364;
      return ({ timeline: { days } }) => [
        ...ahead,
        Math.log1p(ordersUntil(days, yearAgo + horizonDays) - ordersUntil(days, yearAgo)),
      ];
    },
  },
  {
    name: "the shop's trend",
    isKnownTo: () => true,
    width: () => 2,
    inputsAt: (shop, cutoffDay) => {
      const late = Math.log1p(shopOrders(shop, cutoffDay - 28, cutoffDay));
      const known = shop.customers.filter(
        ({ timeline: { days } }) => ordersUntil(days, cutoffDay) > 0,
      ).length;
      const trend = [
        late - Math.log1p(shopOrders(shop, cutoffDay - 56, cutoffDay - 28)),
        late - Math.log1p(known),
      ];
      return () => trend;
    },
  },
  {
    name: 'usual products sold out nearby',
    isKnownTo: ({ knows }) => knows.stock,
    width: () => 1,
    inputsAt: (_, cutoffDay) => (customer) => {
      const usual = boughtOfLate(customer, cutoffDay);
      return [usual.filter((product) => customer.soldOut.has(product)).length / Math.max(1, usual.length)];
    },
  },
  {
    name: 'consented traits of a third party',
    isKnownTo: ({ knows }) => knows.traits,
    width: ({ customers }) => customers[0]?.traits.length ?? 0,
    inputsAt: () => (customer) => customer.traits,
  },
];
