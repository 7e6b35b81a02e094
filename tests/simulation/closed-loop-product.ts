import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableClickStore } from '#adapters/node/table-click-store.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import { readCopyOutcomes } from '#app/copy/copy-outcomes.ts';
import { APPROVED } from '#app/copy/live-copies.ts';
import { type LearnPorts, learnFromPlans } from '#app/outcomes/learn-from-plans.ts';
import { makePlan } from '#app/plan/make-plan.ts';
import { listPlan, messagesOf, openPlan, saveRecord } from '#app/plan/plan-records.ts';
import type { ClickStore } from '#app/ports/click-store.ts';
import { tables } from '#contracts/tables.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { createRng } from '#core/kernel/rng.ts';
import type { PersonaAssignment } from '#core/personas/assignment.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { nothingMeasured } from '#core/plan/value/measured-uplift.ts';
import { ANSWERED, type GoalReached } from '#core/profiles/goal-reached.ts';
import { emptyLedger, hearConsents } from '#core/profiles/ledger.ts';
import { isEcho } from '#core/profiles/own-hours.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { appealTypes, personaIds } from '#demo/people/persona.ts';
import { copyFor, each, planWorld, shopper } from '#tests/unit/app/plan/plan-world.ts';
import {
  arms,
  type Bought,
  boughtAt,
  type ClosedLoopWorld,
  type Customer,
  campaignIdOf,
  type Earned,
  MARGIN,
  MESSAGE_COST,
  nothing,
  WEEKS,
  worthOf,
} from './closed-loop-world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How often the persona that was found is the true one. */
const PERSONA_ACCURACY = 0.8;

/** A shop with its words approved and everybody's consent, over memory stores. */
async function openShop(world: ClosedLoopWorld) {
  const base = await planWorld(0, { budget: undefined });
  const copies = appealTypes.map(
    (appealType): ApprovedCopy => ({ ...copyFor('push'), id: appealType, appealType }),
  );
  for (const copy of copies)
    await base.documents.save(APPROVED, copy.id, 0, JSON.parse(JSON.stringify(copy)) as JsonObject);
  const atMs = world.weekStartMs(0) - DAY_MS;
  const consent = { purpose: 'marketing', channel: 'push', granted: true, atMs } as const;
  for (const { id } of world.customers) {
    const heard = { speaker: id, consent: { ...consent, basis: 'app', textVersion: '1' } };
    await base.ledgers.save(id, 0, hearConsents(emptyLedger(id), [heard]));
  }
  const receipts = createTableReceiptStore(createMemoryTable(tables.receipt));
  const clicks = createTableClickStore(createMemoryTable(tables.receipt));
  return { ...base, copies, receipts, clicks };
}

/**
 * The product itself for a quarter: plan, send, measure, learn, plan again; the real use cases over memory stores.
 * Without `learns` it never looks at what came of it: every copy as likely as every other.
 */
export async function productLoop(world: ClosedLoopWorld, learns: boolean): Promise<Earned> {
  world.forget();
  const shop = await openShop(world);
  const personas = personasOf(world);
  const added = new Map<string, Bought[]>();
  const answered = new Map<string, GoalReached[]>();
  const now = { ms: world.weekStartMs(0), people: [] as readonly PersonRow[] };
  const rows = () => each(now.people);
  const ports: LearnPorts = {
    ...shop,
    clock: { nowMs: () => now.ms },
    personas: { load: async () => personas },
    predictions: { load: async () => new Map() },
    rows,
  };
  const earned = nothing();
  for (let week = 0; week < WEEKS; week += 1) {
    const fromMs = world.weekStartMs(week);
    now.ms = fromMs - HOUR_MS;
    now.people = world.customers.map((customer) =>
      rowOf(world, customer, now.ms, {
        added: added.get(customer.id) ?? [],
        answered: answered.get(customer.id) ?? [],
      }),
    );
    const plan = await makePlan(
      {
        ...shop.input,
        campaign: {
          ...shop.campaign,
          id: campaignIdOf(week),
          arms,
          channels: ['push'],
          window: { fromMs, toMs: fromMs + DAY_MS },
          cap: { count: 9, periodMs: DAY_MS },
          value: { ...shop.campaign.value, marginShare: 1, orderValue: MARGIN },
        },
        rows,
        personasOf: async () => personas,
        copies: shop.copies,
        price: () => ({ micros: (MESSAGE_COST / 1400) * 1e6, isEstimate: false }),
        uplift: learns ? await learnFromPlans(ports) : nothingMeasured,
        copyOutcomes: learns ? await readCopyOutcomes(shop.documents, now.ms) : [],
        shop: { ...shop.input.shop, ratePerMinute: { push: 1000 } },
        nowMs: now.ms,
      },
      shop,
    );
    await listPlan(shop, plan);
    const { record } = await openPlan(shop, plan.hash);
    await saveRecord(shop, record.version, { ...record.value, appliedAtMs: now.ms });
    for await (const message of messagesOf(shop, plan.hash, plan.summary)) {
      const { worth, bought, clickedAtMs } = await deliver(world, shop, message);
      earned.messages[week]! += 1;
      earned.worth[week]! += worth;
      const { personId } = message;
      if (bought !== undefined) added.set(personId, [...(added.get(personId) ?? []), bought]);
      if (clickedAtMs !== undefined)
        answered.set(personId, [
          ...(answered.get(personId) ?? []),
          { name: ANSWERED, atSeconds: Math.floor(clickedAtMs / 1000) },
        ]);
    }
  }
  return earned;
}

/** One message sent, its receipt and its click kept; gives its true worth, and the click and the order that came of it. */
async function deliver(
  world: ClosedLoopWorld,
  { receipts, clicks }: Awaited<ReturnType<typeof openShop>>,
  message: PlannedMessage,
): Promise<{
  readonly worth: number;
  readonly bought: Bought | undefined;
  readonly clickedAtMs: number | undefined;
}> {
  const { messageKey, personId, dueAtMs: atMs, copyId } = message;
  const outcome = { status: 'accepted', reason: '', costMicros: 20_000, providerId: 'p' } as const;
  await receipts.put({ ...outcome, message, atMs, sendInstantMs: atMs });
  const customer = world.customerOf(personId);
  const { trueEffect, clickedAtMs, orderedAtMs } = world.send(customer, {
    key: messageKey,
    atMs,
    appeal: copyId,
  });
  await click(clicks, messageKey, clickedAtMs);
  return {
    clickedAtMs,
    worth: worthOf(trueEffect),
    bought: orderedAtMs === undefined ? undefined : boughtAt(customer, orderedAtMs),
  };
}

async function click(clicks: ClickStore, messageKey: string, atMs: number | undefined): Promise<void> {
  if (atMs === undefined) return;
  for (const kind of ['tap', 'page'] as const) await clicks.put({ messageKey, kind, atMs, userAgent: '' });
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
  { added, answered }: { readonly added: readonly Bought[]; readonly answered: readonly GoalReached[] },
): PersonRow {
  const bought = [...world.ownOrders(customer), ...added]
    .filter(({ atMs }) => atMs <= nowMs)
    .sort((a, b) => b.atMs - a.atMs);
  const buyHours = Array.from({ length: 168 }, () => 0);
  for (const { atMs, hourOfWeek } of bought)
    if (!isEcho(Math.floor(atMs / 1000), answered)) buyHours[hourOfWeek]! += 1;
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
