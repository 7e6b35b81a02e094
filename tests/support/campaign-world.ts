import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableAssignmentStore } from '#adapters/node/table-assignment-store.ts';
import { createTableClickStore } from '#adapters/node/table-click-store.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import type { OutcomePorts } from '#app/outcomes/measured-people.ts';
import { makePlan } from '#app/plan/make-plan.ts';
import type { PlanInput } from '#app/plan/plan-input.ts';
import { listPlan, messagesOf } from '#app/plan/plan-records.ts';
import { tables } from '#contracts/tables.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { each, planWorld } from '#tests/unit/app/plan/plan-world.ts';

/** One order as raw facts, for an independent count. */
export interface RawOrder {
  readonly atMs: number;
  readonly paid: number;
  readonly refunded?: number;
  readonly discount?: number;
  readonly isCancelled?: boolean;
}

/** The row with these orders added. */
export function withOrders(row: PersonRow, raw: readonly RawOrder[]): PersonRow {
  const [pattern] = row.profile.orders;
  const added = raw.map(({ atMs, paid, refunded = 0, discount = 0, isCancelled = false }) => ({
    ...pattern!,
    at: new Date(atMs).toISOString(),
    amountMinor: paid,
    refundedMinor: refunded,
    discountMinor: discount,
    isCancelled,
    lines: [{ productId: 'cream', quantity: 1 }] as never,
  }));
  const orders = [...added, ...row.profile.orders];
  const orderCount = row.profile.orderCount + added.length;
  return { ...row, profile: { ...row.profile, orders, orderCount } };
}

/** A planned campaign whose messages were all accepted when due, and ports to measure it with. */
export async function campaignWorld(
  people: number,
  changes: Partial<Campaign> = {},
  more: Partial<PlanInput> = {},
) {
  const world = await planWorld(people, { budget: undefined, ...changes });
  const plan = await makePlan({ ...world.input, ...more }, world);
  await listPlan(world, plan);
  const receipts = createTableReceiptStore(createMemoryTable(tables.receipt));
  const messages: PlannedMessage[] = [];
  for await (const message of messagesOf(world, plan.hash, plan.summary)) {
    messages.push(message);
    await receipts.put({
      message,
      status: 'accepted',
      reason: '',
      atMs: message.dueAtMs,
      sendInstantMs: message.dueAtMs,
      costMicros: 1000,
      providerId: 'p',
    });
  }
  const clicks = createTableClickStore(createMemoryTable(tables.receipt));
  const ports: OutcomePorts = {
    ...world,
    receipts,
    clicks,
    predictions: { load: async () => new Map() },
    personas: createTableAssignmentStore(createMemoryTable(tables.profile)),
  };
  const settingOf = (rows: readonly PersonRow[], asOfMs: number) => ({
    rows: () => each(rows),
    vatRate: 0.1,
    costOf: (): number | undefined => 3000,
    brandZone: 'Asia/Seoul',
    asOfMs,
  });
  return { ...world, plan, ports, clicks, messages, settingOf };
}
