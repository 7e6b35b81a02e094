import { MINUTE_MS } from '../calendar.ts';
import type { CategoryId } from '../catalogue/categories.ts';
import type { Random } from '../random.ts';
import type { Store, StoreEvent, Zone } from '../stores.ts';
import { type Draft, track } from './message.ts';

export interface Visit {
  readonly store: Store;
  readonly atMs: number;
  readonly random: Random;
  /** The zone of this category holds them longest, if the store shows it. */
  readonly drawnTo: CategoryId | undefined;
}

/** Second tier, as a phone with leave to tell its place reports it: entry, zones, beacons, exit. */
export function renderVisit({ store, atMs, random, drawnTo }: Visit): readonly Draft[] {
  const [entrance, ...inside] = store.zones;
  const goal = inside.find((zone) => zone.category === drawnTo);
  const strayed = random.chance(0.5) ? random.pick(inside) : undefined;
  const path = [strayed, goal].filter((zone) => zone !== undefined);
  const place = { store_id: store.id, region: store.region };
  const drafts = [track(atMs, 'Store Entered', place)];
  let nowMs = atMs + random.integer(1, 3) * MINUTE_MS;
  if (path.length === 0 && entrance !== undefined)
    drafts.push(track(nowMs, 'Beacon Seen', beacon(store, entrance, random)));
  for (const zone of path) {
    const dwellS = Math.round(random.logNormal(zone === goal ? 260 : 70, 0.6));
    if (random.chance(0.4)) drafts.push(track(nowMs, 'Beacon Seen', beacon(store, zone, random)));
    nowMs += dwellS * 1000;
    drafts.push(track(nowMs, 'Zone Dwelled', dwell(store, zone, dwellS)));
  }
  return [...drafts, track(nowMs + 2 * MINUTE_MS, 'Store Exited', place)];
}

function beacon(store: Store, zone: Zone, random: Random): Readonly<Record<string, unknown>> {
  return { beacon_id: zone.beaconId, store_id: store.id, zone_id: zone.id, rssi: -random.integer(48, 88) };
}

function dwell(store: Store, zone: Zone, dwellS: number): Readonly<Record<string, unknown>> {
  return { store_id: store.id, zone_id: zone.id, category: zone.category, dwell_s: dwellS };
}

/** A class, launch or consultation in the store. */
export function renderAttendance(event: StoreEvent, visit: Visit): readonly Draft[] {
  const { store, atMs } = visit;
  const attended = { store_id: store.id, event_id: event.id, kind: event.kind };
  return [
    track(atMs, 'Store Entered', { store_id: store.id, region: store.region }),
    track(atMs + 5 * MINUTE_MS, 'In-Store Event Attended', attended),
    track(atMs + 70 * MINUTE_MS, 'Store Exited', { store_id: store.id, region: store.region }),
  ];
}
