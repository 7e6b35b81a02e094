import type { OrderTimeline } from '#core/models/propensity/order-timeline.ts';
import type { PersonRow, StoreDay } from '#core/profiles/person-row.ts';
import type { ProfileView } from '#core/profiles/profile-view.ts';
import type { SignalWeek } from '#core/profiles/signals.ts';

/** One basket bought for oneself. */
export interface TrainingBasket {
  /** Days since 1970-01-01 on the customer's calendar. */
  readonly day: number;
  /** Distinct product ids; empty where the shop did not say. */
  readonly products: readonly string[];
}

/** One person as the learners read them: orders that feed a rhythm, and what else may speak at an earlier day. */
export interface TrainingPerson {
  readonly personId: string;
  /** First day with an event, days since 1970-01-01 (UTC); of imports, the first order's day if earlier. */
  readonly firstDay: number;
  /** Days of buying for oneself; spend in minor units of the brand's currency. */
  readonly timeline: OrderTimeline;
  /** Oldest first. */
  readonly baskets: readonly TrainingBasket[];
  /** Newest first; empty where not known. */
  readonly signalWeeks: readonly SignalWeek[];
  /** Of calendar weeks that were over, newest first; empty where not known. */
  readonly wholeSignalWeeks: readonly SignalWeek[];
  /** Oldest first. */
  readonly storeDays: readonly StoreDay[];
  /** Evidence by hour of week on the person's wall clock, 168 whole numbers: purchases, and browsing by the sitting. */
  readonly hours: readonly number[];
  /** Hour of the week of each purchase that says one, oldest first. */
  readonly orderHours: readonly number[];
}

const DAY_MS = 86_400_000;

/** Gifts, free items and cancelled orders say nothing of a person's own rhythm. */
function ownOrders({ orders }: ProfileView): ProfileView['orders'] {
  return orders.filter(
    ({ isGift, isCancelled, amountMinor }) => !isGift && !isCancelled && amountMinor !== 0,
  );
}

function timelineOf(orders: ProfileView['orders'], currency: string): OrderTimeline {
  const spend = new Map<number, number>();
  for (const order of orders) {
    const paid = order.currency === currency ? (order.amountMinor ?? 0) - order.refundedMinor : 0;
    spend.set(order.localDay, (spend.get(order.localDay) ?? 0) + paid);
  }
  const days = [...spend.keys()].sort((a, b) => a - b);
  return { days, spend: days.map((day) => spend.get(day) ?? 0) };
}

/** About so many sittings: the events of one share an hour, so their count's binary digits are counted. */
const sittings = (events: number): number => 32 - Math.clz32(events);

function firstDayOf(profile: ProfileView, days: ArrayLike<number>): number {
  const seen = profile.firstSeenAt === undefined ? Infinity : Date.parse(profile.firstSeenAt) / DAY_MS;
  return Math.floor(Math.min(seen, days[0] ?? Infinity));
}

/**
 * What a row of a snapshot says to the learners.
 * @returns undefined for a machine's profile and for one without any event.
 */
export function trainingPerson(row: PersonRow, currency: string): TrainingPerson | undefined {
  const { profile } = row;
  if (profile.isSuspectedBot) return undefined;
  const own = ownOrders(profile);
  const timeline = timelineOf(own, currency);
  const firstDay = firstDayOf(profile, timeline.days);
  if (!Number.isFinite(firstDay)) return undefined;
  const baskets = own
    .map(({ localDay, lines, at }) => ({
      day: localDay,
      at,
      products: [...new Set(lines.map(({ productId }) => productId).filter((id) => id !== ''))],
    }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ day, products }) => ({ day, products }));
  return {
    personId: row.personId,
    firstDay,
    timeline,
    baskets,
    signalWeeks: row.signalWeeks ?? [],
    wholeSignalWeeks: row.wholeSignalWeeks ?? [],
    storeDays: row.storeDays ?? [],
    hours: profile.browseHours.map((events, hour) => sittings(events) + (profile.buyHours[hour] ?? 0)),
    orderHours: own.toSorted((a, b) => (a.at < b.at ? -1 : 1)).flatMap(({ hourOfWeek }) => hourOfWeek ?? []),
  };
}
