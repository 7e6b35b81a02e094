import { hourOfWeek } from '#core/kernel/time.ts';
import { addCounts, type Counts } from './counts.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 168 * HOUR_MS;
/** A source younger than this has shown no week yet: its nights and Sundays are unknown. */
const LEARNING_MS = WEEK_MS;
/**
 * A gap in which so many events were expected. For a source that sends at random it comes by chance once in e^14,
 * a million, looks; tills and batches are burstier, hence the margin to the usual 3 to 5.
 */
const EXPECTED_IN_GAP = 14;
/** Longest gap looked at: beyond it everything is silent. */
const GAP_HOURS = 24 * 28;
/** Newest event this much older than its arrival, and five times the usual: the source lags. */
const LAG_MS = HOUR_MS;

/** When one source sent, as counts that add up: over all its writers, and over time. */
export interface Cadence {
  /** First and newest arrival, UTC epoch ms. */
  readonly firstReceivedMs: number;
  readonly lastReceivedMs: number;
  /** Arrivals per hour of the week, UTC; key `0` is Monday 00:00. */
  readonly hours: Counts;
  /** Sum of the delays between happening and arriving in the hours seen, ms, and how many. */
  readonly delaySumMs: number;
  readonly eventCount: number;
  /** Delay of the newest arrival, ms. */
  readonly lastDelayMs: number;
}

/** When an event happened and when it arrived, UTC epoch ms. */
export interface Arrival {
  readonly atMs: number;
  readonly receivedMs: number;
}

/** The cadence that these arrivals show; undefined for none. */
export function cadenceOf(arrivals: readonly Arrival[]): Cadence | undefined {
  const [first] = arrivals;
  if (first === undefined) return undefined;
  const hours: Record<string, number> = {};
  let [firstReceivedMs, newest, delaySumMs] = [first.receivedMs, first, 0];
  for (const arrival of arrivals) {
    const hour = String(hourOfWeek('UTC', arrival.receivedMs));
    hours[hour] = (hours[hour] ?? 0) + 1;
    delaySumMs += delayOf(arrival);
    firstReceivedMs = Math.min(firstReceivedMs, arrival.receivedMs);
    if (isNewer(arrival, newest)) newest = arrival;
  }
  const [lastReceivedMs, lastDelayMs] = [newest.receivedMs, delayOf(newest)];
  return { firstReceivedMs, lastReceivedMs, hours, delaySumMs, eventCount: arrivals.length, lastDelayMs };
}

function delayOf({ atMs, receivedMs }: Arrival): number {
  return Math.max(0, receivedMs - atMs);
}

/** Later; of those at the same time, the one that took longer, so that order decides nothing. */
function isNewer(a: Arrival, b: Arrival): boolean {
  return a.receivedMs === b.receivedMs ? delayOf(a) > delayOf(b) : a.receivedMs > b.receivedMs;
}

/** Both as one. */
export function mergeCadences(a: Cadence, b: Cadence): Cadence {
  const newest = a.lastReceivedMs > b.lastReceivedMs ? a : b;
  const isTie = a.lastReceivedMs === b.lastReceivedMs;
  return {
    firstReceivedMs: Math.min(a.firstReceivedMs, b.firstReceivedMs),
    lastReceivedMs: newest.lastReceivedMs,
    hours: addCounts(a.hours, b.hours),
    delaySumMs: a.delaySumMs + b.delaySumMs,
    eventCount: a.eventCount + b.eventCount,
    lastDelayMs: isTie ? Math.max(a.lastDelayMs, b.lastDelayMs) : newest.lastDelayMs,
  };
}

/** What a source's cadence says about it now. */
export type CadenceVerdict =
  | { readonly kind: 'learning' | 'regular' }
  | { readonly kind: 'silent'; readonly sinceMs: number; readonly expectedCount: number }
  | { readonly kind: 'lagging'; readonly delayMs: number; readonly usualDelayMs: number };

/**
 * Is the source silent or late? Silent if since its last arrival at least `EXPECTED_IN_GAP` events were to be
 * expected, by what it usually sends in those hours of the week: a shop that is closed on Sunday is not silent then,
 * and one that sends little is given longer. Lagging if its newest event came over an hour late and five times as
 * late as usual.
 */
export function judgeCadence(cadence: Cadence, nowMs: number): CadenceVerdict {
  const seenMs = cadence.lastReceivedMs - cadence.firstReceivedMs;
  if (seenMs < LEARNING_MS) return { kind: 'learning' };
  const expectedCount = expectedInGap(cadence, seenMs, nowMs);
  if (expectedCount >= EXPECTED_IN_GAP) {
    return { kind: 'silent', sinceMs: cadence.lastReceivedMs, expectedCount };
  }
  const usualDelayMs = cadence.delaySumMs / cadence.eventCount;
  const delayMs = cadence.lastDelayMs;
  if (delayMs > Math.max(LAG_MS, 5 * usualDelayMs)) return { kind: 'lagging', delayMs, usualDelayMs };
  return { kind: 'regular' };
}

function expectedInGap({ hours, lastReceivedMs }: Cadence, seenMs: number, nowMs: number): number {
  const weeks = seenMs / WEEK_MS;
  const endMs = Math.min(nowMs, lastReceivedMs + GAP_HOURS * HOUR_MS);
  let expected = 0;
  for (let fromMs = lastReceivedMs; fromMs < endMs; ) {
    const toMs = Math.min(endMs, (Math.floor(fromMs / HOUR_MS) + 1) * HOUR_MS);
    const count = hours[String(hourOfWeek('UTC', fromMs))] ?? 0;
    expected += (count / weeks) * ((toMs - fromMs) / HOUR_MS);
    fromMs = toMs;
  }
  return expected;
}
