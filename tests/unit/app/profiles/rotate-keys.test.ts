import { describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createPersonalStores } from '#adapters/node/personal-stores.ts';
import { tables } from '#contracts/tables.ts';
import type { Message } from '#core/events/message.ts';
import { testHasher } from '#tests/identifier-hash.ts';
import { createRotationWorld } from '#tests/support/rotation-world.ts';

const ANN = 'ann@shop.example';
const identify = (userId: string, traits: Message['traits']): Message => ({
  type: 'identify',
  messageId: 'm',
  userId,
  traits: traits ?? {},
});
const under = (keyId: string, kind: 'email' | 'loyalty', text: string) =>
  testHasher([keyId]).hash(kind, text);

/** Begins a rotation and ends it a day later. */
async function rotated(world: ReturnType<typeof createRotationWorld>, leaves = false) {
  await world.rotate.begin();
  world.passDays(1);
  return world.rotate.end(leaves);
}

describe('rotating the hashing key', () => {
  it('has two keys in force for a day at least, and never three', async () => {
    const world = createRotationWorld();
    const { rotate } = world;
    expect(await rotate.status()).toEqual({ inForce: ['k1'], retired: [], mayEndFrom: undefined });
    expect((await rotate.begin()).inForce).toEqual(['k2', 'k1']);
    expect((await rotate.begin()).inForce).toEqual(['k2', 'k1']);
    expect((await rotate.end(false)).status).toBe('too_early');
    world.passDays(1);
    expect(await rotate.end(false)).toMatchObject({ status: 'ended', inForce: ['k2'], retired: ['k1'] });
    expect((await rotate.end(false)).status).toBe('none_under_way');
    expect((await rotate.begin()).inForce).toEqual(['k3', 'k2']);
  });

  it('brings along by itself whose address is in the contacts, though nobody showed it meanwhile', async () => {
    const world = createRotationWorld();
    await world.send(identify(ANN, { phone: '010-1111-2222' }));
    await world.send(identify('ann-app', { email: ANN }));
    expect(await rotated(world)).toMatchObject({ status: 'ended', namedCount: 2, movedCount: 2 });
    expect(await world.rotate.rehash()).toMatchObject({ movedCount: 0, namedCount: 0, unnamed: {} });
    const contacts = await world.ports.contacts.of('ann-app');
    expect(contacts.map(({ addressHash }) => addressHash)).toEqual([under('k2', 'email', ANN)]);

    // Before the first event under the new name: a consent by it is the person's at once.
    expect(await world.personOf(ANN, [ANN], 'k2')).toBe(`ann-app+${ANN}`);
    await world.send(identify(ANN, {}));
    await world.send(identify('ann-till', { email: ANN }));
    expect(await world.personOf('ann-till', [ANN], 'k2')).toBe(`ann-app+ann-till+${ANN}`);
  });

  it('says what only the older key knows, and does not end before that is shown or given up', async () => {
    const world = createRotationWorld();
    await world.send(identify('ann', { loyalty_id: '7700-1' }));
    const held = await rotated(world);
    expect(held).toMatchObject({ status: 'unnamed', unnamed: { loyalty: 1 }, inForce: ['k2', 'k1'] });
    await world.send(identify('ann', { loyalty_id: '7700-1' }));
    expect((await world.rotate.end(false)).status).toBe('ended');
    await world.send(identify('till', { loyalty_id: '7700-1' }));
    expect(await world.personOf('till', [], 'k2')).toBe('ann+till');
  });

  it('joins by an address of the contacts even afterwards what was given up', async () => {
    const world = createRotationWorld();
    await world.send(identify('ann', { email: ANN }));
    await world.rotate.begin();
    world.passDays(1);
    // As if the contacts had been gone then.
    const [contact] = await world.ports.contacts.of('ann');
    await world.held.contact.remove({ customerKey: 'ann', contact: `email#${contact?.addressHash}` });
    expect((await world.rotate.end(true)).status).toBe('ended');
    await world.send(identify('ann-app', { email: ANN }));
    expect(await world.personOf('ann-app', [], 'k2')).toBe('ann-app');
    await world.rotate.rehash();
    expect(await world.personOf('ann-app', [], 'k2')).toBe('ann+ann-app');
  });

  it('takes apart what was joined under another name, once the whole address is seen to be shared', async () => {
    const world = createRotationWorld();
    for (const user of ['u1', 'u2', 'u3']) await world.send(identify(user, { email: ANN }));
    await world.rotate.begin();
    world.passDays(1);
    for (const customerKey of ['u1', 'u2', 'u3'])
      await world.held.contact.remove({ customerKey, contact: `email#${under('k1', 'email', ANN)}` });
    await world.rotate.end(true);
    for (const user of ['u4', 'u5']) await world.send(identify(user, { email: ANN }));
    expect(await world.personOf('u4', [], 'k2')).toBe('u4+u5');
    await world.rotate.rehash();
    for (const user of ['u1', 'u4', 'u5']) expect(await world.personOf(user, [], 'k2')).toBe(user);
  });

  it('counts one address once in the limits, under however many keys it was shown', async () => {
    const world = createRotationWorld();
    for (const user of ['u1', 'u2', 'u3']) await world.send(identify(user, { email: ANN }));
    await rotated(world);
    for (const user of ['u1', 'u2', 'u3', 'u4']) await world.send(identify(user, { email: ANN }));
    expect(await world.personOf('u4', [], 'k2')).toBe('u1+u2+u3+u4');
    expect((await world.explain('u1')).identifiers).toEqual([`email:${under('k1', 'email', ANN)}`]);
    await world.send(identify('u5', { email: ANN }));
    expect(await world.personOf('u1', [], 'k2')).toBe('u1');
  });

  it('costs nothing to repeat: what was looked up once is one read', async () => {
    const world = createRotationWorld();
    await world.send(identify('ann', { email: ANN }));
    await rotated(world);
    await world.send(identify('ann', { email: ANN }));
    const before = await world.personItems();
    await world.send(identify('ann', { email: ANN }));
    expect(await world.personItems()).toBe(before);
  });

  it('leaves an erasure both hashes to take away, and others what they showed too', async () => {
    const world = createRotationWorld();
    await world.send(identify(ANN, { email: 'second@shop.example', loyalty_id: '7700-1' }));
    await world.send(identify('other', { loyalty_id: '7700-2' }));
    await world.rotate.begin();
    await world.send(identify(ANN, { email: 'second@shop.example', loyalty_id: '7700-1' }));
    await world.send(identify('other', { loyalty_id: '7700-2' }));
    world.passDays(1);
    expect((await world.rotate.end(false)).status).toBe('ended');
    await world.send(identify(ANN, { loyalty_id: '7700-1' }));

    const { customerKeys } = await world.explain(under('k2', 'email', ANN));
    expect(customerKeys.length).toBe(2);
    const shown = await Promise.all(customerKeys.map((key) => world.explain(key)));
    const nothing = () => createMemoryTable(tables.due);
    await createPersonalStores({
      ...world.held,
      ...{ profile: nothing(), due: nothing(), receipt: nothing() },
      personKeys: { destroy: async () => undefined },
      async *occurrences() {},
    }).links.forget(
      {
        customerKeys,
        identifiers: shown.flatMap(({ identifiers }) => identifiers),
        mergeIds: shown.flatMap(({ merges }) => merges.map(({ mergeId }) => mergeId)),
        pseudonym: 'p',
      },
      undefined,
    );
    const left = await world.personItems();
    for (const keyId of ['k1', 'k2']) {
      expect(left).not.toContain(under(keyId, 'email', ANN));
      expect(left).not.toContain(under(keyId, 'email', 'second@shop.example'));
      expect(left).not.toContain(under(keyId, 'loyalty', '77001'));
      expect(left).toContain(under(keyId, 'loyalty', '77002'));
    }
  });
});
