import { describe, expect, it } from '@jest/globals';
import type { RunningTrigger } from '#core/delivery/triggers/draw-message.ts';
import { DomainError, UnavailableError } from '#core/kernel/errors.ts';
import type { CopyShelf } from '#core/plan/choose-copies.ts';
import { MORNING_MS } from '../../../support/planned-message.ts';
import { added, createTriggerWorld } from '../../../support/trigger-world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Another campaign over the same occasions whose words cannot be read. */
const broken =
  (id: string, choose: CopyShelf['choose'] = () => fail()) =>
  (trigger: RunningTrigger): RunningTrigger => ({
    ...trigger,
    campaign: { ...trigger.campaign, id },
    shelf: { ...trigger.shelf, choose },
  });

function fail(): never {
  throw new DomainError('no words');
}

describe('starting triggers', () => {
  it('claims and sends at once where the rule has no delay', async () => {
    const { start, person, sent, receiptsOf } = await createTriggerWorld({ delayMinutes: 0 });
    await person('a');
    expect(await start([added()])).toEqual({ startedCount: 1, skipped: {}, broken: [] });
    expect(sent).toHaveLength(1);
    expect(await receiptsOf('c1')).toMatchObject([
      { status: 'accepted', message: { occurrence: expect.stringMatching(/^cart_left:[0-9a-f]{12}$/) } },
    ]);
  });

  it('counts what a campaign whose plan cannot be opened might have answered, and starts the others', async () => {
    const gone = { campaignId: 'gone', reason: 'DomainError', isRetryable: false, cause: undefined };
    const { start, person } = await createTriggerWorld({ delayMinutes: 0 }, { broken: [gone] });
    await person('a');
    const order = added({ id: 'm-2', name: 'Order Completed', customerKey: 'b' });
    expect(
      await start([added(), added({ id: 'm-3', name: 'Zone Dwelled', customerKey: 'b' }), order]),
    ).toEqual({
      ...{ startedCount: 1, skipped: { campaign_broken: 2 }, broken: [gone] },
    });
  });

  it('puts what has a delay into the due index, and sends it then', async () => {
    const { start, tick, person, sent, clock } = await createTriggerWorld();
    await person('a');
    await start([added()]);
    await tick();
    expect(sent).toHaveLength(0);
    clock.ms = MORNING_MS + 30 * MINUTE_MS;
    await tick();
    expect(sent).toHaveLength(1);
  });

  it('never sends what an order has overtaken, whichever was delivered first', async () => {
    for (const isOrderFirst of [false, true]) {
      const { start, tick, person, sent, clock, receiptsOf } = await createTriggerWorld();
      await person('a');
      const order = added({ id: 'm-2', name: 'Order Completed', atMs: MORNING_MS + 5 * MINUTE_MS });
      clock.ms = MORNING_MS + 6 * MINUTE_MS;
      for (const occasion of isOrderFirst ? [order, added()] : [added(), order]) await start([occasion]);
      clock.ms = MORNING_MS + 31 * MINUTE_MS;
      await tick();
      expect(sent).toHaveLength(0);
      const receipts = await receiptsOf('c1');
      expect(receipts.map(({ reason }) => reason)).toEqual(isOrderFirst ? [] : ['overtaken']);
    }
  });

  it('is not cancelled by an order that came before', async () => {
    const { start, tick, person, sent, clock } = await createTriggerWorld();
    await person('a');
    await start([added({ id: 'm-0', name: 'Order Completed', atMs: MORNING_MS - MINUTE_MS }), added()]);
    clock.ms = MORNING_MS + 31 * MINUTE_MS;
    await tick();
    expect(sent).toHaveLength(1);
  });

  it('lets nothing old start a message', async () => {
    const { start, person, sent, clock } = await createTriggerWorld({ delayMinutes: 0 });
    await person('a');
    clock.ms = MORNING_MS + HOUR_MS + 1;
    expect(await start([added()])).toMatchObject({ startedCount: 0, skipped: { too_old: 1 } });
    expect(sent).toHaveLength(0);
  });

  it('leaves a person alone while the campaign cools down', async () => {
    const { start, person, sent, clock } = await createTriggerWorld({ delayMinutes: 0, coolDownHours: 2 });
    await person('a');
    const at = (hours: number) => added({ id: `m-${hours}`, atMs: MORNING_MS + hours * HOUR_MS });
    await start([at(0)]);
    clock.ms = MORNING_MS + HOUR_MS;
    expect((await start([at(1)])).skipped).toEqual({ cool_down: 1 });
    clock.ms = MORNING_MS + 2 * HOUR_MS;
    expect((await start([at(2)])).startedCount).toBe(1);
    expect(sent).toHaveLength(2);
  });

  it('starts no more messages a day than were signed', async () => {
    const { start, person, sent } = await createTriggerWorld({ delayMinutes: 0, mostPerDay: 2 });
    for (const key of ['a', 'b', 'c']) await person(key);
    const each = ['a', 'b', 'c'].map((customerKey) => added({ id: customerKey, customerKey }));
    expect(await start(each)).toMatchObject({ startedCount: 2, skipped: { most_per_day: 1 } });
    expect(sent).toHaveLength(2);
  });

  it('starts nothing for what is out of stock, nor without consent', async () => {
    const { start, person, catalogue } = await createTriggerWorld({ delayMinutes: 0 });
    await person('a');
    await catalogue.put([{ kind: 'products', id: 'cream', attributes: { name: 'Cream', stock: 0 } }]);
    expect((await start([added()])).skipped).toEqual({ out_of_stock: 1 });
    await catalogue.put([{ kind: 'products', id: 'cream', attributes: { name: 'Cream', stock: 1 } }]);
    expect((await start([added({ customerKey: 'stranger' })])).skipped).toEqual({ no_consent: 1 });
  });

  it('uses no sign of a place without consent to that', async () => {
    const { start, person, say, catalogue, sent } = await createTriggerWorld({
      on: 'store_event',
      delayMinutes: 0,
    });
    await person('a');
    const [from, to] = [MORNING_MS, MORNING_MS + HOUR_MS].map((ms) => new Date(ms).toISOString());
    await catalogue.put([{ kind: 'store_events', id: 'e', attributes: { store_id: 's', from, to } }]);
    const near = added({ name: 'Store Nearby', properties: { store_id: 's' } });
    expect((await start([near])).skipped).toEqual({ no_location_consent: 1 });
    await say('a', 'location', true, MORNING_MS - 1);
    expect((await start([near])).startedCount).toBe(1);
    expect(sent).toHaveLength(1);
  });

  it('sends once, however often and by however many the event is delivered', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const { start, tick, person, sent, clock } = await createTriggerWorld({
        delayMinutes: seed % 2 === 0 ? 0 : 10,
        coolDownHours: 0,
      });
      await person('a');
      // The same two events over and over, in turning order, at once and after one another, with ticks between.
      const events = [added({ id: 'x' }), added({ id: 'y', atMs: MORNING_MS + 1 })];
      for (let round = 0; round < 6; round += 1) {
        const batch = (seed >> round) & 1 ? events : events.toReversed();
        await Promise.all(
          [start(batch), start(batch.slice(0, 1)), tick()].map((each) => each.catch(() => null)),
        );
        clock.ms += ((seed * 7 + round * 13) % 20) * MINUTE_MS;
      }
      await tick();
      const keys = sent.map(({ messageKey }) => messageKey);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBe(2);
    }
  });

  it('writes down whom it holds out, so that they can be compared, and sends them nothing', async () => {
    const world = await createTriggerWorld({ delayMinutes: 0 }, { holdoutShare: 0.5 });
    const { start, person, sent, receiptsOf } = world;
    const keys = Array.from({ length: 40 }, (_, index) => `p${index}`);
    for (const key of keys) await person(key);
    const each = keys.map((customerKey) => added({ id: customerKey, customerKey }));
    const { startedCount, skipped } = await start(each);
    expect(startedCount).toBeGreaterThan(10);
    expect(startedCount + skipped.campaign_holdout!).toBe(40);
    await start(each);
    const receipts = await receiptsOf('c1');
    expect(receipts).toHaveLength(40);
    const heldOut = receipts.filter(({ message }) => message.arm === 'holdout');
    expect(heldOut).toHaveLength(skipped.campaign_holdout!);
    for (const { status, reason, message } of heldOut)
      expect([status, reason, message.armProbability]).toEqual(['suppressed', 'held_out', 0.5]);
    expect(sent).toHaveLength(startedCount);
  });

  it('goes on with the other campaigns where one fails, and says which and why', async () => {
    const { start, person, sent } = await createTriggerWorld({ delayMinutes: 0 }, { others: [broken('c0')] });
    await person('a');
    const { startedCount, broken: told, skipped } = await start([added()]);
    expect([startedCount, sent.length, skipped]).toEqual([1, 1, { campaign_broken: 1 }]);
    expect(told).toMatchObject([{ campaignId: 'c0', reason: 'DomainError: no words', isRetryable: false }]);
  });

  it('has an event delivered again for the campaign whose store did not answer, and sends once', async () => {
    let isDown = true;
    const failing = broken('c0', () => {
      if (isDown) throw new UnavailableError('no answer');
      return [];
    });
    const { start, person, sent } = await createTriggerWorld({ delayMinutes: 0 }, { others: [failing] });
    await person('a');
    await expect(start([added()])).rejects.toThrow('c0: UnavailableError: no answer');
    expect(sent).toHaveLength(1);
    isDown = false;
    expect(await start([added()])).toMatchObject({ skipped: { no_copy: 1 }, broken: [] });
    expect(sent).toHaveLength(1);
  });
});
