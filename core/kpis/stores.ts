import { hourOfWeek, localDay } from '#core/kernel/time.ts';
import { chiSquareSurvival } from '#core/maths/chi-square.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';

/** Groups of fewer people are not shown. */
export const FEWEST_SHOWN = 10;
/** Chance of calling any pair of zones that is no pair. */
const ALPHA = 0.05;
const REVISIT_DAYS = 30;
/** Lower ends of the bands of time spent in stores on one day, minutes. */
const DWELL_MINUTES = [0, 5, 15, 30] as const;

/** What visitors of one store did, as counts of people, days and visits: they merge by adding. */
interface StoreSums {
  readonly visitors: Set<string>;
  /** Gaps between one person's visiting days, by length in days. */
  readonly gaps: Map<number, number>;
  /** People whose first known visit is old enough, and of those who came again in time. */
  revisitable: number;
  revisited: number;
  /** Visits by hour of the week on the brand's wall clock, from Monday 00:00. */
  readonly inflow: number[];
  /** People by zone, by pair of zones, and people with any zone. */
  readonly zones: Map<string, number>;
  readonly pairs: Map<string, number>;
  zonePeople: number;
}

/** Days in stores by the time spent there, and of those the days with a purchase in a store. */
export interface DwellBand {
  readonly fromMinutes: number;
  readonly people: number;
  readonly days: number;
  readonly boughtShare: number;
}

/** Two zones that the same people visit more often than chance. */
export interface ZonePair {
  readonly zones: readonly [string, string];
  readonly people: number;
  /** How many times as often as if zones were visited independently. */
  readonly lift: number;
  /** After Bonferroni over all pairs of the store. */
  readonly pValue: number;
}

/** One store as people read it. */
export interface StoreReport {
  readonly storeId: string;
  readonly visitors: number;
  /** Median days between visiting days; undefined without second visits. */
  readonly visitCycleDays: number | undefined;
  /** Of people whose first known visit was at least 30 days ago, who came again within 30 days. */
  readonly revisitRate: number | undefined;
  readonly inflow: readonly number[];
  /** Pairs that are no chance, strongest first: a shelf of one in the other is a hypothesis worth a test. */
  readonly pairs: readonly ZonePair[];
}

/** All stores. */
export interface StoresReport {
  readonly stores: readonly StoreReport[];
  readonly dwell: readonly DwellBand[];
  /** Stores, bands and pairs of fewer than ten people, left out. */
  readonly hiddenCount: number;
}

/** Gathers what people did in stores, one person after the other. */
export class StoreTally {
  readonly #stores = new Map<string, StoreSums>();
  readonly #dwell = DWELL_MINUTES.map(() => ({ people: new Set<string>(), days: 0, bought: 0 }));
  readonly #zone: string;
  readonly #nowMs: number;

  /** @param zone IANA zone of the brand. */
  constructor(zone: string, nowMs: number) {
    this.#zone = zone;
    this.#nowMs = nowMs;
  }

  add(row: PersonRow): void {
    if (row.profile.isSuspectedBot) return;
    this.#addVisits(row);
    this.#addZones(row);
    this.#addDwell(row);
  }

  #addVisits({ personId, profile }: PersonRow): void {
    const byStore = new Map<string, number[]>();
    for (const { storeId, atSeconds } of profile.storeVisits) {
      const sums = this.#storeOf(storeId);
      sums.visitors.add(personId);
      const hour = hourOfWeek(this.#zone, atSeconds * 1000);
      sums.inflow[hour] = (sums.inflow[hour] ?? 0) + 1;
      const days = byStore.get(storeId) ?? [];
      byStore.set(storeId, days);
      days.push(localDay(this.#zone, atSeconds * 1000));
    }
    for (const [storeId, days] of byStore) this.#addDays(storeId, days);
  }

  #addDays(storeId: string, visited: readonly number[]): void {
    const sums = this.#storeOf(storeId);
    const days = [...new Set(visited)].sort((a, b) => a - b);
    const gaps = days.slice(1).map((day, index) => day - days[index]!);
    for (const gap of gaps) sums.gaps.set(gap, (sums.gaps.get(gap) ?? 0) + 1);
    if (localDay(this.#zone, this.#nowMs) - days[0]! < REVISIT_DAYS) return;
    sums.revisitable += 1;
    if ((gaps[0] ?? Infinity) <= REVISIT_DAYS) sums.revisited += 1;
  }

  #addZones({ profile }: PersonRow): void {
    const byStore = new Map<string, Set<string>>();
    for (const { storeId, fromZoneId, toZoneId } of profile.zoneSteps) {
      const zones = byStore.get(storeId) ?? new Set<string>();
      byStore.set(storeId, zones.add(fromZoneId).add(toZoneId));
    }
    for (const [storeId, visited] of byStore) {
      const sums = this.#storeOf(storeId);
      const zones = [...visited].sort();
      sums.zonePeople += 1;
      for (const [index, zone] of zones.entries()) {
        sums.zones.set(zone, (sums.zones.get(zone) ?? 0) + 1);
        for (const other of zones.slice(index + 1)) {
          const key = JSON.stringify([zone, other]);
          sums.pairs.set(key, (sums.pairs.get(key) ?? 0) + 1);
        }
      }
    }
  }

  #addDwell({ personId, profile, storeDays = [] }: PersonRow): void {
    const bought = new Set(
      profile.orders
        .filter(({ storeId }) => storeId !== '')
        .map(({ at }) => localDay(this.#zone, Date.parse(at))),
    );
    for (const { day, dwellSeconds } of storeDays) {
      const band = DWELL_MINUTES.findLastIndex((minutes) => dwellSeconds >= minutes * 60);
      const sums = this.#dwell[band]!;
      sums.people.add(personId);
      sums.days += 1;
      if (bought.has(day)) sums.bought += 1;
    }
  }

  #storeOf(storeId: string): StoreSums {
    const known = this.#stores.get(storeId);
    if (known !== undefined) return known;
    const sums: StoreSums = {
      visitors: new Set(),
      gaps: new Map(),
      revisitable: 0,
      revisited: 0,
      inflow: Array.from({ length: 168 }, () => 0),
      zones: new Map(),
      pairs: new Map(),
      zonePeople: 0,
    };
    this.#stores.set(storeId, sums);
    return sums;
  }

  report(): StoresReport {
    let hiddenCount = 0;
    const isShown = (people: number): boolean => {
      if (people < FEWEST_SHOWN) hiddenCount += 1;
      return people >= FEWEST_SHOWN;
    };
    const stores = [...this.#stores]
      .filter(([, { visitors }]) => isShown(visitors.size))
      .map(([storeId, sums]) => ({
        storeId,
        visitors: sums.visitors.size,
        visitCycleDays: medianOf(sums.gaps),
        revisitRate: sums.revisitable < FEWEST_SHOWN ? undefined : sums.revisited / sums.revisitable,
        inflow: sums.inflow,
        pairs: pairsOf(sums).filter(({ people }) => isShown(people)),
      }))
      .sort((a, b) => b.visitors - a.visitors || (a.storeId < b.storeId ? -1 : 1));
    const dwell = this.#dwell.flatMap(({ people, days, bought }, index) =>
      days > 0 && isShown(people.size)
        ? [{ fromMinutes: DWELL_MINUTES[index]!, people: people.size, days, boughtShare: bought / days }]
        : [],
    );
    return { stores, dwell, hiddenCount };
  }
}

function medianOf(counts: ReadonlyMap<number, number>): number | undefined {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    seen += count;
    if (2 * seen >= total) return value;
  }
  return undefined;
}

/** Pairs that are visited together more often than chance, by Pearson's chi-square test of the 2 × 2 table. */
function pairsOf({ zones, pairs, zonePeople: n }: StoreSums): readonly ZonePair[] {
  return [...pairs]
    .flatMap(([key, both]): ZonePair[] => {
      const [one, other] = JSON.parse(key) as [string, string];
      const [a, b] = [zones.get(one) ?? 0, zones.get(other) ?? 0];
      const spread = a * b * (n - a) * (n - b);
      if (spread === 0) return [];
      const statistic = (n * (both * n - a * b) ** 2) / spread;
      const pValue = Math.min(1, chiSquareSurvival(statistic, 1) * pairs.size);
      const lift = (both * n) / (a * b);
      return lift > 1 && pValue < ALPHA ? [{ zones: [one, other], people: both, lift, pValue }] : [];
    })
    .sort((a, b) => b.lift - a.lift);
}
