import type { CustomerEvent } from '#core/events/customer-event.ts';
import { DAY_MS, hourOfWeek, localDay } from '#core/kernel/time.ts';
import { FEWEST_SHOWN } from './stores.ts';

const HOUR_MS = 3_600_000;
const HOURS = 168;
/** Whole weeks, so that no weekday counts more often than another. */
const WATCHED_DAYS = 84;
/** What a counter reports at once is no longer than this. */
const LONGEST_MS = 7 * DAY_MS;

/** People who were counted at one place; nobody of them is known, and who passes twice is counted twice. */
export interface Footfall {
  readonly storeId: string;
  /** Empty for the store as a whole. */
  readonly zoneId: string;
  readonly counted: number;
  /** Days of the brand's calendar on which anything was counted. */
  readonly days: number;
  /** By hour of the week on the brand's wall clock, from Monday 00:00; a count is spread evenly over its time. */
  readonly byHour: readonly number[];
}

/** All places. */
export interface FootfallReport {
  /** By store, its most counted place first. */
  readonly places: readonly Footfall[];
  /** Places where fewer than ten were counted, left out. */
  readonly hiddenCount: number;
}

interface Count {
  readonly storeId: string;
  readonly zoneId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
  readonly receivedMs: number;
}

/** Gathers `Footfall Counted` events of the last twelve weeks. A count that is told again for the same place and time replaces the earlier one. */
export class FootfallTally {
  readonly #counts = new Map<string, Count>();
  readonly #zone: string;
  readonly #nowMs: number;

  /** @param zone IANA zone of the brand. */
  constructor(zone: string, nowMs: number) {
    this.#zone = zone;
    this.#nowMs = nowMs;
  }

  add(event: CustomerEvent): void {
    const count = countIn(event);
    if (count === undefined || count.toMs <= this.#nowMs - WATCHED_DAYS * DAY_MS) return;
    const key = JSON.stringify([count.storeId, count.zoneId, count.fromMs, count.toMs]);
    const known = this.#counts.get(key);
    const isNewer =
      known === undefined ||
      count.receivedMs > known.receivedMs ||
      (count.receivedMs === known.receivedMs && count.count > known.count);
    if (isNewer) this.#counts.set(key, count);
  }

  report(): FootfallReport {
    const byPlace = Map.groupBy(this.#counts.values(), ({ storeId, zoneId }) =>
      JSON.stringify([storeId, zoneId]),
    );
    const places = [...byPlace.values()].map((counts) => this.#placeOf(counts));
    const shown = places.filter(({ counted }) => counted >= FEWEST_SHOWN);
    return { places: shown.sort(byStore), hiddenCount: places.length - shown.length };
  }

  #placeOf(counts: readonly Count[]): Footfall {
    const [{ storeId, zoneId }] = counts as readonly [Count];
    const byHour = Array.from({ length: HOURS }, () => 0);
    for (const each of counts) this.#spread(each, byHour);
    return {
      storeId,
      zoneId,
      counted: counts.reduce((sum, { count }) => sum + count, 0),
      days: new Set(counts.map(({ fromMs }) => localDay(this.#zone, fromMs))).size,
      byHour,
    };
  }

  #spread({ fromMs, toMs, count }: Count, byHour: number[]): void {
    for (let atMs = fromMs; atMs < toMs; ) {
      const nextMs = Math.min(toMs, (Math.floor(atMs / HOUR_MS) + 1) * HOUR_MS);
      const hour = hourOfWeek(this.#zone, atMs);
      byHour[hour] = (byHour[hour] ?? 0) + (count * (nextMs - atMs)) / (toMs - fromMs);
      atMs = nextMs;
    }
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function countIn({ name, properties, times }: CustomerEvent): Count | undefined {
  if (name !== 'Footfall Counted') return undefined;
  const [fromMs, toMs] = [Date.parse(textOf(properties['from'])), Date.parse(textOf(properties['to']))];
  const count = Number(properties['count']);
  const isSpan = toMs > fromMs && toMs - fromMs <= LONGEST_MS;
  if (!isSpan || !(count >= 0)) return undefined;
  const { receivedMs } = times;
  const [storeId, zoneId] = [textOf(properties['store_id']), textOf(properties['zone_id'])];
  return { storeId, zoneId, fromMs, toMs, count, receivedMs };
}

function byStore(a: Footfall, b: Footfall): number {
  if (a.storeId !== b.storeId) return a.storeId < b.storeId ? -1 : 1;
  return b.counted - a.counted || (a.zoneId < b.zoneId ? -1 : 1);
}
