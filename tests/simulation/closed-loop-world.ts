import { hourOfWeek } from '#core/kernel/time.ts';
import { drawArm } from '#core/plan/draw-arm.ts';
import { answerTo, type Brand, createBrand } from '#demo/index.ts';
import { hourFit } from '#demo/people/hours.ts';
import { appealTypes } from '#demo/people/persona.ts';
import type { World } from '#demo/people/response.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** A quarter of weekly campaigns. */
export const WEEKS = 13;
/** What one order leaves, won. */
export const MARGIN = 10_000;
/** What one message costs, won. */
export const MESSAGE_COST = 28;
/** One of the people, with what is hidden. */
export type Customer = Brand['hidden']['customers'][number];

/** One order. */
export interface Bought {
  readonly atMs: number;
  readonly hourOfWeek: number;
}

/** An order of a customer at an instant. */
export const boughtAt = ({ zone }: Customer, atMs: number): Bought => ({
  atMs,
  hourOfWeek: hourOfWeek(zone, atMs),
});

/** What a policy did in each week: messages, and true expected worth of them in won, cost taken off. */
export interface Earned {
  readonly messages: number[];
  readonly worth: number[];
}

/** No messages, no worth. */
export const nothing = (): Earned => ({
  messages: new Array<number>(WEEKS).fill(0),
  worth: new Array<number>(WEEKS).fill(0),
});

/** Who answers how, with the truth that no product code sees. */
export class ClosedLoopWorld {
  readonly brand: Brand;
  readonly #world: World;
  readonly #ownOrders: ReadonlyMap<string, readonly Bought[]>;
  readonly #customers: ReadonlyMap<string, Customer>;
  readonly #sentAt = new Map<string, number[]>();

  constructor(seed: number, world: World, people: number) {
    this.brand = createBrand(seed, {
      startsOn: '2026-03-02',
      customers: people,
      days: 7 * WEEKS,
      historyDays: 180,
    });
    this.#world = world;
    const { customers, purchasesOf } = this.brand.hidden;
    this.#customers = new Map(customers.map((customer) => [customer.id, customer]));
    this.#ownOrders = new Map(
      customers.map((customer) => [
        customer.id,
        purchasesOf(customer).map(({ atMs }) => boughtAt(customer, atMs)),
      ]),
    );
  }

  /** The orders that somebody makes without any message. */
  ownOrders({ id }: Customer): readonly Bought[] {
    return this.#ownOrders.get(id)!;
  }

  get customers(): readonly Customer[] {
    return this.brand.hidden.customers;
  }

  customerOf(id: string): Customer {
    return this.#customers.get(id)!;
  }

  weekStartMs(week: number): number {
    return this.brand.startMs + week * WEEK_MS;
  }

  /** What a message truly does. */
  answer(
    customer: Customer,
    about: { readonly key: string; readonly atMs: number; readonly appeal: string },
  ) {
    const before = this.#sentAt.get(customer.id) ?? [];
    const recentCount = before.filter((atMs) => about.atMs - atMs < WEEK_MS).length;
    const { seed, startMs } = this.brand;
    const message = {
      messageKey: about.key,
      customerId: customer.id,
      atMs: about.atMs,
      channel: 'push' as const,
      appeal: about.appeal,
      author: 'model' as const,
      discountShare: 0,
      productId: this.brand.products[0]!.id,
    };
    return answerTo(message, customer, { seed, world: this.#world, startMs, recentCount });
  }

  send(customer: Customer, about: { readonly key: string; readonly atMs: number; readonly appeal: string }) {
    const answer = this.answer(customer, about);
    this.#sentAt.set(customer.id, [...(this.#sentAt.get(customer.id) ?? []), about.atMs]);
    return answer;
  }

  /** Nobody was sent anything. */
  forget(): void {
    this.#sentAt.clear();
  }
}

/** What a message that adds so many orders is worth, won. */
export const worthOf = (trueEffect: number): number => trueEffect * MARGIN - MESSAGE_COST;

/** Name of a week's campaign. */
export const campaignIdOf = (week: number): string => `week-${String(week).padStart(2, '0')}`;
/** Everybody but a tenth, at a time of their own. */
export const arms = {
  holdoutShare: 0.1,
  programmeHoldoutShare: 0,
  timing: { own_time: 1, random_time: 0, one_time: 0 },
  oneTimeHour: 10,
  content: [{ name: 'any', share: 1 }],
};
const isHeldOut = (week: number, { id }: Customer): boolean =>
  drawArm({ id: campaignIdOf(week), arms }, id).kind === 'held_out';

/** Everybody who is not held out gets this appeal at this hour of the week's first day, every week. */
export function fixedRule(world: ClosedLoopWorld, appeal: string, hour: number): Earned {
  world.forget();
  const earned = nothing();
  for (let week = 0; week < WEEKS; week += 1)
    for (const customer of world.customers) {
      if (isHeldOut(week, customer)) continue;
      const atMs = world.weekStartMs(week) + hour * HOUR_MS;
      const { trueEffect } = world.send(customer, { key: `fixed/${week}/${customer.id}`, atMs, appeal });
      earned.messages[week]! += 1;
      earned.worth[week]! += worthOf(trueEffect);
    }
  return earned;
}

/** Who knows every person's truth: the best appeal at the best allowed hour, or nothing where that costs more. */
export function oracle(world: ClosedLoopWorld): Earned {
  world.forget();
  const earned = nothing();
  for (let week = 0; week < WEEKS; week += 1)
    for (const customer of world.customers) {
      const worth = isHeldOut(week, customer) ? 0 : bestWorth(world, customer, week);
      if (worth <= 0) continue;
      earned.messages[week]! += 1;
      earned.worth[week]! += worth;
    }
  return earned;
}

function bestWorth(world: ClosedLoopWorld, customer: Customer, week: number): number {
  const hours = Array.from({ length: 12 }, (_, index) => world.weekStartMs(week) + (8 + index) * HOUR_MS);
  const fit = (atMs: number): number => hourFit(customer.latent.hours, atMs, customer.zone);
  const atMs = hours.reduce((best, one) => (fit(one) > fit(best) ? one : best));
  const worths = appealTypes.map((appeal) =>
    worthOf(world.answer(customer, { key: `o/${week}`, atMs, appeal }).trueEffect),
  );
  return Math.max(...worths);
}
