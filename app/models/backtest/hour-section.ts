import { type Contender, judgeContenders, meanOf, verdictOn } from '#app/models/backtest/judge.ts';
import type { BacktestReport, Forecaster } from '#app/models/backtest/report.ts';
import type { CustomerHistory } from '#app/models/backtest/shop-history.ts';
import type { Rng } from '#core/kernel/rng.ts';
import {
  groupCurve,
  type HourCounts,
  hourQuality,
  type NextHourCase,
  personalRhythm,
  summariseHours,
  tuneRhythm,
} from '#core/models/rhythm/hour-rhythm.ts';

/** Orders a customer needs before the one that is forecast. */
const FEWEST_ORDERS = 4;
const FEWEST_CUSTOMERS = 50;

type Hours = readonly number[];

const hourOfDay = (hourOfWeek: number): number => hourOfWeek % 24;

function cases(customers: readonly Hours[], heldOut: number): readonly NextHourCase[] {
  return customers.map((hours) => ({
    before: summariseHours(hours.slice(0, hours.length - heldOut), 24),
    next: hours[hours.length - heldOut]!,
  }));
}

function hourContender(
  forecaster: Forecaster,
  tested: readonly NextHourCase[],
  forecast: (before: HourCounts) => Float64Array,
): Contender {
  const each = tested.map((one) => hourQuality([one], forecast));
  return {
    forecaster,
    figures: {
      logLoss: meanOf(each.map(({ logLoss }) => logLoss)),
      top1: meanOf(each.map(({ top1 }) => top1)),
      top3: meanOf(each.map(({ top3 }) => top3)),
    },
  };
}

/**
 * At which hour is the next order? Settings are tuned on each customer's order before it.
 *
 * @param cutoffDay forecast is the first order after this day; null: every customer's last order.
 */
export function hourSection(
  customers: readonly CustomerHistory[],
  cutoffDay: number | null,
  rng: Rng,
): BacktestReport['hour'] {
  const known = customers.flatMap(({ hours }) => {
    const seen = cutoffDay === null ? hours.length - 1 : hours.filter(({ day }) => day <= cutoffDay).length;
    return seen < FEWEST_ORDERS || seen >= hours.length
      ? []
      : [hours.slice(0, seen + 1).map((hour) => hour.hourOfWeek)];
  });
  const heat = heatMap(customers, cutoffDay);
  const spread = new Set(known.flat().map(hourOfDay)).size;
  if (known.length > 0 && spread < 3) return { status: 'not-enough', needs: 'spread', have: spread, want: 3 };
  if (known.length < FEWEST_CUSTOMERS) {
    return { status: 'not-enough', needs: 'hours', have: known.length, want: FEWEST_CUSTOMERS };
  }
  const hours = known.map((own) => own.map(hourOfDay));
  const group = (heldOut: number): Float64Array =>
    groupCurve(
      summariseHours(
        hours.flatMap((own) => own.slice(0, own.length - heldOut)),
        24,
      ),
    );
  const settings = tuneRhythm(cases(hours, 2), group(2));
  const everybody = group(1);
  const tested = cases(hours, 1);
  const contenders = [
    hourContender('kairos', tested, (before) => personalRhythm(before, everybody, settings).curve),
    hourContender('everybody', tested, () => everybody),
  ];
  return {
    status: 'judged',
    customers: tested.length,
    results: judgeContenders(tested.length, contenders, rng),
    verdict: verdictOn(tested.length, contenders, { name: 'logLoss', isHigherBetter: false }, rng),
    charts: { heat },
  };
}

function heatMap(customers: readonly CustomerHistory[], cutoffDay: number | null): readonly number[] {
  const counts = summariseHours(
    customers.flatMap(({ hours }) =>
      hours.filter(({ day }) => cutoffDay === null || day <= cutoffDay).map(({ hourOfWeek }) => hourOfWeek),
    ),
    168,
  );
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  return Array.from(counts, (count) => count / most);
}
