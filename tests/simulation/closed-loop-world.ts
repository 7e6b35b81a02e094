import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableClickStore } from '#adapters/node/table-click-store.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import { readCopyOutcomes } from '#app/copy/copy-outcomes.ts';
import { APPROVED } from '#app/copy/live-copies.ts';
import { type LearnPorts, learnFromPlans } from '#app/outcomes/learn-from-plans.ts';
import { makePlan } from '#app/plan/make-plan.ts';
import { listPlan, messagesOf, openPlan, saveRecord } from '#app/plan/plan-records.ts';
import { tables } from '#contracts/tables.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { createRng } from '#core/kernel/rng.ts';
import { hourOfWeek } from '#core/kernel/time.ts';
import type { PersonaAssignment } from '#core/personas/assignment.ts';
import { drawArm } from '#core/plan/draw-arm.ts';
import { emptyLedger, hearConsents } from '#core/profiles/ledger.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { answerTo, type Brand, createBrand } from '#demo/index.ts';
import { hourFit } from '#demo/people/hours.ts';
import { appealTypes, personaIds } from '#demo/people/persona.ts';
import type { World } from '#demo/people/response.ts';
import { copyFor, each, planWorld, shopper } from '#tests/unit/app/plan/plan-world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** A quarter of weekly campaigns. */
export const WEEKS = 13;
/** What one order leaves, and what one message costs: won. */
const MARGIN = 10_000;
const MESSAGE_COST = 28;
const HOLDOUT = 0.1;
/** How often the persona that was found is the true one. */
const PERSONA_ACCURACY = 0.8;

type Customer = Brand['hidden']['customers'][number];

interface Bought {
  readonly atMs: number;
  readonly hourOfWeek: number;
}

const boughtAt = ({ zone }: Customer, atMs: number): Bought => ({ atMs, hourOfWeek: hourOfWeek(zone, atMs) });

/** What a policy did in each week: messages, and true expected worth of them in won, cost taken off. */
export interface Earned {
  readonly messages: number[];
  readonly worth: number[];
}

const nothing = (): Earned => ({ messages: Array(WEEKS).fill(0), worth: Array(WEEKS).fill(0) });

/** Who answers how, with the truth that no product code sees. */
export class ClosedLoopWorld {
  readonly brand: Brand;
  readonly #world: World;
  readonly #ownOrders: ReadonlyMap<string, readonly Bought[]>;
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

const worthOf = (trueEffect: number): number => trueEffect * MARGIN - MESSAGE_COST;

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
      if (isHeldOut(week, customer)) continue;
      const hours = Array.from({ length: 12 }, (_, index) => world.weekStartMs(week) + (8 + index) * HOUR_MS);
      const fit = (atMs: number): number => hourFit(customer.latent.hours, atMs, customer.zone);
      const atMs = hours.reduce((best, one) => (fit(one) > fit(best) ? one : best));
      const worth = Math.max(
        ...appealTypes.map((appeal) =>
          worthOf(world.answer(customer, { key: `o/${week}`, atMs, appeal }).trueEffect),
        ),
      );
      if (worth <= 0) continue;
      earned.messages[week]! += 1;
      earned.worth[week]! += worth;
    }
  return earned;
}

const campaignIdOf = (week: number): string => `week-${String(week).padStart(2, '0')}`;
const arms = {
  holdoutShare: HOLDOUT,
  programmeHoldoutShare: 0,
  timing: { own_time: 1, random_time: 0, one_time: 0 },
  oneTimeHour: 10,
  content: [{ name: 'any', share: 1 }],
};
const isHeldOut = (week: number, { id }: Customer): boolean =>
  drawArm({ id: campaignIdOf(week), arms }, id).kind === 'held_out';

/**
 * The product itself for a quarter: plan, send, measure, learn, plan again; the real use cases over memory stores.
 * Without `learns` it never looks at what came of it: every copy as likely as every other.
 */
export async function productLoop(world: ClosedLoopWorld, learns: boolean): Promise<Earned> {
  world.forget();
  const base = await planWorld(0, { budget: undefined });
  const receipts = createTableReceiptStore(createMemoryTable(tables.receipt));
  const clicks = createTableClickStore(createMemoryTable(tables.receipt));
  const personas = personasOf(world);
  const added = new Map<string, Bought[]>();
  let nowMs = world.weekStartMs(0);
  const copies = appealTypes.map(
    (appealType): ApprovedCopy => ({ ...copyFor('push'), id: appealType, appealType }),
  );
  for (const copy of copies)
    await base.documents.save(APPROVED, copy.id, 0, JSON.parse(JSON.stringify(copy)) as JsonObject);
  for (const { id } of world.customers) {
    const consent = {
      purpose: 'marketing' as const,
      channel: 'push',
      granted: true,
      atMs: 0,
      basis: 'app',
      textVersion: '1',
    };
    await base.ledgers.save(id, 0, hearConsents(emptyLedger(id), [{ speaker: id, consent }]));
  }
  let people: readonly PersonRow[] = [];
  const rows = () => each(people);
  const ports: LearnPorts = {
    ...base,
    clock: { nowMs: () => nowMs },
    receipts,
    clicks,
    personas: { load: async () => personas },
    predictions: { load: async () => new Map() },
    rows,
  };
  const customerOf = new Map(world.customers.map((customer) => [customer.id, customer]));
  const earned = nothing();
  for (let week = 0; week < WEEKS; week += 1) {
    const fromMs = world.weekStartMs(week);
    nowMs = fromMs - HOUR_MS;
    people = world.customers.map((customer) => rowOf(world, customer, nowMs, added.get(customer.id) ?? []));
    const plan = await makePlan(
      {
        ...base.input,
        campaign: {
          ...base.campaign,
          id: campaignIdOf(week),
          arms,
          channels: ['push'],
          window: { fromMs, toMs: fromMs + DAY_MS },
          cap: { count: 9, periodMs: DAY_MS },
          value: { ...base.campaign.value, marginShare: 1, orderValue: MARGIN },
        },
        rows,
        personasOf: async () => personas,
        copies,
        price: () => ({ micros: (MESSAGE_COST / 1400) * 1e6, isEstimate: false }),
        uplift: learns ? await learnFromPlans(ports) : () => undefined,
        copyOutcomes: learns ? await readCopyOutcomes(base.documents) : [],
        shop: { ...base.input.shop, ratePerMinute: { push: 1000 } },
        nowMs,
      },
      base,
    );
    await listPlan(base, plan);
    const { record } = await openPlan(base, plan.hash);
    await saveRecord(base, record.version, { ...record.value, appliedAtMs: nowMs });
    for await (const message of messagesOf(base, plan.hash, plan.summary)) {
      const { messageKey, personId, dueAtMs: atMs, copyId } = message;
      await receipts.put({
        message,
        status: 'accepted',
        reason: '',
        atMs,
        sendInstantMs: atMs,
        costMicros: 20_000,
        providerId: 'p',
      });
      const answer = world.send(customerOf.get(personId)!, { key: messageKey, atMs, appeal: copyId });
      earned.messages[week]! += 1;
      earned.worth[week]! += worthOf(answer.trueEffect);
      if (answer.clickedAtMs !== undefined)
        for (const kind of ['tap', 'page'] as const)
          await clicks.put({ messageKey, kind, atMs: answer.clickedAtMs, userAgent: '' });
      if (answer.orderedAtMs === undefined) continue;
      const bought = boughtAt(customerOf.get(personId)!, answer.orderedAtMs);
      added.set(personId, [...(added.get(personId) ?? []), bought]);
    }
  }
  return earned;
}

function personasOf({ brand, customers }: ClosedLoopWorld): ReadonlyMap<string, PersonaAssignment> {
  const random = createRng(`personas-${brand.seed}`);
  return new Map(
    customers.map(({ id, latent }) => {
      const isRight = random.uniform() < PERSONA_ACCURACY;
      const personaId = isRight ? latent.response.persona : personaIds[random.integer(personaIds.length)]!;
      return [id, { personaId, probability: PERSONA_ACCURACY, runnerUp: undefined, runHash: 'r' }];
    }),
  );
}

const PATTERN = shopper(0);
const iso = (atMs: number): string => new Date(atMs).toISOString();

/**
 * What the shop knows of a person by now: their own orders, and those that messages brought. Every order is worth the
 * same, so that only what messages bring differs.
 */
function rowOf(
  world: ClosedLoopWorld,
  customer: Customer,
  nowMs: number,
  added: readonly Bought[],
): PersonRow {
  const bought = [...world.ownOrders(customer), ...added]
    .filter(({ atMs }) => atMs <= nowMs)
    .sort((a, b) => b.atMs - a.atMs);
  const buyHours = Array.from({ length: 168 }, () => 0);
  for (const order of bought) buyHours[order.hourOfWeek]! += 1;
  const [order] = PATTERN.profile.orders;
  const [last, first] = [bought[0], bought.at(-1)];
  return {
    personId: customer.id,
    customerKeys: [customer.id],
    profile: {
      ...PATTERN.profile,
      zone: customer.zone,
      orders: bought.slice(0, 64).map(({ atMs }) => ({ ...order!, at: iso(atMs), amountMinor: MARGIN })),
      orderCount: bought.length,
      firstOrderAt: first && iso(first.atMs),
      lastOrderAt: last && iso(last.atMs),
      buyHours,
    },
  };
}
