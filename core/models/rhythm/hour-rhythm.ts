/** Hours of a day, or hours of a week: the circle that the curves live on. */
export type Circle = 24 | 168;

/** How a personal curve is drawn; tuned on the second-last orders, never on the last. */
export interface RhythmSettings {
  /** Weight of the group's curve, in own observations: how many it takes to believe a customer over the group. > 0. */
  readonly groupWeight: number;
  /** Width of the smoothing bell in hours, > 0. */
  readonly bandwidthHours: number;
}

/** Observations per hour. A sum: merging is adding. */
export type HourCounts = Float64Array;

/** Counts hours 0 .. circle − 1, in the customer's own zone. */
export function summariseHours(hours: Iterable<number>, circle: Circle): HourCounts {
  const counts = new Float64Array(circle);
  for (const hour of hours) counts[hour]! += 1;
  return counts;
}

/** Both groups of observations together; whole numbers, so exact. */
export function mergeHours(a: HourCounts, b: HourCounts): HourCounts {
  return a.map((count, hour) => count + b[hour]!);
}

/** A bell of weights around the circle, adding up to 1. Distances wrap: 23 h is next to 0 h. */
function circularBell(circle: Circle, bandwidthHours: number): Float64Array {
  const weights = Float64Array.from({ length: circle }, (_, hour) => {
    const distance = Math.min(hour, circle - hour);
    return Math.exp(-0.5 * (distance / bandwidthHours) ** 2);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Every observation spread over the hours around it. Keeps the total. O(circle²). */
export function smoothCircle(counts: HourCounts, bandwidthHours: number): Float64Array {
  const circle = counts.length as Circle;
  const bell = circularBell(circle, bandwidthHours);
  const smooth = new Float64Array(circle);
  counts.forEach((count, hour) => {
    if (count === 0) return;
    for (let shift = 0; shift < circle; shift++) smooth[(hour + shift) % circle]! += count * bell[shift]!;
  });
  return smooth;
}

/** A group's curve: its counts as probabilities, one observation spread evenly so that no hour is impossible. */
export function groupCurve(counts: HourCounts): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count + 1 / counts.length) / (total + 1));
}

/** A customer's hours, partly their own and partly the group's. */
export interface PersonalRhythm {
  /** Probability of each hour; adds up to 1. */
  readonly curve: Float64Array;
  /** Share of the evidence that is the customer's own, [0, 1). */
  readonly ownShare: number;
}

/**
 * Partial pooling: own observations, circularly smoothed, plus the group's curve worth `groupWeight` observations.
 *
 *     p(hour) = (smooth(own)(hour) + w · group(hour)) / (n + w)
 */
export function personalRhythm(
  own: HourCounts,
  group: Float64Array,
  settings: RhythmSettings,
): PersonalRhythm {
  const n = own.reduce((sum, count) => sum + count, 0);
  const { groupWeight, bandwidthHours } = settings;
  const smooth = smoothCircle(own, bandwidthHours);
  return {
    curve: smooth.map((count, hour) => (count + groupWeight * group[hour]!) / (n + groupWeight)),
    ownShare: n / (n + groupWeight),
  };
}

/** Hours observed before, and the hour that came next. */
export interface NextHourCase {
  readonly before: HourCounts;
  readonly next: number;
}

/** Quality of hour forecasts: mean log-loss in nats, share of next hours that were the first or among the first three. */
export interface HourQuality {
  readonly logLoss: number;
  readonly top1: number;
  readonly top3: number;
}

/** Judges a way of forecasting by the hours that came. */
export function hourQuality(
  cases: readonly NextHourCase[],
  forecast: (before: HourCounts) => Float64Array,
): HourQuality {
  let loss = 0;
  let top1 = 0;
  let top3 = 0;
  for (const { before, next } of cases) {
    const curve = forecast(before);
    loss -= Math.log(curve[next]!);
    const above = curve.reduce((count, probability) => count + (probability > curve[next]! ? 1 : 0), 0);
    top1 += above < 1 ? 1 : 0;
    top3 += above < 3 ? 1 : 0;
  }
  return { logLoss: loss / cases.length, top1: top1 / cases.length, top3: top3 / cases.length };
}

const GROUP_WEIGHTS = [1, 2, 3, 5, 8, 12, 20, 40, 80];
const BANDWIDTHS_HOURS = [0.3, 0.6, 1, 1.5, 2, 3];

/** The settings with the least log-loss on the given cases, by trying all. */
export function tuneRhythm(cases: readonly NextHourCase[], group: Float64Array): RhythmSettings {
  let best: RhythmSettings = { groupWeight: GROUP_WEIGHTS[0]!, bandwidthHours: BANDWIDTHS_HOURS[0]! };
  let least = Infinity;
  for (const groupWeight of GROUP_WEIGHTS) {
    for (const bandwidthHours of BANDWIDTHS_HOURS) {
      const settings = { groupWeight, bandwidthHours };
      const { logLoss } = hourQuality(cases, (before) => personalRhythm(before, group, settings).curve);
      if (logLoss < least) {
        least = logLoss;
        best = settings;
      }
    }
  }
  return best;
}
