/** A forecast may be certain and wrong; its loss is capped where a hundred million to one would be. */
const CERTAIN = 1e-8;

/** Outcomes and forecasts of a list of cases; the cases may repeat, as in a bootstrap sample. */
export interface Forecasts {
  /** Probabilities in [0, 1]. */
  readonly probability: ArrayLike<number>;
  /** 1 where it happened, else 0. */
  readonly outcome: ArrayLike<number>;
}

/** Mean negative log-likelihood, in nats a case. 0 is perfect; log 2 is a coin. */
export function logLoss({ probability, outcome }: Forecasts, cases: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < cases.length; i++) {
    const p = Math.min(1 - CERTAIN, Math.max(CERTAIN, probability[cases[i]!]!));
    sum -= outcome[cases[i]!] === 1 ? Math.log(p) : Math.log1p(-p);
  }
  return sum / cases.length;
}

/** Share of cases in which it happened. */
function baseRate({ outcome }: Forecasts, cases: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < cases.length; i++) sum += outcome[cases[i]!]!;
  return sum / cases.length;
}

/** Mean squared error of the probability (Brier 1950). */
function brierScore({ probability, outcome }: Forecasts, cases: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < cases.length; i++) sum += (probability[cases[i]!]! - outcome[cases[i]!]!) ** 2;
  return sum / cases.length;
}

/** Share of the base rate's Brier score that the forecast takes away: 1 is perfect, 0 is the base rate. */
export function brierSkill(forecasts: Forecasts, cases: ArrayLike<number>): number {
  const rate = baseRate(forecasts, cases);
  return 1 - brierScore(forecasts, cases) / (rate * (1 - rate));
}

/**
 * Predictive accuracy index: 100 · (1 − log-loss / log-loss of the base rate). 100 is clairvoyance, 0 is knowing only
 * how many will buy, below 0 is worse than that.
 */
export function predictiveAccuracyIndex(forecasts: Forecasts, cases: ArrayLike<number>): number {
  const rate = baseRate(forecasts, cases);
  const base = -(rate * Math.log(rate) + (1 - rate) * Math.log1p(-rate));
  return 100 * (1 - logLoss(forecasts, cases) / base);
}

/** Places of all cases by rising probability, to be computed once for many resamples. O(n log n). */
export function risingOrder(probability: ArrayLike<number>): Int32Array {
  const order = Int32Array.from({ length: probability.length }, (_, i) => i);
  return order.sort((a, b) => probability[a]! - probability[b]! || a - b);
}

/** The drawn cases in a known order: counting how often each was drawn replaces sorting them. O(n). */
function inOrder(cases: ArrayLike<number>, order: Int32Array): Int32Array {
  const times = new Int32Array(order.length);
  for (let i = 0; i < cases.length; i++) times[cases[i]!]! += 1;
  const ordered = new Int32Array(cases.length);
  let at = 0;
  for (let i = 0; i < order.length; i++)
    for (let k = times[order[i]!]!; k > 0; k--) ordered[at++] = order[i]!;
  return ordered;
}

/** Probability that a buyer is ranked above one who did not buy; ties count half. NaN when all are alike. */
export function areaUnderCurve(
  { probability, outcome }: Forecasts,
  cases: ArrayLike<number>,
  rising: Int32Array = risingOrder(probability),
): number {
  const order = inOrder(cases, rising);
  let buyers = 0;
  let rankSum = 0;
  for (let i = 0; i < order.length; ) {
    let j = i;
    let hits = 0;
    for (; j < order.length && probability[order[j]!] === probability[order[i]!]; j++)
      hits += outcome[order[j]!]!;
    buyers += hits;
    rankSum += (hits * (i + j + 1)) / 2;
    i = j;
  }
  return (rankSum - (buyers * (buyers + 1)) / 2) / (buyers * (order.length - buyers));
}

/** One bin of a calibration curve. */
export interface CalibrationBin {
  readonly forecast: number;
  readonly observed: number;
  readonly cases: number;
}

/** Bins of the curve and of the error. */
const BINS = 10;

/** Forecast against observed share in ten bins of equal count, lowest forecasts first. */
export function calibrationCurve(
  forecasts: Forecasts,
  cases: ArrayLike<number>,
  rising: Int32Array = risingOrder(forecasts.probability),
): readonly CalibrationBin[] {
  const order = inOrder(cases, rising);
  return Array.from({ length: BINS }, (_, bin) => {
    const members = order.subarray(
      Math.floor((bin * order.length) / BINS),
      Math.floor(((bin + 1) * order.length) / BINS),
    );
    let forecast = 0;
    for (const member of members) forecast += forecasts.probability[member]!;
    return {
      forecast: forecast / members.length,
      observed: baseRate(forecasts, members),
      cases: members.length,
    };
  }).filter((bin) => bin.cases > 0);
}

/** Expected calibration error over ten bins of equal count: mean |forecast − observed|. */
export function calibrationError(
  forecasts: Forecasts,
  cases: ArrayLike<number>,
  rising?: Int32Array,
): number {
  return calibrationCurve(forecasts, cases, rising).reduce(
    (sum, bin) => sum + (Math.abs(bin.forecast - bin.observed) * bin.cases) / cases.length,
    0,
  );
}
