import type { CustomerEvent } from '#core/events/customer-event.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { type Cadence, cadenceOf, mergeCadences } from './cadence.ts';
import { addCounts, type Counts } from './counts.ts';
import { findingsOf, isOutlier, type Measure, measuresOf } from './findings.ts';
import { type Spread, spreadOf } from './spread.ts';

/** Days whose counts are kept, the newest included. */
export const DAYS_KEPT = 14;
/** Measures per source: currencies come from outside, so their number is bounded. */
const MEASURES_KEPT = 8;

/** What is known of one source, as counts that add up: the same whichever writer saw which event. */
export interface SourceStats {
  readonly cadence: Cadence | undefined;
  /** Counts per UTC day (days since 1970-01-01) and rule; rule `event` counts events, `duplicate` repeats. */
  readonly days: Readonly<Record<string, Counts>>;
  /** How its amounts, dwell times and rates are spread. */
  readonly spreads: Readonly<Record<string, Spread>>;
}

/** A source of which nothing was seen. */
export const NO_STATS: SourceStats = { cadence: undefined, days: {}, spreads: {} };

/** One batch of one source. */
export interface SourceBatch {
  /** Counted for the first time; each with what `standardise` had to correct in it, if anything. */
  readonly events: readonly CustomerEvent[];
  /** Seen before; they are counted, nothing is learned from them. */
  readonly duplicates: readonly CustomerEvent[];
}

/** What one batch adds, its outliers judged by what was known before it. */
export function statsOfBatch(known: SourceStats, { events, duplicates }: SourceBatch): SourceStats {
  const days = new Map<string, Map<string, number>>();
  const values = new Map<string, number[]>();
  const count = (event: CustomerEvent, rule: string, by = 1) => {
    const day = String(Math.floor(event.times.receivedMs / DAY_MS));
    const rules = days.get(day) ?? new Map<string, number>();
    days.set(day, rules.set(rule, (rules.get(rule) ?? 0) + by));
  };
  const measure = ({ name, value }: Pick<Measure, 'name' | 'value'>) => {
    const all = values.get(name);
    if (all === undefined) values.set(name, [value]);
    else all.push(value);
  };

  for (const event of events) {
    const measures = measuresOf(event);
    count(event, 'event');
    for (const { rule } of findingsOf(event, measures, known.spreads)) count(event, rule);
    for (const rule of correctedRules(event)) count(event, rule);
    for (const each of measures) measure(each);
  }
  for (const ofCustomer of Map.groupBy(events, ({ customerKey }) => customerKey).values()) {
    const [first] = ofCustomer;
    const rate = ofCustomer.length;
    // A file brings a customer's years at once: that is no rate.
    if (first === undefined || first.context['source'] === 'import') continue;
    if (isOutlier(known.spreads['rate'], rate)) count(first, 'outlier_rate', rate);
    measure({ name: 'rate', value: rate });
  }
  for (const event of duplicates) count(event, 'duplicate');
  return {
    cadence: cadenceOf(events.map(({ atMs, times }) => ({ atMs, receivedMs: times.receivedMs }))),
    days: Object.fromEntries([...days].map(([day, rules]) => [day, Object.fromEntries(rules)])),
    spreads: Object.fromEntries([...values].map(([name, all]) => [name, spreadOf(all)])),
  };
}

/** Both as one; only the newest days and the first few measures stay. */
export function mergeStats(a: SourceStats, b: SourceStats): SourceStats {
  return {
    cadence: a.cadence && b.cadence ? mergeCadences(a.cadence, b.cadence) : (a.cadence ?? b.cadence),
    days: newestDays(mergeDays(a.days, b.days)),
    spreads: mergeAllSpreads(a.spreads, b.spreads),
  };
}

function correctedRules({ context }: CustomerEvent): readonly string[] {
  const corrections = context['corrections'];
  if (!Array.isArray(corrections)) return [];
  return corrections.flatMap((each: unknown) => {
    const isCorrection = typeof each === 'object' && each !== null && 'rule' in each;
    return isCorrection && typeof each.rule === 'string' ? [`corrected_${each.rule}`] : [];
  });
}

function mergeDays(a: SourceStats['days'], b: SourceStats['days']): SourceStats['days'] {
  const merged: Record<string, Counts> = { ...a };
  for (const [day, rules] of Object.entries(b)) merged[day] = addCounts(merged[day] ?? {}, rules);
  return merged;
}

function newestDays(days: SourceStats['days']): SourceStats['days'] {
  const newest = Object.entries(days).sort(([a], [b]) => Number(b) - Number(a));
  return Object.fromEntries(newest.slice(0, DAYS_KEPT));
}

function mergeAllSpreads(a: SourceStats['spreads'], b: SourceStats['spreads']): SourceStats['spreads'] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().slice(0, MEASURES_KEPT);
  return Object.fromEntries(names.map((name) => [name, addCounts(a[name] ?? {}, b[name] ?? {})]));
}
