import { describe, expect, it } from '@jest/globals';
import { learnFromPlans } from '#app/outcomes/learn-from-plans.ts';
import { makePlan } from '#app/plan/make-plan.ts';
import { openPlan, saveRecord } from '#app/plan/plan-records.ts';
import { createRng } from '#core/kernel/rng.ts';
import { drawArm } from '#core/plan/draw-arm.ts';
import { type MeasuredUplift, nothingMeasured } from '#core/plan/value/measured-uplift.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { campaignWorld, withOrders } from '#tests/support/campaign-world.ts';
import { decisionsOf, each } from '../plan/plan-world.ts';

const DAY_MS = 86_400_000;
const arms = {
  holdoutShare: 0.5,
  programmeHoldoutShare: 0,
  timing: { own_time: 1, random_time: 0, one_time: 0 },
  oneTimeHour: 10,
  content: [{ name: 'all', share: 1 }],
};

/** Who bought lately is moved by a message; who buys often buys anyway. */
const silenceOf = (row: PersonRow): number => Number(row.personId.slice(2)) % 60;
const basisOf = (row: PersonRow): number => 0.04 * row.profile.orderCount;

/** A campaign that is over, among people of whom `effectOf` is true, and what plans learn of it. */
async function learned(people: number, effectOf: (row: PersonRow) => number) {
  const world = await campaignWorld(people, { arms, channels: ['push'] });
  const { hash, summary } = world.plan;
  const { record } = await openPlan(world, hash);
  await saveRecord(world, record.version, { ...record.value, appliedAtMs: summary.window.fromMs });
  const dice = createRng('bought');
  const rows = world.rows.map((row) => {
    const isSent = drawArm(summary.campaign, row.personId).kind === 'arm';
    const isBuying = dice.uniform() < basisOf(row) + (isSent ? effectOf(row) : 0);
    return withOrders(row, isBuying ? [{ atMs: summary.window.toMs, paid: 20_000 }] : []);
  });
  const nowMs = summary.window.toMs + 10 * DAY_MS;
  const ports = { ...world.ports, clock: { nowMs: () => nowMs }, rows: () => each(rows) };
  return { world, rows, nowMs, ports, uplift: await learnFromPlans(ports) };
}

/** True orders added by a plan that may send to a third of the people. */
async function planned(
  { world, rows, nowMs }: Awaited<ReturnType<typeof learned>>,
  { uplift, effectOf }: { uplift: MeasuredUplift; effectOf: (row: PersonRow) => number },
) {
  const fromMs = nowMs + DAY_MS;
  const plan = await makePlan(
    {
      ...world.input,
      nowMs,
      uplift,
      rows: () => each(rows),
      campaign: {
        ...world.campaign,
        id: 'next',
        arms: { ...arms, holdoutShare: 0 },
        channels: ['push'],
        window: { fromMs, toMs: fromMs + DAY_MS },
        budget: { amount: 0.0007, currency: 'USD' },
      },
      shop: { ...world.input.shop, ratePerMinute: { push: 100 } },
    },
    world,
  );
  const byId = new Map(rows.map((row) => [row.personId, row]));
  const sent = (await decisionsOf(world, plan)).filter((one) => 'message' in one);
  const orders = sent.reduce((sum, { personId }) => sum + effectOf(byId.get(personId)!), 0);
  return { summary: plan.summary, sent, orders };
}

describe('what plans learn from plans', () => {
  it('finds whom a message moves, and earns more by it than by response', async () => {
    const effectOf = (row: PersonRow): number => (silenceOf(row) < 20 ? 0.25 : 0);
    const over = await learned(4600, effectOf);
    expect(over.uplift.standing).toBe('trusted');
    const byPerson = await planned(over, { uplift: over.uplift, effectOf });
    const byResponse = await planned(over, { uplift: nothingMeasured, effectOf });
    expect(byPerson.orders).toBeGreaterThan(1.5 * byResponse.orders);
    const { uplift } = byPerson.summary;
    expect(uplift).toMatchObject({ standing: 'trusted', messages: { persona: 0 } });
    // A tenth is planned for by the assumption still.
    expect(uplift!.messages.person).toBeGreaterThan(0.5 * byPerson.sent.length);
    expect(byPerson.sent.filter(({ basis }) => basis === 'person')).toHaveLength(uplift!.messages.person);
    expect(byResponse.summary.uplift!.messages.person).toBe(0);
    // Learned once: the same samples give the same model, from the store.
    expect((await learnFromPlans(over.ports)).standing).toBe('trusted');
  }, 60_000);

  it('says that it goes by response where a message does nothing, and why', async () => {
    const over = await learned(2600, () => 0);
    expect(over.uplift.standing).toBe('not_above_chance');
    const { summary } = await planned(over, { uplift: over.uplift, effectOf: () => 0 });
    expect(summary.uplift).toMatchObject({ standing: 'not_above_chance', messages: { person: 0 } });
  }, 60_000);
});
