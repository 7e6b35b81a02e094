import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableTriggerMarkStore } from '#adapters/node/table-trigger-mark-store.ts';
import { createDeliveryRun } from '#app/delivery/delivery-run.ts';
import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import { createIsOvertaken } from '#app/delivery/triggers/keep-marks.ts';
import type { BrokenTrigger } from '#app/delivery/triggers/running-triggers.ts';
import { createStartTriggers } from '#app/delivery/triggers/start-triggers.ts';
import { readCampaign } from '#app/plan/read-campaign.ts';
import type { ReadProfile } from '#app/profiles/read-profile.ts';
import { parseCampaign } from '#bin/plan/parse-campaign.ts';
import { tables } from '#contracts/tables.ts';
import type { RunningTrigger } from '#core/delivery/triggers/draw-message.ts';
import type { Occasion } from '#core/delivery/triggers/occasion.ts';
import { isTriggerKind } from '#core/delivery/triggers/trigger-rules.ts';
import type { TriggerRule } from '#core/plan/campaign.ts';
import { createCopyShelf } from '#core/plan/choose-copies.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotState } from '#core/profiles/hot-part.ts';
import { profileView } from '#core/profiles/profile-view.ts';
import { CAMPAIGN, copyFor } from '../unit/app/plan/plan-world.ts';
import { createDeliveryWorld } from './delivery-world.ts';
import { MORNING_MS, runningCampaign } from './planned-message.ts';

const RULE: TriggerRule = {
  on: 'cart_left',
  delayMinutes: 30,
  expiresMinutes: 120,
  coolDownHours: 24,
  cancelOn: ['Order Completed'],
  mostPerDay: 100,
};

/** Delivery with one running triggered campaign over memory stores; profiles are empty. */
export async function createTriggerWorld(
  over: Partial<TriggerRule> = {},
  {
    holdoutShare = 0,
    others = [],
    broken = [],
  }: {
    holdoutShare?: number;
    others?: readonly ((own: RunningTrigger) => RunningTrigger)[];
    broken?: readonly BrokenTrigger[];
  } = {},
) {
  const world = createDeliveryWorld();
  const { clock } = world;
  const rule = { ...RULE, ...over };
  const read = readCampaign(parseCampaign(CAMPAIGN));
  const campaign = {
    ...read,
    id: 'c1',
    type: 'triggered' as const,
    channels: ['push' as const],
    trigger: rule,
    window: { fromMs: MORNING_MS - 86_400_000, toMs: MORNING_MS + 20 * 86_400_000 },
    arms: { ...read.arms, holdoutShare, programmeHoldoutShare: 0 },
  };
  if (!isTriggerKind(rule.on)) throw new TypeError(rule.on);
  const trigger: RunningTrigger = {
    campaign,
    rule,
    kind: rule.on,
    planHash: 'plan',
    budgetId: 'budget',
    messageMicros: { push: 1000 },
    shelf: createCopyShelf(campaign, [copyFor('push')], { outcomes: [], peopleCount: 1 }),
    productIds: ['cream'],
  };
  const marks = createTableTriggerMarkStore(createMemoryTable(tables.profile));
  const ports = { ...world.ports, isOvertaken: createIsOvertaken(marks) };
  await ports.budgets.setLimit('budget', 1e9);
  await ports.campaigns.save(0, runningCampaign());

  const readProfile: ReadProfile = async () =>
    profileView(emptyHotState, emptyHistoryPart.state, { nowMs: clock.ms, today: 0 });
  const none = { load: async () => new Map<string, never>(), save: async () => undefined };
  const catalogue = createMemoryCatalogueStore();
  let runs = 0;
  const start = createStartTriggers({
    running: async () => ({ triggers: [...others.map((other) => other(trigger)), trigger], broken }),
    readProfile,
    ledgers: ports.ledgers,
    persons: ports.persons,
    predictions: none,
    personas: none,
    catalogue,
    marks,
    budgets: ports.budgets,
    due: ports.due,
    receipts: ports.receipts,
    sendNow: (messages) => {
      runs += 1;
      return createDeliveryRun(ports, { runId: `t${runs}`, isLate: () => false }).send(messages);
    },
    clock,
  });
  /** A minute's tick of the dispatcher. */
  const tick = () => {
    runs += 1;
    return createDispatchDue(ports)({ runId: `d${runs}`, worker: 0, workers: 1, durationMs: 60_000 });
  };
  return { ...world, ports, start, tick, catalogue };
}

/** Something put into the cart. */
export function added(over: Partial<Occasion> = {}): Occasion {
  return {
    id: 'm-1',
    name: 'Product Added',
    customerKey: 'a',
    atMs: MORNING_MS,
    properties: { product_id: 'cream' },
    ...over,
  };
}
