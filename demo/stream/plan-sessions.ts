import { DAY_MS, HOUR_MS, MINUTE_MS, zoneOffsetMs } from '../calendar.ts';
import { type Customer, hasGranted } from '../people/customer.ts';
import { drawHour, weekdayWeight } from '../people/hours.ts';
import { type Random, randomOf } from '../random.ts';
import type { Purchase } from '../shopping/purchase.ts';
import { CLOSES_AT_HOUR, OPENS_AT_HOUR, type StoreEvent } from '../stores.ts';

export type SessionKind =
  | 'join'
  | 'withdraw'
  | 'interest'
  | 'visit'
  | 'imminent'
  | 'purchase'
  | 'undo'
  | 'follow-up'
  | 'browse'
  | 'stroll'
  | 'store-event';

/** When something happens around a person, before what exactly is drawn. */
export interface SessionPlan {
  readonly kind: SessionKind;
  readonly customer: Customer;
  readonly atMs: number;
  /** The order that it leads to or follows; none for what leads nowhere. */
  readonly purchase?: Purchase;
  readonly storeEvent?: StoreEvent;
  /** Gives the session random numbers of its own. */
  readonly key: string;
}

export interface Span {
  readonly seed: number;
  readonly startMs: number;
  readonly days: number;
}

const BLOCK_DAYS = 30;

/** All sessions of a person within the span. */
export function planSessions(
  customer: Customer,
  purchases: readonly Purchase[],
  span: Span & { readonly storeEvents: readonly StoreEvent[] },
): readonly SessionPlan[] {
  const endMs = span.startMs + span.days * DAY_MS;
  const plans = [
    ...accountPlans(customer),
    ...purchases.flatMap((purchase) => plansAround(customer, purchase, span.seed)),
    ...idlePlans(customer, span),
    ...storeEventPlans(customer, span),
  ];
  return plans.filter(
    ({ atMs }) => atMs >= span.startMs && atMs < endMs && atMs >= Math.floor(customer.joinedMs),
  );
}

function accountPlans(customer: Customer): readonly SessionPlan[] {
  const joinedMs = Math.floor(customer.joinedMs);
  const later = customer.consents.filter((consent) => consent.atMs > customer.joinedMs + MINUTE_MS);
  return [
    { kind: 'join', customer, atMs: joinedMs, key: 'join' },
    ...later.map((consent): SessionPlan => {
      return { kind: 'withdraw', customer, atMs: consent.atMs, key: `withdraw ${consent.atMs}` };
    }),
  ];
}

/** The three signal tiers before an order, each as far ahead as it is weak; then the order and what follows it. */
function plansAround(customer: Customer, purchase: Purchase, seed: number): readonly SessionPlan[] {
  const random = randomOf(seed, 'around', customer.index, purchase.ordinal);
  const { signals } = customer.latent;
  const plan = (kind: SessionKind, atMs: number, key: string): SessionPlan => {
    return { kind, customer, purchase, atMs: Math.round(atMs), key: `${purchase.ordinal} ${key}` };
  };
  const interests = random.poisson(1.9 * signals.interest);
  const plans = Array.from({ length: interests }, (_, index) =>
    plan(
      'interest',
      inOwnHours(customer, purchase.atMs - (0.5 + 13 * random.unit()) * DAY_MS, random),
      `i${index}`,
    ),
  );
  if (random.chance(signals.consideration)) {
    plans.push(
      plan('visit', inOpeningHours(customer, purchase.atMs - (1 + 6 * random.unit()) * DAY_MS, random), 'v'),
    );
  }
  if (random.chance(signals.imminent)) {
    plans.push(plan('imminent', purchase.atMs - (0.3 + 40 * random.unit() ** 2) * HOUR_MS, 'm'));
  }
  plans.push(plan('purchase', purchase.atMs, 'p'));
  if (purchase.outcome !== 'kept') plans.push(plan('undo', purchase.outcomeAtMs, 'u'));
  plans.push(
    plan('follow-up', inOwnHours(customer, purchase.atMs + (2 + 12 * random.unit()) * DAY_MS, random), 'f'),
  );
  return plans;
}

/** What leads nowhere: browsing and strolling into a store. Those who left do little of it. */
function idlePlans(customer: Customer, span: Span): readonly SessionPlan[] {
  const { latent } = customer;
  const strollsPerMonth = customer.zone === 'Asia/Seoul' ? 0.2 + 1.6 * latent.channelShares.store : 0;
  const plans: SessionPlan[] = [];
  for (let block = 0; block * BLOCK_DAYS < span.days; block++) {
    const random = randomOf(span.seed, 'idle', customer.index, block);
    const fromMs = span.startMs + block * BLOCK_DAYS * DAY_MS;
    const activity = fromMs > latent.lapsesMs ? 0.2 : 1;
    const anyTime = (): number => fromMs + random.unit() * BLOCK_DAYS * DAY_MS;
    const browses = random.poisson(latent.browsesPerMonth * activity);
    for (let index = 0; index < browses; index++) {
      const atMs = inOwnHours(customer, anyTime(), random);
      plans.push({ kind: 'browse', customer, atMs, key: `browse ${block} ${index}` });
    }
    const strolls = random.poisson(strollsPerMonth * activity);
    for (let index = 0; index < strolls; index++) {
      const atMs = inOpeningHours(customer, anyTime(), random);
      plans.push({ kind: 'stroll', customer, atMs, key: `stroll ${block} ${index}` });
    }
  }
  return plans;
}

/** Store events are attended by people who shop in that category and store. */
function storeEventPlans(
  customer: Customer,
  span: Span & { readonly storeEvents: readonly StoreEvent[] },
): readonly SessionPlan[] {
  const nearby = span.storeEvents.filter((event) => event.storeId === customer.homeStoreId);
  return nearby.flatMap((storeEvent): SessionPlan[] => {
    const random = randomOf(span.seed, 'store-event', customer.index, storeEvent.id);
    const liking = Math.min(4, customer.latent.shops[storeEvent.topic] ?? 0);
    const comes = random.chance(0.03 * liking * (0.3 + customer.latent.channelShares.store));
    const isPossible = customer.zone === 'Asia/Seoul' && hasGranted(customer, 'location', storeEvent.fromMs);
    if (!comes || !isPossible || customer.app === undefined) return [];
    const atMs = storeEvent.fromMs + random.integer(0, 40) * MINUTE_MS;
    return [{ kind: 'store-event', customer, atMs, storeEvent, key: storeEvent.id }];
  });
}

/** Moves an instant to the person's hours on that day or, where it suits their week better, on the next. */
function inOwnHours(customer: Customer, nearMs: number, random: Random): number {
  const { hours } = customer.latent;
  const offsetMs = zoneOffsetMs(customer.zone, nearMs);
  const day = Math.floor((nearMs + offsetMs) / DAY_MS);
  const chosen = random.weighted([day, day + 1], (each) => 0.03 + weekdayWeight(hours, (each + 4) % 7));
  return Math.round(chosen * DAY_MS + drawHour(hours, (chosen + 4) % 7, random) * HOUR_MS - offsetMs);
}

function inOpeningHours(customer: Customer, nearMs: number, random: Random): number {
  const ownMs = inOwnHours(customer, nearMs, random);
  const localMs = ownMs + 9 * HOUR_MS;
  const hour = (localMs % DAY_MS) / HOUR_MS;
  const span = CLOSES_AT_HOUR - OPENS_AT_HOUR - 1;
  const opened =
    hour >= OPENS_AT_HOUR && hour < CLOSES_AT_HOUR - 1 ? hour : OPENS_AT_HOUR + span * random.unit();
  return Math.round(ownMs + (opened - hour) * HOUR_MS);
}
