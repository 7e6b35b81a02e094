import { describe, expect, it } from '@jest/globals';
import { makePlan } from '#app/plan/make-plan.ts';
import { decisionsOf, each, planWorld } from './plan-world.ts';

const AT = '2026-11-01T00:00:00.000Z';

describe('a plan', () => {
  it('counts whom no address reaches on a channel they allow as a reason of its own, before the draw', async () => {
    const world = await planWorld(600);
    // Every fourth person has a device, every ninth a number; of every fifth nothing is known.
    const rows = world.rows.map((row, index) => {
      const reach = { ...(index % 4 === 0 && { push: AT }), ...(index % 9 === 0 && { sms: AT }) };
      return { ...row, profile: { ...row.profile, reach: index % 5 === 0 ? undefined : reach } };
    });
    const before = await makePlan(world.input, world);
    const plan = await makePlan({ ...world.input, rows: () => each(rows) }, world);
    const decisions = await decisionsOf(world, plan);
    let unreachable = 0;
    for (const decision of decisions) {
      const index = Number(decision.personId.slice(2));
      const [hasPush, hasSms] = [index % 4 === 0 || index % 5 === 0, index % 9 === 0 || index % 5 === 0];
      const [allowsPush, allowsSms] = [index % 2 === 0, index % 3 === 0];
      const isReached = (hasPush && allowsPush) || (hasSms && allowsSms);
      const isOut = 'skip' in decision && decision.skip === 'no_address';
      expect([decision.personId, isOut]).toEqual([
        decision.personId,
        (allowsPush || allowsSms) && !isReached,
      ]);
      unreachable += Number(isOut);
      if ('message' in decision) expect(decision.message.channel === 'push' ? hasPush : hasSms).toBe(true);
    }
    expect(plan.summary.skipped.no_address).toBe(unreachable);
    expect(plan.summary.considered).toBe(before.summary.considered);
    expect(plan.summary.skipped.no_consent).toBe(before.summary.skipped.no_consent);
    // What is expected is what can be sent.
    expect(plan.summary.planned).toBeLessThan(before.summary.planned);
    expect(plan.summary.expected.orders).toBeLessThan(before.summary.expected.orders);
  });
});
