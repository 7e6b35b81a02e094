import { describe, expect, it } from '@jest/globals';
import { makePlan } from '#app/plan/make-plan.ts';
import { copyFor, decisionsOf, each, NOW_MS, planWorld } from './plan-world.ts';

describe('makePlan', () => {
  it('gives a retailer a plan in the first hour: purchases and consents, no age, no zone, no model', async () => {
    const world = await planWorld(600);
    const { summary } = await makePlan(world.input, world);
    expect(summary.planned).toBeGreaterThan(100);
    expect(summary.letIn).toEqual({ byFallbackZone: 600, byUnknownAge: 600 });
    expect(summary.evidence.pooled).toBeGreaterThan(0);
    expect(summary.skipped.no_consent).toBeGreaterThan(100);
    expect(summary.skipped.campaign_holdout).toBeGreaterThan(10);
  });

  it('gives everybody one reason or one message, to the unit', async () => {
    const world = await planWorld(600);
    const plan = await makePlan(world.input, world);
    const decisions = await decisionsOf(world, plan);
    expect(new Set(decisions.map(({ personId }) => personId)).size).toBe(600);
    const skipped = Object.values(plan.summary.skipped).reduce((sum, count) => sum + count, 0);
    expect(plan.summary.planned + skipped).toBe(600);
    expect(decisions.filter((decision) => 'message' in decision)).toHaveLength(plan.summary.planned);
  });

  it('keeps to consent, quiet hours, the rate a minute and the budget', async () => {
    const world = await planWorld(600);
    const plan = await makePlan(world.input, world);
    const perMinute = new Map<string, number>();
    let micros = 0;
    for (const decision of await decisionsOf(world, plan)) {
      if (!('message' in decision)) continue;
      const { channel, dueAtMs, worstCaseMicros, expiresAtMs } = decision.message;
      const index = Number(decision.personId.slice(2));
      expect(index % (channel === 'push' ? 2 : 3)).toBe(0);
      const hour = new Date(dueAtMs + 9 * 3_600_000).getUTCHours();
      if (channel === 'sms' || index % 6 !== 0) expect(hour >= 8 && hour < 21).toBe(true);
      expect(expiresAtMs).toBeGreaterThan(dueAtMs);
      expect(dueAtMs % 60_000).toBe(0);
      perMinute.set(`${channel}${dueAtMs}`, (perMinute.get(`${channel}${dueAtMs}`) ?? 0) + 1);
      micros += worstCaseMicros;
    }
    expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(2);
    expect(micros).toBeLessThanOrEqual(5_000_000);
    expect(plan.summary.worstCaseMicros).toBe(micros);
  });

  it('has the same hash in whatever order people come, and another when a copy changes', async () => {
    const world = await planWorld(200);
    const plan = await makePlan(world.input, world);
    const reversed = await makePlan({ ...world.input, rows: () => each(world.rows.toReversed()) }, world);
    expect(reversed.hash).toBe(plan.hash);
    const copies = [{ ...copyFor('push'), hash: 'cd'.repeat(32) }, copyFor('sms')];
    expect((await makePlan({ ...world.input, copies }, world)).hash).not.toBe(plan.hash);
  });

  it('is closed to unknown zones and ages unless the operator says otherwise', async () => {
    const none = { fallbackZone: undefined, unknownAge: undefined };
    const ageless = await planWorld(60, { policies: none });
    expect((await makePlan(ageless.input, ageless)).summary.skipped.unknown_age).toBeGreaterThan(40);
    const { unknownAge } = ageless.campaign.policies;
    expect(unknownAge).toBeUndefined();
    const by = { by: 'lead', on: '2026-11-22', reason: 'adults', isAllowed: true as const };
    const zoneless = await planWorld(60, { policies: { fallbackZone: undefined, unknownAge: by } });
    const { summary } = await makePlan(zoneless.input, zoneless);
    // Whoever did not consent is told that first.
    expect(summary.skipped).toEqual({ no_consent: 20, unknown_zone: 40 });
    expect(summary.planned).toBe(0);
  });

  it('moves people whose hour is full and says which they would have had', async () => {
    const world = await planWorld(600, { budget: undefined });
    const plan = await makePlan(world.input, world);
    const decisions = await decisionsOf(world, plan);
    const moved = decisions.filter((decision) => 'message' in decision && decision.wishedAtMs !== undefined);
    expect(moved).toHaveLength(plan.summary.moved);
    expect(plan.summary.assignment.gap).toBeLessThan(0.02);
  });

  it.each([
    ['a missing price', { price: () => ({ refused: 'no list price' }) }, /no price is known for/],
    ['a window that is over', { nowMs: NOW_MS + 30 * 86_400_000 }, /window is over/],
  ])('fails at %s, by name', async (_name, change, message) => {
    const world = await planWorld(30);
    await expect(makePlan({ ...world.input, ...change }, world)).rejects.toThrow(message);
  });
});
