import { DAY_MS } from '../calendar.ts';
import type { Product } from '../catalogue/products.ts';
import { type Customer, hasGranted } from '../people/customer.ts';
import type { Random } from '../random.ts';
import type { Purchase } from '../shopping/purchase.ts';
import type { Store, StoreEvent } from '../stores.ts';
import { type Delivery, type DirtRates, type DirtyDay, type Planted, plantDirt, renderBot } from './dirt.ts';
import { renderFootfall } from './footfall.ts';
import { planSessions, type SessionPlan, type Span } from './plan-sessions.ts';
import { renderSession, type Stage } from './render-session.ts';

export interface StreamParts extends Span {
  readonly stage: Stage;
  readonly stores: readonly Store[];
  readonly storeEvents: readonly StoreEvent[];
  readonly products: readonly Product[];
  readonly customers: readonly Customer[];
  readonly purchasesOf: (customer: Customer) => readonly Purchase[];
  readonly dirt: DirtRates;
}

export interface DemoStream {
  /** What is received on a day, in order of receipt. Days run from 0 to `days`; the last holds what came late. */
  readonly eventsOfDay: (day: number) => readonly Delivery[];
  /** What was made to go wrong with what happened on a day. */
  readonly plantedOnDay: (day: number) => readonly Planted[];
}

/** A message may be received on the day before its session's (just before midnight), on it, or on the next. */
const NEIGHBOURS = [-1, 0, 1];

/** The shop's stream. Any day can be asked for alone; only three days are held at once. */
export function createStream(parts: StreamParts): DemoStream {
  const agenda = once(() => planAgenda(parts));
  const rendered = new Map<number, DirtyDay>();
  const dayOf = (day: number): DirtyDay => {
    const known = rendered.get(day);
    if (known !== undefined) return known;
    for (const other of rendered.keys()) if (Math.abs(other - day) > 2) rendered.delete(other);
    const made = renderDay(parts, agenda()[day] ?? [], day);
    rendered.set(day, made);
    return made;
  };
  const receivedOn = ({ receivedMs }: Delivery): number => {
    const day = Math.floor((receivedMs - parts.startMs) / DAY_MS);
    return Math.min(parts.days, Math.max(0, day));
  };
  return {
    eventsOfDay: (day) =>
      NEIGHBOURS.map((offset) => day + offset)
        .filter((near) => near >= 0 && near < parts.days)
        .flatMap((near) => dayOf(near).deliveries)
        .filter((delivery) => receivedOn(delivery) === day)
        .sort(inOrderOfReceipt),
    plantedOnDay: (day) => (day >= 0 && day < parts.days ? dayOf(day).planted : []),
  };
}

function inOrderOfReceipt(left: Delivery, right: Delivery): number {
  return left.receivedMs - right.receivedMs || (left.json < right.json ? -1 : 1);
}

/** Every session of the span by day: about 200 bytes each, 20,000 a month for 2,400 customers. */
function planAgenda(parts: StreamParts): readonly (readonly SessionPlan[])[] {
  const agenda: SessionPlan[][] = Array.from({ length: parts.days }, () => []);
  for (const customer of parts.customers) {
    for (const plan of planSessions(customer, parts.purchasesOf(customer), parts)) {
      agenda[Math.floor((plan.atMs - parts.startMs) / DAY_MS)]?.push(plan);
    }
  }
  return agenda;
}

function renderDay(parts: StreamParts, plans: readonly SessionPlan[], day: number): DirtyDay {
  const { seed, dirt } = parts;
  const dayMs = parts.startMs + day * DAY_MS;
  const emissions = [
    ...plans.flatMap((plan) => renderSession(parts.stage, plan)),
    ...parts.stores.flatMap((store) => renderFootfall(store, dayMs, seed)),
  ];
  const phoneWithoutConsent = phonePicker(parts, dayMs);
  const people = plantDirt(emissions, { seed, day, rates: dirt, phoneWithoutConsent });
  const productIds = parts.products.map((product) => product.id);
  const bot = renderBot(productIds, { seed, day, rates: dirt, dayMs });
  return {
    deliveries: [...people.deliveries, ...bot.deliveries],
    planted: [...people.planted, ...bot.planted],
  };
}

function phonePicker({ customers }: StreamParts, dayMs: number) {
  const without = once(() =>
    customers.filter(
      (customer) =>
        customer.joinedMs < dayMs && customer.app !== undefined && !hasGranted(customer, 'location', dayMs),
    ),
  );
  return (random: Random): { userId: string; anonymousId: string } => {
    const customer = random.pick(without());
    return { userId: customer.id, anonymousId: customer.app?.id ?? '' };
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
