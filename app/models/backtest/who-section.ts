import { type Contender, judgeContenders, meanOf, verdictOn } from '#app/models/backtest/judge.ts';
import type { BacktestReport, Forecaster, LiftPoint } from '#app/models/backtest/report.ts';
import type { KnownCustomer } from '#app/models/backtest/timing-forecasts.ts';
import type { Rng } from '#core/kernel/rng.ts';
import {
  areaUnderCurve,
  brierSkill,
  calibrationCurve,
  calibrationError,
  type Forecasts,
  logLoss,
  predictiveAccuracyIndex,
  risingOrder,
} from '#core/models/evaluation/probability-metrics.ts';

/** Buyers and non-buyers it takes before a ranking of them means anything. */
const FEWEST_OF_EACH = 30;

function probabilityContender(forecaster: Forecaster, forecasts: Forecasts): Contender {
  const rising = risingOrder(forecasts.probability);
  const buyersForecast = meanOf(forecasts.probability);
  const buyers = meanOf(forecasts.outcome);
  return {
    forecaster,
    figures: {
      auc: (customers) => areaUnderCurve(forecasts, customers, rising),
      logLoss: (customers) => logLoss(forecasts, customers),
      pai: (customers) => predictiveAccuracyIndex(forecasts, customers),
      brierSkill: (customers) => brierSkill(forecasts, customers),
      ece: (customers) => calibrationError(forecasts, customers, rising),
      buyersError: (customers) => buyersForecast(customers) / buyers(customers) - 1,
    },
  };
}

/** A rule that only ranks: it states no probability, so it has no log-loss. */
function rankingContender(
  forecaster: Forecaster,
  probability: readonly number[],
  outcome: Uint8Array,
): Contender {
  const rising = risingOrder(probability);
  return {
    forecaster,
    figures: { auc: (customers) => areaUnderCurve({ probability, outcome }, customers, rising) },
  };
}

function liftCurve({ probability, outcome }: Forecasts): readonly LiftPoint[] {
  const order = Array.from({ length: outcome.length }, (_, i) => i).sort(
    (a, b) => probability[b]! - probability[a]!,
  );
  const buyers = order.reduce((sum, i) => sum + outcome[i]!, 0);
  const points: LiftPoint[] = [{ contacted: 0, found: 0 }];
  let found = 0;
  order.forEach((customer, place) => {
    found += outcome[customer]!;
    const isTick = (place + 1) % Math.ceil(order.length / 20) === 0 || place === order.length - 1;
    if (isTick) points.push({ contacted: (place + 1) / order.length, found: found / buyers });
  });
  return points;
}

/**
 * Who will order within the horizon?
 *
 * @param probability ours, one per known customer.
 * @param timing the timing model's alone, where ours is more than that; else null.
 */
export function whoSection(
  known: readonly KnownCustomer[],
  probability: readonly number[],
  timing: readonly number[] | null,
  rng: Rng,
): BacktestReport['who'] {
  const outcome = Uint8Array.from(known, ({ orders }) => (orders > 0 ? 1 : 0));
  const buyers = outcome.reduce((sum, value) => sum + value, 0);
  const fewer = Math.min(buyers, known.length - buyers);
  if (fewer < FEWEST_OF_EACH) {
    return { status: 'not-enough', needs: 'customers', have: fewer, want: FEWEST_OF_EACH };
  }
  const ours = { probability, outcome };
  const naive = [
    rankingContender(
      'recency',
      known.map(({ history }) => history.recencyDays - history.ageDays),
      outcome,
    ),
    rankingContender(
      'frequency',
      known.map(({ history }) => history.repeatPurchases),
      outcome,
    ),
  ];
  const main = probabilityContender('kairos', ours);
  const extra = timing === null ? [] : [probabilityContender('timing', { probability: timing, outcome })];
  const everyone = [...outcome.keys()];
  const results = judgeContenders(known.length, [main, ...extra, ...naive], rng);
  return {
    status: 'judged',
    customers: known.length,
    results,
    sum: results[0]!.metrics.buyersError!,
    verdict: verdictOn(known.length, [main, ...naive], { name: 'auc', isHigherBetter: true }, rng),
    charts: { calibration: calibrationCurve(ours, everyone), lift: liftCurve(ours) },
  };
}
