import { kaplanMeier } from '#core/maths/kaplan-meier.ts';
import type { TimingForecast } from '#core/models/timing/timing-model.ts';

/** What a model got wrong at an earlier cut-off, to be put right at the next. */
export interface TimingCalibration {
  /** Orders that came per order expected, drawn towards 1 by its error; 1 where correcting by it did not help. */
  readonly orderFactor: number;
  /** Probability that was true where `stated[i]` was stated; both rise from 0 to 1. */
  readonly stated: readonly number[];
  readonly observed: readonly number[];
}

/** One customer at the earlier cut-off, with what came after it. */
export interface TimingOutcome {
  readonly forecast: TimingForecast;
  /** Orders within the horizon. */
  readonly orders: number;
  /** Days from the cut-off to the next order; null when none came within the horizon. */
  readonly nextOrderDays: number | null;
}

/** Points at which stated and observed probabilities are compared. */
const KNOTS = 20;

/**
 * Learns the calibration. Each customer's waiting time is turned into the probability their forecast gave to it; if
 * forecasts were right these were uniform. Who did not order is censored there, not lost (Kaplan-Meier).
 *
 * @see Diebold, Gunther & Tay, "Evaluating density forecasts", International Economic Review 39(4), 1998.
 */
export function learnCalibration(outcomes: readonly TimingOutcome[], horizonDays: number): TimingCalibration {
  const stated = outcomes.map(({ forecast, nextOrderDays }) =>
    forecast.probabilityOfOrder(nextOrderDays ?? horizonDays),
  );
  const curve = kaplanMeier(
    stated,
    outcomes.map(({ nextOrderDays }) => nextOrderDays !== null),
  );
  const knots = { stated: [0], observed: [0] };
  for (let knot = 1; knot < KNOTS; knot++) {
    const place = Math.floor((knot * curve.times.length) / KNOTS);
    const at = curve.times[place];
    if (at === undefined || at <= knots.stated.at(-1)!) continue;
    knots.stated.push(at);
    knots.observed.push(1 - curve.survival[place]!);
  }
  const orderFactor = learnOrderFactor(outcomes, horizonDays);
  return { orderFactor, stated: [...knots.stated, 1], observed: [...knots.observed, 1] };
}

/**
 * Orders that came per order expected: drawn towards 1 by its own error, and 1 where using it would not have made the
 * squared error smaller. The error is that of a ratio over customers.
 *
 * @see James & Stein, "Estimation with quadratic loss", Berkeley Symposium 1961 (the positive part); Cochran, "Sampling
 *   Techniques", 1977, chapter 6 (the error of a ratio).
 */
function learnOrderFactor(outcomes: readonly TimingOutcome[], horizonDays: number): number {
  const expected = outcomes.map(({ forecast }) => forecast.expectedOrders(horizonDays));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const squaredError = (times: number): number =>
    sum(expected.map((value, i) => (times * value - outcomes[i]!.orders) ** 2));
  const ratio = sum(outcomes.map(({ orders }) => orders)) / sum(expected);
  if (ratio === 1 || squaredError(ratio) >= squaredError(1)) return 1;
  const variance = squaredError(ratio) / sum(expected) ** 2;
  return 1 + (ratio - 1) * Math.max(0, 1 - variance / (ratio - 1) ** 2);
}

function calibrated({ stated, observed }: TimingCalibration, probability: number): number {
  let i = 1;
  while (i < stated.length - 1 && stated[i]! < probability) i += 1;
  const width = stated[i]! - stated[i - 1]!;
  const share = width === 0 ? 1 : Math.min(1, (probability - stated[i - 1]!) / width);
  return observed[i - 1]! + share * (observed[i]! - observed[i - 1]!);
}

/** The forecast, put right by what was learned. Probabilities keep their order. */
export function recalibrated(forecast: TimingForecast, calibration: TimingCalibration): TimingForecast {
  return {
    probabilityAlive: forecast.probabilityAlive,
    expectedOrders: (horizonDays) => calibration.orderFactor * forecast.expectedOrders(horizonDays),
    probabilityOfOrder: (horizonDays) => calibrated(calibration, forecast.probabilityOfOrder(horizonDays)),
  };
}

/** Probabilities are pulled this far from 1 before their logarithm is taken. */
const SUREST = 1e-12;

const logQuiet = (probability: number): number =>
  Math.log1p(-Math.min(1 - SUREST, Math.max(SUREST, probability)));

/**
 * The forecast with dates drawn nearer or further, so that the probability of an order within the horizon is what a
 * better judge of it says. Hazards keep their proportions: S(t)^c with the c that gives the wanted probability.
 *
 * @param probability of an order within `horizonDays`, [0, 1].
 */
export function matchedAt(
  forecast: TimingForecast,
  horizonDays: number,
  probability: number,
): TimingForecast {
  const times = logQuiet(probability) / logQuiet(forecast.probabilityOfOrder(horizonDays));
  return {
    ...forecast,
    probabilityOfOrder: (days) => -Math.expm1(times * logQuiet(forecast.probabilityOfOrder(days))),
  };
}
