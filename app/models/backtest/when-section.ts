import { type Contender, judgeContenders, verdictOn } from '#app/models/backtest/judge.ts';
import type { BacktestReport, DatesByOrders, Forecaster } from '#app/models/backtest/report.ts';
import type { KnownCustomer } from '#app/models/backtest/timing-forecasts.ts';
import type { Rng } from '#core/kernel/rng.ts';
import { type DateOutcome, dateQuality } from '#core/models/evaluation/date-metrics.ts';
import {
  likeliestFortnightDays,
  nextOrderQuantileDays,
  type TimingForecast,
} from '#core/models/timing/timing-model.ts';

/** Repeat customers who ordered again: below, errors in days are anecdotes. */
const FEWEST_REPEATS = 50;

function dateContender(
  forecaster: Forecaster,
  outcomes: readonly DateOutcome[],
  hasBands: boolean,
): Contender {
  const quality = (customers: Int32Array) => dateQuality(Array.from(customers, (i) => outcomes[i]!));
  const bands = {
    coverage50: (customers: Int32Array) => quality(customers).coverage50,
    coverage80: (customers: Int32Array) => quality(customers).coverage80,
  };
  return {
    forecaster,
    figures: {
      medianErrorDays: (customers) => quality(customers).medianErrorDays,
      within7Days: (customers) => quality(customers).within7Days,
      ...(hasBands ? bands : {}),
    },
  };
}

/** A naive date: last order plus a gap, tomorrow where that has passed. */
function naiveOutcome(known: KnownCustomer, gapDays: number, watchedDays: number): DateOutcome {
  const silenceDays = known.history.ageDays - known.history.recencyDays;
  return datedOutcome(known, Math.max(1, gapDays - silenceDays), watchedDays);
}

/** A rule that knows one date. */
function datedOutcome(known: KnownCustomer, days: number, watchedDays: number): DateOutcome {
  const dates = { medianDays: days, likeliestDays: days };
  return { ...dates, probabilityByThen: 0.5, orderDays: known.nextOrderDays, watchedDays };
}

function lastGapDays({ customer, history }: KnownCustomer): number {
  const { days } = customer.timeline;
  return days[history.repeatPurchases]! - days[history.repeatPurchases - 1]!;
}

/** Order days seen: from, to. */
const ORDER_GROUPS: readonly (readonly [number, number | null])[] = [
  [2, 2],
  [3, 4],
  [5, 9],
  [10, null],
];

const estimated = (value: number): number | null => (Number.isNaN(value) ? null : value);

function datesByOrders(
  repeaters: readonly KnownCustomer[],
  outcomes: Readonly<Record<'ours' | 'lastGap' | 'meanGap', readonly DateOutcome[]>>,
): readonly DatesByOrders[] {
  return ORDER_GROUPS.map(([least, most]) => {
    const places = [...repeaters.keys()].filter((i) => {
      const orders = repeaters[i]!.history.repeatPurchases + 1;
      return orders >= least && orders <= (most ?? orders);
    });
    const customers = places.length;
    const ordered = places.filter((i) => repeaters[i]!.nextOrderDays !== null).length;
    if (ordered < FEWEST_REPEATS) return { least, most, customers, ...UNKNOWN };
    const quality = (of: readonly DateOutcome[]) => dateQuality(places.map((i) => of[i]!));
    const { medianErrorDays, within7Days, coverage50, coverage80 } = quality(outcomes.ours);
    return {
      least,
      most,
      customers,
      medianErrorDays,
      lastGapErrorDays: quality(outcomes.lastGap).medianErrorDays,
      meanGapErrorDays: quality(outcomes.meanGap).medianErrorDays,
      within7Days,
      coverage50: estimated(coverage50),
      coverage80: estimated(coverage80),
    };
  });
}

const UNKNOWN = {
  medianErrorDays: null,
  lastGapErrorDays: null,
  meanGapErrorDays: null,
  within7Days: null,
  coverage50: null,
  coverage80: null,
};

/** When is the next order? Judged on customers with a repeat, so that the naive gaps exist. */
export function whenSection(
  known: readonly KnownCustomer[],
  forecasts: readonly TimingForecast[],
  horizonDays: number,
  rng: Rng,
): BacktestReport['when'] {
  const places = [...known.keys()].filter((i) => known[i]!.history.repeatPurchases > 0);
  const repeaters = places.map((i) => known[i]!);
  const ordered = repeaters.filter(({ nextOrderDays }) => nextOrderDays !== null).length;
  if (ordered < FEWEST_REPEATS) {
    return { status: 'not-enough', needs: 'repeats', have: ordered, want: FEWEST_REPEATS };
  }
  const ours = places.map((i): DateOutcome => {
    const { nextOrderDays } = known[i]!;
    return {
      medianDays: nextOrderQuantileDays(forecasts[i]!, 0.5),
      likeliestDays: likeliestFortnightDays(forecasts[i]!, horizonDays),
      probabilityByThen: forecasts[i]!.probabilityOfOrder(nextOrderDays ?? horizonDays),
      orderDays: nextOrderDays,
      watchedDays: horizonDays,
    };
  });
  const lastGap = repeaters.map((customer) => naiveOutcome(customer, lastGapDays(customer), horizonDays));
  const meanGap = repeaters.map((customer) =>
    naiveOutcome(customer, customer.history.recencyDays / customer.history.repeatPurchases, horizonDays),
  );
  // Most of those who order at all do so soon: the fortnight ahead, for everybody, is hard to beat on being close.
  const inEightDays = repeaters.map((customer) => datedOutcome(customer, 8, horizonDays));
  const contenders = [
    dateContender('kairos', ours, true),
    dateContender('lastGap', lastGap, false),
    dateContender('meanGap', meanGap, false),
    dateContender('inEightDays', inEightDays, false),
  ];
  return {
    status: 'judged',
    customers: repeaters.length,
    results: judgeContenders(repeaters.length, contenders, rng),
    verdict: verdictOn(repeaters.length, contenders, { name: 'medianErrorDays', isHigherBetter: false }, rng),
    charts: { byOrders: datesByOrders(repeaters, { ours, lastGap, meanGap }) },
  };
}
