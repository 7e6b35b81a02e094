import { type Contender, judgeContenders, meanOf, verdictOn } from '#app/models/backtest/judge.ts';
import type { BacktestReport, Forecaster, WeekPoint } from '#app/models/backtest/report.ts';
import type { KnownCustomer } from '#app/models/backtest/timing-forecasts.ts';
import type { Rng } from '#core/kernel/rng.ts';
import { ordersUntil } from '#core/models/propensity/order-timeline.ts';
import type { TimingForecast } from '#core/models/timing/timing-model.ts';

function countContender(
  forecaster: Forecaster,
  expected: readonly number[],
  orders: readonly number[],
): Contender {
  const squares = meanOf(expected.map((value, i) => (value - orders[i]!) ** 2));
  const meanExpected = meanOf(expected);
  const meanOrders = meanOf(orders);
  return {
    forecaster,
    figures: {
      rmse: (customers) => Math.sqrt(squares(customers)),
      mae: meanOf(expected.map((value, i) => Math.abs(value - orders[i]!))),
      totalError: (customers) => meanExpected(customers) / meanOrders(customers) - 1,
    },
  };
}

function weekPoints(
  known: readonly KnownCustomer[],
  forecasts: readonly TimingForecast[],
  cutoffDay: number,
  horizonDays: number,
): readonly WeekPoint[] {
  let before = 0;
  return Array.from({ length: Math.floor(horizonDays / 7) }, (_, i) => {
    const total = forecasts.reduce((sum, forecast) => sum + forecast.expectedOrders(7 * (i + 1)), 0);
    const expected = total - before;
    before = total;
    const actual = known.reduce((sum, { customer }) => {
      const { days } = customer.timeline;
      return sum + ordersUntil(days, cutoffDay + 7 * (i + 1)) - ordersUntil(days, cutoffDay + 7 * i);
    }, 0);
    return { week: i + 1, expected, actual };
  });
}

/** How many orders within the horizon? Judged by squared error: predicting zero is hard to beat in absolute error. */
export function howManySection(
  known: readonly KnownCustomer[],
  forecasts: readonly TimingForecast[],
  at: { readonly cutoffDay: number; readonly horizonDays: number },
  rng: Rng,
): BacktestReport['howMany'] {
  const orders = known.map((customer) => customer.orders);
  const contenders = [
    countContender(
      'kairos',
      forecasts.map((forecast) => forecast.expectedOrders(at.horizonDays)),
      orders,
    ),
    countContender(
      'frequency',
      known.map(({ history }) => (history.repeatPurchases * at.horizonDays) / Math.max(1, history.ageDays)),
      orders,
    ),
    countContender('zero', new Array<number>(known.length).fill(0), orders),
  ];
  const results = judgeContenders(known.length, contenders, rng);
  return {
    status: 'judged',
    customers: known.length,
    results,
    sum: results[0]!.metrics.totalError!,
    verdict: verdictOn(known.length, contenders, { name: 'rmse', isHigherBetter: false }, rng),
    charts: { weeks: weekPoints(known, forecasts, at.cutoffDay, at.horizonDays) },
  };
}
