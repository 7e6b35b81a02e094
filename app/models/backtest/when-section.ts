import { type Contender, judgeContenders, verdictOn } from '#app/models/backtest/judge.ts';
import type { BacktestReport, Forecaster } from '#app/models/backtest/report.ts';
import type { KnownCustomer } from '#app/models/backtest/timing-forecasts.ts';
import type { Rng } from '#core/kernel/rng.ts';
import { type DateOutcome, dateQuality } from '#core/models/evaluation/date-metrics.ts';
import { nextOrderQuantileDays, type TimingForecast } from '#core/models/timing/timing-model.ts';

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
  const medianDays = Math.max(1, gapDays - silenceDays);
  return { medianDays, probabilityByThen: 0.5, orderDays: known.nextOrderDays, watchedDays };
}

function lastGapDays({ customer, history }: KnownCustomer): number {
  const { days } = customer.timeline;
  return days[history.repeatPurchases]! - days[history.repeatPurchases - 1]!;
}

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
      probabilityByThen: forecasts[i]!.probabilityOfOrder(nextOrderDays ?? horizonDays),
      orderDays: nextOrderDays,
      watchedDays: horizonDays,
    };
  });
  const contenders = [
    dateContender('kairos', ours, true),
    dateContender(
      'lastGap',
      repeaters.map((customer) => naiveOutcome(customer, lastGapDays(customer), horizonDays)),
      false,
    ),
    dateContender(
      'meanGap',
      repeaters.map((customer) =>
        naiveOutcome(customer, customer.history.recencyDays / customer.history.repeatPurchases, horizonDays),
      ),
      false,
    ),
  ];
  return {
    status: 'judged',
    customers: repeaters.length,
    results: judgeContenders(repeaters.length, contenders, rng),
    verdict: verdictOn(repeaters.length, contenders, { name: 'medianErrorDays', isHigherBetter: false }, rng),
    charts: null,
  };
}
