import { beforeEach, describe, expect, it } from '@jest/globals';
import { createDeliveryRun } from '#app/delivery/delivery-run.ts';
import { createFindSuppressed } from '#app/delivery/find-suppressed.ts';
import { createSaveSuppressions } from '#app/events/imports/save-suppressions.ts';
import type { Contact } from '#app/ports/contact-store.ts';
import { testHasher } from '#tests/identifier-hash.ts';
import { createDeliveryWorld } from '#tests/support/delivery-world.ts';
import { MORNING_MS, plannedMessage, runningCampaign } from '#tests/support/planned-message.ts';

const row = {
  channel: 'push',
  address: 'token-a',
  reason: '080',
  atMs: MORNING_MS,
  isLifted: false,
} as const;

describe('an address on the list of opt-outs', () => {
  let world: ReturnType<typeof createDeliveryWorld>;
  beforeEach(async () => {
    world = createDeliveryWorld();
    await world.person('a');
    await world.ports.budgets.setLimit('budget', 1e9);
    await world.ports.campaigns.save(0, runningCampaign());
  });

  const save = (...keys: Parameters<typeof testHasher>) =>
    createSaveSuppressions({
      catalogue: world.catalogue,
      hasher: testHasher(...keys),
      gateText: (text) => text,
    });
  const send = async () => {
    const run = createDeliveryRun(world.ports, { runId: 'r', isLate: () => false });
    const pending = await run.send([plannedMessage()]);
    await run.settle();
    return pending;
  };

  it('gets nothing, whatever the person agreed to, and the receipt says why', async () => {
    await save()([row]);
    expect(await send()).toEqual([]);
    expect(world.sent).toEqual([]);
    expect(await world.receiptsOf('c1')).toMatchObject([
      { status: 'suppressed', reason: 'suppressed_address', costMicros: 0 },
    ]);
    expect((await world.ports.budgets.load('budget'))?.spentMicros).toBe(0);
  });

  it('gets nothing either if it was listed between claim and call', async () => {
    const { ledgers } = world.ports;
    const spied: typeof ledgers = {
      ...ledgers,
      save: async (...args) => {
        await ledgers.save(...args);
        await save()([row]);
      },
    };
    const ports = { ...world.ports, ledgers: spied };
    await createDeliveryRun(ports, { runId: 'r', isLate: () => false }).send([plannedMessage()]);
    expect(world.sent).toEqual([]);
  });

  it('is written to again once the list says that it is lifted, whatever the order of the files', async () => {
    await save()([{ ...row, atMs: MORNING_MS + 1, isLifted: true }]);
    await save()([row]);
    await send();
    expect(world.sent).toHaveLength(1);
  });

  it('stays banned when a ban and its lifting bear the same time', async () => {
    await save()([row, { ...row, isLifted: true }]);
    await send();
    expect(world.sent).toEqual([]);
  });

  it('is found in any spelling, and under the key before the newest while keys are rotated', async () => {
    const contact = (over: Partial<Contact>): Contact => ({
      customerKey: 'a',
      channel: 'sms',
      address: '+821012345678',
      addressHash: '',
      atMs: 1,
      ...over,
    });
    await save()([
      { ...row, channel: 'sms', address: '010-1234-5678' },
      { ...row, channel: 'email', address: ' Kim@Example.COM' },
    ]);
    const listed = [contact({}), contact({ channel: 'email', address: 'kim@example.com' })];
    const others = [contact({ address: '+821000000000' }), contact({ channel: 'push' })];
    const find = createFindSuppressed({ catalogue: world.catalogue, hasher: testHasher(['k2', 'k1']) });
    expect(await find([...listed, ...others])).toEqual(new Set(listed));
  });

  it('stays listed once the key is retired, until it is lifted under the new one', async () => {
    const contact: Contact = {
      customerKey: 'a',
      channel: 'push',
      address: 'token-a',
      addressHash: '',
      atMs: 1,
    };
    const find = createFindSuppressed({ catalogue: world.catalogue, hasher: testHasher(['k2'], ['k1']) });
    await save(['k1'])([row]);
    expect([...(await find([contact]))]).toEqual([contact]);
    await save(['k2'])([{ ...row, atMs: MORNING_MS + 1, isLifted: true }]);
    expect([...(await find([contact]))]).toEqual([]);
    await save(['k1', 'k2'])([{ ...row, atMs: MORNING_MS + 2 }]);
    expect([...(await find([contact]))]).toEqual([contact]);
  });
});
