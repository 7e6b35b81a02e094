import type { CustomerEvent } from '#core/events/customer-event.ts';
import { boundedId, boundedName } from './bounded-text.ts';

/** Something done in a store. */
export interface OfflineTouch {
  readonly kind: 'entered' | 'exited' | 'dwelled';
  readonly storeId: string;
  /** Empty but for a dwell. */
  readonly zoneId: string;
  /** What the zone shows; empty if not said. */
  readonly category: string;
  /** UTC epoch seconds; of a dwell its end. */
  readonly atSeconds: number;
  /** 0 but for a dwell; at most a day. */
  readonly dwellSeconds: number;
}

/** An in-store event attended. */
export interface Attendance {
  readonly storeId: string;
  readonly eventId: string;
  /** What kind of event; empty if not said. */
  readonly kind: string;
  /** Newest time seen there, UTC epoch seconds. */
  readonly atSeconds: number;
}

const DAY_SECONDS = 86_400;
const kinds: Readonly<Record<string, OfflineTouch['kind']>> = {
  'Store Entered': 'entered',
  'Store Exited': 'exited',
  'Zone Dwelled': 'dwelled',
};

/** What an event says of a visit; undefined if it is no such event or names no store. */
export function offlineTouchOf(event: CustomerEvent): OfflineTouch | undefined {
  const kind = Object.hasOwn(kinds, event.name) ? kinds[event.name] : undefined;
  const storeId = boundedId(event.properties['store_id']);
  if (kind === undefined || storeId === undefined) return undefined;
  const atSeconds = Math.floor(event.atMs / 1000);
  const touch = { kind, storeId, zoneId: '', category: '', atSeconds, dwellSeconds: 0 };
  return kind === 'dwelled' ? { ...touch, ...dwellOf(event) } : touch;
}

function dwellOf({ properties }: CustomerEvent): Pick<OfflineTouch, 'zoneId' | 'category' | 'dwellSeconds'> {
  const dwell = properties['dwell_s'];
  const isTime = typeof dwell === 'number' && dwell > 0;
  return {
    zoneId: boundedId(properties['zone_id']) ?? '',
    category: boundedName(properties['category']) ?? '',
    dwellSeconds: isTime ? Math.min(DAY_SECONDS, Math.round(dwell)) : 0,
  };
}

/** What an event says of an attendance; undefined if it is none or names neither store nor event. */
export function attendanceOf(event: CustomerEvent): Attendance | undefined {
  if (event.name !== 'In-Store Event Attended') return undefined;
  const { properties } = event;
  const storeId = boundedId(properties['store_id']) ?? '';
  const eventId = boundedId(properties['event_id']) ?? '';
  if (storeId === '' && eventId === '') return undefined;
  const kind = boundedName(properties['kind']) ?? '';
  return { storeId, eventId, kind, atSeconds: Math.floor(event.atMs / 1000) };
}
