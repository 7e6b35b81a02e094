import { beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createExplainIdentity } from '#app/profiles/explain-identity.ts';
import { createLinkIdentities, type LinkIdentities } from '#app/profiles/link-identities.ts';
import { createResolvePerson, type ResolvePerson } from '#app/profiles/resolve-person.ts';
import { createUnmergePersons, type UnmergePersons } from '#app/profiles/unmerge-persons.ts';
import { tables } from '#contracts/tables.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { apartSentence } from '#core/profiles/identity/apart-sentence.ts';

/** A keyed hash in shape: nobody's address. */
const token = (name: string) => `k1.${name.padEnd(43, '_')}`;

function event(fields: Partial<CustomerEvent> & { readonly customerKey: string }): CustomerEvent {
  return {
    messageId: 'm',
    userId: fields.customerKey,
    anonymousId: undefined,
    previousId: undefined,
    type: 'identify',
    name: 'identify',
    atMs: 0,
    isClamped: false,
    times: { deviceMs: undefined, sentMs: undefined, receivedMs: 0 },
    zone: undefined,
    properties: {},
    traits: {},
    context: {},
    ...fields,
  };
}
const identify = (customerKey: string, traits: CustomerEvent['traits'], anonymousId?: string) =>
  event({ customerKey, traits, anonymousId });

let link: LinkIdentities;
let resolve: ResolvePerson;
let unmerge: UnmergePersons;
beforeEach(() => {
  const ports = {
    ledgers: createTableLedgerStore(createMemoryTable(tables.ledger)),
    persons: createTablePersonStore(createMemoryTable(tables.person)),
    clock: { nowMs: () => 5 },
  };
  link = createLinkIdentities(ports);
  resolve = createResolvePerson(ports);
  unmerge = createUnmergePersons(ports);
});
const personOf = async (key: string) => (await resolve(key)).customerKeys;

/** Every order of the same events must end alike. */
function orders<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, index) =>
    orders(items.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  );
}

describe('linkIdentities', () => {
  it('joins an anonymous visitor to the user that it turns out to be', async () => {
    await link([identify('user-1', {}, 'anon-1')]);
    expect(await resolve('user-1')).toMatchObject({ personId: 'anon-1', customerKeys: ['anon-1', 'user-1'] });
  });

  it('joins by alias, by e-mail and by phone', async () => {
    await link([event({ customerKey: 'u2', type: 'alias', previousId: 'u1' })]);
    await link([identify('u2', { email: token('mail') }), identify('u3', { email: token('mail') })]);
    await link([identify('u3', { phone: token('tel') }), identify('u4', { phoneNumber: token('tel') })]);
    expect(await personOf('u4')).toEqual(['u1', 'u2', 'u3', 'u4']);
  });

  it('joins a till receipt by its loyalty number', async () => {
    await link([identify('u1', { loyalty_id: token('card') })]);
    const receipt = {
      type: 'track',
      name: 'Order Completed',
      properties: { membership_number: token('card') },
    } as const;
    await link([event({ customerKey: 'till-9', userId: undefined, anonymousId: 'till-9', ...receipt })]);
    expect(await personOf('till-9')).toEqual(['till-9', 'u1']);
  });

  it('joins a user id that was itself an address to another source of that address', async () => {
    await link([identify(token('mail'), {}), identify('u1', { email: token('mail') })]);
    expect(await personOf('u1')).toEqual([token('mail'), 'u1']);
  });

  it('sets a shared device apart, in every order, also when it was linked before', async () => {
    const events = [identify('u1', {}, 'tablet'), identify('u2', {}, 'tablet'), identify('u1', {}, 'own')];
    for (const order of orders(events)) {
      const ports = {
        ledgers: createTableLedgerStore(createMemoryTable(tables.ledger)),
        persons: createTablePersonStore(createMemoryTable(tables.person)),
        clock: { nowMs: () => 5 },
      };
      for (const each of order) await createLinkIdentities(ports)([each]);
      const members = async (key: string) => (await createResolvePerson(ports)(key)).customerKeys;
      expect([await members('u1'), await members('u2'), await members('tablet')]).toEqual([
        ['own', 'u1'],
        ['u2'],
        ['tablet'],
      ]);
    }
  });

  it('keeps a family that shares a phone apart, in every order, and keeps the reason', async () => {
    const events = [
      identify('mother', { phone: token('tel') }),
      identify('child', { phone: token('tel') }),
      identify('mother', { email: token('a') }),
      identify('child', { email: token('b') }),
    ];
    for (const order of orders(events)) {
      const persons = createTablePersonStore(createMemoryTable(tables.person));
      const ledgers = createTableLedgerStore(createMemoryTable(tables.ledger));
      const ports = { ledgers, persons, clock: { nowMs: () => 5 } };
      let apart: ReadonlyMap<string, number> = new Map();
      for (const each of order) apart = (await createLinkIdentities(ports)([each])).apart;
      const { merges } = await createExplainIdentity(ports)('child');
      expect(merges.map(({ keys, state, reason }) => [...keys, state, apartSentence(reason).en])).toEqual([
        [
          'child',
          'mother',
          'undone',
          'Their e-mail addresses differ: a phone or device that a family shares.',
        ],
      ]);
      expect((await createResolvePerson(ports)('mother')).customerKeys).toEqual(['mother']);
      expect([...apart]).toEqual([['conflicting_email', 1]]);
    }
  });

  it('decides the same in every order where two users of a phone differ first and share a card later', async () => {
    const events = [
      identify('a', { phone: token('tel') }),
      identify('b', { phone: token('tel'), loyalty_id: token('card') }),
      identify('c', { phone: token('tel'), loyalty_id: token('other') }),
      identify('c', { loyalty_id: token('card') }),
    ];
    for (const order of orders(events)) {
      const persons = createTablePersonStore(createMemoryTable(tables.person));
      const ledgers = createTableLedgerStore(createMemoryTable(tables.ledger));
      const ports = { ledgers, persons, clock: { nowMs: () => 5 } };
      for (const each of order) await createLinkIdentities(ports)([each]);
      const members = async (key: string) => (await createResolvePerson(ports)(key)).customerKeys;
      expect([await members('a'), await members('b')]).toEqual([['a'], ['b', 'c']]);
    }
  });

  it('joins nobody through a till account that shows many cards', async () => {
    const cards = ['c1', 'c2', 'c3', 'c4'];
    for (const card of cards) await link([identify(`user-${card}`, { loyalty_id: token(card) })]);
    for (const card of cards) await link([identify('till', { loyalty_number: token(card) })]);
    expect(await personOf('till')).toEqual(['till']);
    expect(await personOf('user-c1')).toEqual(['user-c1']);
  });

  it('joins nobody through a phone that too many show', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await link([identify(key, { phone: token('shop') })]);
    for (const key of ['a', 'b', 'c', 'd']) expect(await personOf(key)).toEqual([key]);
  });

  it('changes nothing when events come again', async () => {
    const events = [
      identify('u1', { email: token('mail') }, 'anon'),
      identify('u2', { email: token('mail') }),
    ];
    await link(events);
    const before = await resolve('u1');
    expect(await link(events)).toEqual({ mergedCount: 0, apart: new Map() });
    expect(await resolve('u1')).toEqual(before);
  });

  it('does not join again what a person has set apart', async () => {
    await link([identify('u1', { email: token('mail') }), identify('u2', { email: token('mail') })]);
    await unmerge.byCustomerKey('u2', 'said so on the phone');
    await link([identify('u2', { email: token('mail'), phone: token('tel') })]);
    expect(await personOf('u2')).toEqual(['u2']);
  });

  it('takes nothing that is no keyed hash for an identifier', async () => {
    await link([identify('u1', { email: 'x', phone: '', loyalty_id: '[phone k1.…]' })]);
    await link([identify('u2', { email: 'x', phone: '', loyalty_id: '[phone k1.…]' })]);
    expect(await personOf('u1')).toEqual(['u1']);
  });
});
