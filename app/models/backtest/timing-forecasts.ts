import type { CustomerHistory } from '#app/models/backtest/shop-history.ts';
import { ordersUntil } from '#core/models/propensity/order-timeline.ts';
import { type PurchaseHistory, purchaseHistory } from '#core/models/timing/purchase-history.ts';
import { learnCalibration, recalibrated, type TimingCalibration } from '#core/models/timing/recalibration.ts';
import { solveTiming, type TimingFamily, type TimingFit } from '#core/models/timing/solve-timing.ts';
import { forecastTiming, type TimingForecast } from '#core/models/timing/timing-model.ts';
import { summariseTiming, type TimingRow } from '#core/models/timing/timing-statistics.ts';

/** One customer known at a cut-off, with what came after it. */
export interface KnownCustomer {
  readonly customer: CustomerHistory;
  readonly history: PurchaseHistory;
  /** Order days in (cut-off, cut-off + horizon]. */
  readonly orders: number;
  /** Days from the cut-off to the next order within the horizon; null when there was none. */
  readonly nextOrderDays: number | null;
}

/** Who had ordered by the cut-off, and what they did within the horizon. */
export function knownAt(
  customers: readonly CustomerHistory[],
  cutoffDay: number,
  horizonDays: number,
): readonly KnownCustomer[] {
  return customers.flatMap((customer) => {
    const { days } = customer.timeline;
    const seen = ordersUntil(days, cutoffDay);
    if (seen === 0) return [];
    const orders = ordersUntil(days, cutoffDay + horizonDays) - seen;
    const history = purchaseHistory(Array.prototype.slice.call(days, 0, seen) as number[], cutoffDay);
    return [{ customer, history, orders, nextOrderDays: orders > 0 ? days[seen]! - cutoffDay : null }];
  });
}

/** The rows that the timing learners read: nothing after the cut-off. */
export function timingRow({ customer, history }: KnownCustomer): TimingRow {
  const { days } = customer.timeline;
  const n = history.repeatPurchases;
  if (n < 2) return history;
  return { ...history, lastTwoGapsDays: [days[n - 1]! - days[n - 2]!, days[n]! - days[n - 1]!] };
}

/** A chosen timing model with what an earlier cut-off taught about it. */
export interface ChosenTiming {
  readonly family: TimingFamily;
  readonly fit: TimingFit;
  readonly calibration: TimingCalibration;
  forecast(history: PurchaseHistory): TimingForecast;
}

const WITHOUT_DROPOUT: readonly TimingFamily[] = ['mbg-cnbd-k'];
const WITH_DROPOUT: readonly TimingFamily[] = ['mbg-cnbd-k', 'bg-nbd', 'pareto-nbd'];

/** A cut-off with the days after it that are forecast. A rehearsal is one whose future is already known. */
export interface Rehearsal {
  readonly cutoffDay: number;
  readonly horizonDays: number;
}

/** A rehearsal within the known days: the wanted horizon, but no more than a third of what is known. */
export function rehearsalBefore(firstDay: number, cutoffDay: number, horizonDays: number): Rehearsal {
  const days = Math.min(horizonDays, Math.floor((cutoffDay - firstDay) / 3));
  return { cutoffDay: cutoffDay - days, horizonDays: days };
}

interface RehearsedFamily {
  readonly family: TimingFamily;
  readonly hasFallenBack: boolean;
  readonly squaredError: number;
  readonly calibration: TimingCalibration;
}

function rehearse(
  family: TimingFamily,
  known: readonly KnownCustomer[],
  horizonDays: number,
): RehearsedFamily {
  const { model, fallback } = solveTiming(summariseTiming(known.map(timingRow)), family);
  const outcomes = known.map(({ history, orders, nextOrderDays }) => ({
    forecast: forecastTiming(model, history),
    orders,
    nextOrderDays,
  }));
  const calibration = learnCalibration(outcomes, horizonDays);
  const squaredError = outcomes.reduce((sum, { forecast, orders }) => {
    return sum + (calibration.orderFactor * forecast.expectedOrders(horizonDays) - orders) ** 2;
  }, 0);
  return { family, hasFallenBack: fallback !== null, calibration, squaredError };
}

/** Where one dropout does not pay, none will: the others would crawl to the same boundary. */
function rehearseAll(known: readonly KnownCustomer[], horizonDays: number): readonly RehearsedFamily[] {
  const first = rehearse('mbg-nbd', known, horizonDays);
  const others = first.hasFallenBack ? WITHOUT_DROPOUT : WITH_DROPOUT;
  return [first, ...others.map((family) => rehearse(family, known, horizonDays))];
}

/**
 * Chooses the family by its squared error of orders at the rehearsal, refits it on everything known at the cut-off and keeps what
 * the rehearsal taught about its errors. Nothing after the cut-off is read.
 */
export function chooseTiming(
  customers: readonly CustomerHistory[],
  { cutoffDay, horizonDays }: Rehearsal,
  rehearsal: Rehearsal,
): ChosenTiming {
  const before = knownAt(customers, rehearsal.cutoffDay, rehearsal.horizonDays);
  const best = rehearseAll(before, rehearsal.horizonDays).reduce((a, b) =>
    b.squaredError < a.squaredError ? b : a,
  );
  const rows = knownAt(customers, cutoffDay, 0).map(timingRow);
  const fit = solveTiming(summariseTiming(rows), best.family);
  const { family, calibration } = best;
  // A rehearsal much shorter than the horizon knows nothing of its far end.
  const isLongEnough = rehearsal.horizonDays >= horizonDays / 2;
  const forecast = (history: PurchaseHistory): TimingForecast => {
    const plain = forecastTiming(fit.model, history);
    return isLongEnough ? recalibrated(plain, calibration) : plain;
  };
  return { family, fit, calibration, forecast };
}
