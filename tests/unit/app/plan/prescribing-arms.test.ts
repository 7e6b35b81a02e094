import { describe, expect, it } from '@jest/globals';
import { makePlan } from '#app/plan/make-plan.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { drawnPerson } from '#core/outcomes/drawn-person.ts';
import type { Campaign, ContentArm } from '#core/plan/campaign.ts';
import type { Claim } from '#core/profiles/claim.ts';
import { decisionsOf, NOW_MS, planWorld } from './plan-world.ts';

const armsOf = (content: readonly ContentArm[]): Campaign['arms'] => ({
  holdoutShare: 0.1,
  programmeHoldoutShare: 0,
  timing: { own_time: 1, random_time: 0, one_time: 0 },
  oneTimeHour: 10,
  content,
});

/** One message of another campaign, three days ago. */
const claimOf = (personId: string): Claim => ({
  ...{ campaignId: 'autumn', occurrence: 'once', personId, channel: 'push' },
  ...{ atMs: NOW_MS - 3 * DAY_MS, expiresAtMs: NOW_MS, state: 'accepted', reason: '', runId: 'r' },
  ...{ chargedMicros: 0, heldBy: [personId] },
});

async function planned(content: readonly ContentArm[], changes: Partial<Campaign> = {}) {
  const world = await planWorld(600, { arms: armsOf(content), budget: undefined, ...changes });
  for (const { personId } of world.rows) {
    const known = (await world.ledgers.load([personId])).get(personId);
    if (known !== undefined)
      await world.ledgers.save(personId, known.version, { ...known.value, claims: [claimOf(personId)] });
  }
  const { input } = world;
  const plan = await makePlan(
    { ...input, shop: { ...input.shop, ratePerMinute: { push: 99, sms: 99 } } },
    world,
  );
  const decisions = await decisionsOf(world, plan);
  const drawn = decisions.flatMap((decision) => drawnPerson(plan.summary.campaign, decision) ?? []);
  return { decisions, plan, drawn };
}

const arm = (name: string, more: Partial<ContentArm>): ContentArm => ({ name, share: 0.5, ...more });

describe('arms that prescribe more than words', () => {
  it('write to their people on their own channel alone, and keep in the arm whom it does not reach', async () => {
    const { drawn, plan, decisions } = await planned([
      arm('pushes', { channels: ['push'] }),
      arm('texts', { channels: ['sms'] }),
    ]);
    const sent = drawn.filter(({ message }) => message !== undefined);
    for (const { content, message } of sent)
      expect(message!.channel).toBe(content!.name === 'pushes' ? 'push' : 'sms');
    expect(new Set(sent.map(({ message }) => message!.channel)).size).toBe(2);
    const missed = decisions.filter((one) => 'skip' in one && one.skip === 'arm_channel');
    expect(plan.summary.skipped.arm_channel).toBe(missed.length);
    expect(missed.length).toBeGreaterThan(50);
    const inArms = new Set(drawn.map(({ personId }) => personId));
    for (const { personId } of missed) expect(inArms.has(personId)).toBe(true);
  });

  it('write to their people no more often than they allow, whatever the campaign allows', async () => {
    const seldom = arm('seldom', { cap: { count: 1, periodMs: 7 * DAY_MS } });
    const { drawn, plan } = await planned([arm('often', {}), seldom]);
    const messages = (name: string) =>
      drawn.filter(({ content, message }) => content?.name === name && message !== undefined).length;
    expect(messages('often')).toBeGreaterThan(100);
    expect(messages('seldom')).toBe(0);
    expect(plan.summary.skipped.arm_cap).toBeGreaterThan(100);
    expect(plan.summary.skipped.frequency_cap).toBeUndefined();
  });

  it('draw only people whom the campaign’s own cap lets through', async () => {
    const cap = { count: 1, periodMs: 7 * DAY_MS };
    const { drawn, plan } = await planned([arm('often', {}), arm('seldom', { cap })], { cap });
    expect(drawn).toEqual([]);
    expect(plan.summary.skipped.arm_cap).toBeUndefined();
  });
});
