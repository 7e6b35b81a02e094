import { DAY_MS } from '#core/kernel/time.ts';
import { chiSquareSurvival } from '#core/maths/chi-square.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { FEWEST_SHOWN } from './stores.ts';

/** Days after an event within which an order counts. */
const ANSWER_DAYS = 14;
const ALPHA = 0.05;
const Z95 = 1.959964;

/** When and where an event was, as its attenders say. */
export interface StoreEventDay {
  readonly eventId: string;
  readonly storeId: string;
  /** Its first attender's sign, UTC epoch ms. */
  readonly atMs: number;
}

/** What attending an event goes with, against people who were as likely to buy. It is no experiment: who comes chose to. */
export interface EventEffect extends StoreEventDay {
  readonly attenders: number;
  /** Attenders for whom there were people alike. */
  readonly matched: number;
  /** Share of buyers within 14 days among matched attenders, and among people alike who did not come. */
  readonly boughtShare: number;
  readonly alikeShare: number;
  /** 95 % interval of the difference. */
  readonly interval: readonly [low: number, high: number];
  /** Is it more than chance, all events taken together? */
  readonly isFound: boolean;
}

/** The events that a person attended, added to those known. */
export function addEvents(events: Map<string, StoreEventDay>, { profile }: PersonRow): void {
  for (const { eventId, storeId, atSeconds } of profile.attendances) {
    const atMs = Math.min(events.get(eventId)?.atMs ?? Infinity, atSeconds * 1000);
    events.set(eventId, { eventId, storeId, atMs });
  }
}

interface Side {
  count: number;
  bought: number;
}

/** Attenders against others, stratum by stratum. */
export class EventTally {
  readonly #events: readonly StoreEventDay[];
  readonly #strata: ReadonlyMap<string, Map<string, { readonly came: Side; readonly stayed: Side }>>;

  constructor(events: ReadonlyMap<string, StoreEventDay>) {
    this.#events = [...events.values()].sort((a, b) => a.atMs - b.atMs || (a.eventId < b.eventId ? -1 : 1));
    this.#strata = new Map(this.#events.map(({ eventId }) => [eventId, new Map()]));
  }

  add(row: PersonRow): void {
    const attended = new Set(row.profile.attendances.map(({ eventId }) => eventId));
    const ordersMs = row.profile.orders.map(({ at }) => Date.parse(at));
    for (const event of this.#events) {
      const strata = this.#strata.get(event.eventId)!;
      const key = stratumOf(row, ordersMs, event);
      const stratum = strata.get(key) ?? { came: { count: 0, bought: 0 }, stayed: { count: 0, bought: 0 } };
      strata.set(key, stratum);
      const side = attended.has(event.eventId) ? stratum.came : stratum.stayed;
      side.count += 1;
      if (ordersMs.some((atMs) => atMs >= event.atMs && atMs < event.atMs + ANSWER_DAYS * DAY_MS))
        side.bought += 1;
    }
  }

  /** Events of at least ten attenders; and how many had fewer. */
  report(): { readonly events: readonly EventEffect[]; readonly hiddenCount: number } {
    const all = this.#events.map((event) =>
      effectOf(event, [...this.#strata.get(event.eventId)!.values()], this.#events.length),
    );
    const events = all.filter(({ attenders, matched }) => Math.min(attenders, matched) >= FEWEST_SHOWN);
    return { events, hiddenCount: all.length - events.length };
  }
}

/** What makes two people alike before an event: orders, time since the last one, visits to that store. */
function stratumOf(
  { profile }: PersonRow,
  ordersMs: readonly number[],
  { storeId, atMs }: StoreEventDay,
): string {
  const before = ordersMs.filter((orderMs) => orderMs < atMs);
  const visits = profile.storeVisits.filter(
    (visit) => visit.storeId === storeId && visit.atSeconds * 1000 < atMs,
  );
  const days = (atMs - Math.max(...before)) / DAY_MS;
  const recency = before.length === 0 ? 'never' : days <= 14 ? 'fresh' : days <= 45 ? 'recent' : 'old';
  return `${Math.min(4, before.length)}|${recency}|${Math.min(2, visits.length)}`;
}

/** The difference standardised to the attenders, with its variance summed over strata. */
function effectOf(
  event: StoreEventDay,
  strata: readonly { readonly came: Side; readonly stayed: Side }[],
  eventCount: number,
): EventEffect {
  const attenders = strata.reduce((sum, { came }) => sum + came.count, 0);
  let [matched, bought, alike, variance] = [0, 0, 0, 0];
  for (const { came, stayed } of strata) {
    if (came.count === 0 || stayed.count === 0) continue;
    matched += came.count;
    bought += came.bought;
    alike += (came.count * stayed.bought) / stayed.count;
    variance += came.count ** 2 * (varianceOf(came) + varianceOf(stayed));
  }
  const [boughtShare, alikeShare] = matched === 0 ? [0, 0] : [bought / matched, alike / matched];
  const difference = boughtShare - alikeShare;
  const error = matched === 0 ? Infinity : Math.sqrt(variance) / matched;
  const pValue =
    error === Infinity ? 1 : Math.min(1, chiSquareSurvival((difference / error) ** 2, 1) * eventCount);
  return {
    ...event,
    attenders,
    matched,
    boughtShare,
    alikeShare,
    interval: [difference - Z95 * error, difference + Z95 * error],
    isFound: pValue < ALPHA,
  };
}

/** Of a share, with half a person added on each side, so that none or all of a few is not taken for certain. */
function varianceOf({ count, bought }: Side): number {
  const share = (bought + 0.5) / (count + 1);
  return (share * (1 - share)) / count;
}
