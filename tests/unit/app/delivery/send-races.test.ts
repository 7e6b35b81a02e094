import { describe, expect, it } from '@jest/globals';
import { createDeliveryRun } from '#app/delivery/delivery-run.ts';
import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { createDeliveryWorld } from '../../../support/delivery-world.ts';
import { MORNING_MS, plannedMessage, runningCampaign } from '../../../support/planned-message.ts';

const task = { worker: 0, workers: 1, durationMs: 60_000 };

describe('sending at once', () => {
  it('sends exactly 3 of 1,000 messages to one person whose cap is 3 (41)', async () => {
    const { ports, sent, person, receiptsOf } = createDeliveryWorld();
    await person('a');
    await ports.budgets.setLimit('budget', 1e9);
    const campaignIds = Array.from({ length: 1000 }, (_, index) => `c${index}`);
    for (const campaignId of campaignIds) await ports.campaigns.save(0, runningCampaign({ campaignId }));
    let left: PlannedMessage[] = campaignIds.map((campaignId) => plannedMessage({ campaignId }));
    for (let round = 0; left.length > 0; round += 1) {
      const pending = await Promise.all(
        left.map((message, index) =>
          createDeliveryRun(ports, { runId: `r${round}-${index}`, isLate: () => false }).send([message]),
        ),
      );
      left = pending.flat().map(({ message }) => message);
    }
    expect(sent).toHaveLength(3);
    const receipts = (await Promise.all(campaignIds.map(receiptsOf))).flat();
    expect(receipts.filter(({ status }) => status === 'accepted')).toHaveLength(3);
    expect(receipts.filter(({ reason }) => reason === 'frequency_cap')).toHaveLength(997);
  }, 60_000);

  it('spends exactly the budget when 100 workers share it (39)', async () => {
    const { ports, sent, person } = createDeliveryWorld();
    await ports.budgets.setLimit('budget', 37_500);
    await ports.campaigns.save(0, runningCampaign());
    const keys = Array.from({ length: 100 }, (_, index) => `k${index}`);
    for (const key of keys) await person(key);
    let left = keys.map((personId) => plannedMessage({ personId }));
    for (let round = 0; left.length > 0; round += 1) {
      const pending = await Promise.all(
        left.map((message, index) =>
          createDeliveryRun(ports, { runId: `r${round}-${index}`, isLate: () => false }).send([message]),
        ),
      );
      left = pending.flat().map(({ message }) => message);
    }
    expect(sent).toHaveLength(37);
    expect((await ports.budgets.load('budget'))?.spentMicros).toBe(37_000);
  }, 60_000);

  it('lets nothing leave once consent is revoked, not even what was claimed before (37)', async () => {
    const { ports, sent, person, say, receiptsOf } = createDeliveryWorld();
    await person('a');
    await ports.budgets.setLimit('budget', 1e9);
    await ports.campaigns.save(0, runningCampaign());
    await ports.due.put([plannedMessage()]);
    const { ledgers } = ports;
    let writes = 0;
    const save: typeof ledgers.save = async (personId, version, next) => {
      await ledgers.save(personId, version, next);
      writes += 1;
      // Right after the claim, before the last look.
      if (writes === 1) await say('a', 'marketing', false, MORNING_MS);
    };
    const dispatch = createDispatchDue({ ...ports, ledgers: { ...ledgers, save } });
    await dispatch({ ...task, runId: 'r' });
    expect(sent).toEqual([]);
    expect(await receiptsOf('c1')).toMatchObject([
      { status: 'suppressed', reason: 'no_consent', costMicros: 0 },
    ]);
    expect((await ports.budgets.load('budget'))?.spentMicros).toBe(0);
  });
});

describe('a dispatch', () => {
  it('waits for the morning where the window lets it, and sends then', async () => {
    const { ports, sent, person, clock } = createDeliveryWorld();
    await person('a');
    await ports.budgets.setLimit('budget', 1e9);
    await ports.campaigns.save(0, runningCampaign());
    clock.ms = Date.UTC(2026, 10, 21, 12, 0); // 21:00 in Seoul
    const message = plannedMessage({ dueAtMs: clock.ms, expiresAtMs: clock.ms + 24 * 3_600_000 });
    await ports.due.put([message]);
    const dispatch = createDispatchDue(ports);
    await dispatch({ ...task, runId: 'night' });
    expect(sent).toEqual([]);
    clock.ms = Date.UTC(2026, 10, 21, 23, 0); // 08:00 in Seoul
    await dispatch({ ...task, runId: 'morning' });
    expect(sent).toHaveLength(1);
    expect(await ports.due.open(clock.ms)).toEqual([]);
  });

  it('repeats at most a tenth, and only what the provider says "again" to (31)', async () => {
    const { ports, sent, person, provider, receiptsOf } = createDeliveryWorld();
    await ports.budgets.setLimit('budget', 1e9);
    await ports.campaigns.save(0, runningCampaign());
    const keys = Array.from({ length: 100 }, (_, index) => `k${index}`);
    for (const key of keys) await person(key);
    await ports.due.put(keys.map((personId) => plannedMessage({ personId })));
    let calls = 0;
    provider.answer = () => {
      calls += 1;
      return calls % 2 === 0
        ? { status: 'rejected', reason: 'throttled', isAgain: true }
        : { status: 'accepted', providerId: 'p' };
    };
    const dispatch = createDispatchDue(ports);
    const runs = [await dispatch({ ...task, runId: '1' }), await dispatch({ ...task, runId: '2' })];
    const receipts = await receiptsOf('c1');
    expect(sent.length).toBeLessThanOrEqual(110);
    expect(runs.some(({ breakerOpenedCount }) => breakerOpenedCount > 0)).toBe(true);
    expect(receipts.every(({ status }) => status === 'accepted' || status === 'failed')).toBe(true);
  });

  it('forgets tokens that died and adopts those that changed', async () => {
    const { ports, person, provider } = createDeliveryWorld();
    await ports.budgets.setLimit('budget', 1e9);
    await ports.campaigns.save(0, runningCampaign());
    for (const key of ['a', 'b']) await person(key);
    await ports.due.put([plannedMessage(), plannedMessage({ personId: 'b' })]);
    provider.answer = ({ customerKey }) =>
      customerKey === 'a'
        ? { status: 'rejected', reason: 'dead_address', isAgain: false }
        : { status: 'accepted', providerId: 'p', updatedAddress: 'new-token' };
    await createDispatchDue(ports)({ ...task, runId: 'r' });
    expect(await ports.contacts.of('a')).toEqual([]);
    expect((await ports.contacts.of('b')).map(({ address }) => address)).toEqual(['new-token']);
  });
});
