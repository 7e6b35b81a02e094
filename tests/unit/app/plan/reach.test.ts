import { describe, expect, it } from '@jest/globals';
import { makePlan } from '#app/plan/make-plan.ts';
import { decisionsOf, each, planWorld } from './plan-world.ts';

const AT = '2026-11-01T00:00:00.000Z';

/** Every fourth person has a device, every ninth a number; of every fifth nothing is known. */
const isUnknown = (index: number): boolean => index % 5 === 0;
const has = (index: number) => ({
  push: index % 4 === 0 || isUnknown(index),
  sms: index % 9 === 0 || isUnknown(index),
});
/** As the world has it. */
const allows = (index: number) => ({ push: index % 2 === 0, sms: index % 3 === 0 });

describe('a plan', () => {
  it('counts whom no address reaches on a channel they allow as a reason of its own, before the draw', async () => {
    const world = await planWorld(600);
    const rows = world.rows.map((row, index) => {
      const reach = { ...(index % 4 === 0 && { push: AT }), ...(index % 9 === 0 && { sms: AT }) };
      return { ...row, profile: { ...row.profile, reach: isUnknown(index) ? undefined : reach } };
    });
    const before = await makePlan(world.input, world);
    const plan = await makePlan({ ...world.input, rows: () => each(rows) }, world);
    const out: string[] = [];
    for (const decision of await decisionsOf(world, plan)) {
      const index = Number(decision.personId.slice(2));
      if ('message' in decision && decision.message.channel !== 'email')
        expect(has(index)[decision.message.channel]).toBe(true);
      if ('skip' in decision && decision.skip === 'no_address') out.push(decision.personId);
    }
    const unreachable = rows.flatMap(({ personId }, index) => {
      const [channels, allowed] = [has(index), allows(index)];
      const isReached = (channels.push && allowed.push) || (channels.sms && allowed.sms);
      return (allowed.push || allowed.sms) && !isReached ? [personId] : [];
    });
    expect(out.sort()).toEqual(unreachable.sort());
    expect(plan.summary.skipped.no_address).toBe(unreachable.length);
    expect(plan.summary.considered).toBe(before.summary.considered);
    expect(plan.summary.skipped.no_consent).toBe(before.summary.skipped.no_consent);
    // What is expected is what can be sent.
    expect(plan.summary.planned).toBeLessThan(before.summary.planned);
    expect(plan.summary.expected.orders).toBeLessThan(before.summary.expected.orders);
  });
});
