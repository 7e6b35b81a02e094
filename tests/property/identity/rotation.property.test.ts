import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Message } from '#core/events/message.ts';
import { gateId } from '#core/events/privacy-gate.ts';
import { testHasher } from '#tests/identifier-hash.ts';
import { createRotationWorld } from '#tests/support/rotation-world.ts';
import { RUNS } from '../runs.ts';

const ANN = 'ann@shop.example';
const BEN = 'ben@shop.example';
const TEL = '010-1111-2222';
/** Customer ids: names, and addresses that become hashes. */
const IDS = ['ann', 'ben', 'cho', ANN, BEN, TEL];
const CARDS = ['7700-1', '7700-2', '7700-3'];
const TEXTS = [...IDS, 'home@shop.example', '010-3333-4444', 'd1', 'd2'];

const message = fc.record({
  userId: fc.constantFrom(...IDS),
  anonymousId: fc.option(fc.constantFrom('d1', 'd2', ANN), { nil: undefined }),
  email: fc.option(fc.constantFrom(ANN, BEN, 'home@shop.example'), { nil: undefined }),
  phone: fc.option(fc.constantFrom(TEL, '010-3333-4444'), { nil: undefined }),
  loyalty_id: fc.option(fc.constantFrom(...CARDS), { nil: undefined }),
});
type Said = typeof message extends fc.Arbitrary<infer T> ? T : never;

function messageOf({ userId, anonymousId, ...shown }: Said): Message {
  const traits = Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined));
  return {
    type: 'identify',
    messageId: 'm',
    userId,
    ...(anonymousId !== undefined && { anonymousId }),
    traits,
  };
}

type World = ReturnType<typeof createRotationWorld>;

async function sendAll(world: World, said: readonly Said[]): Promise<void> {
  for (const each of said) await world.send(messageOf(each));
}

/** Sends everything, with a rotation begun and ended on the way; what has no new name by then is shown once more. */
async function sendRotated(
  world: World,
  said: readonly Said[],
  { from, to, first = async () => undefined }: { from: number; to: number; first?: () => Promise<unknown> },
) {
  await sendAll(world, said.slice(0, from));
  await first();
  await world.rotate.begin();
  await sendAll(world, said.slice(from, to));
  world.passDays(1);
  const { unnamed } = await world.rotate.rehash();
  if (Object.keys(unnamed).length > 0) await sendAll(world, said.slice(0, to));
  expect((await world.rotate.end(false)).status).toBe('ended');
  await sendAll(world, said.slice(to));
}

const personsOf = (world: World, keyId: string): Promise<string[]> =>
  Promise.all(IDS.map((id) => world.personOf(id, TEXTS, keyId)));

/** Every merge decided about anybody, in clear; not those by which a rotation joins an address with itself. */
async function mergesOf(world: World): Promise<string[]> {
  const clear = world.clearTexts(TEXTS);
  const found = new Set<string>();
  for (const id of IDS) {
    const both = ['k1', 'k2'].map((keyId) => world.explain(gateId(id, testHasher([keyId]).hash)));
    for (const { keys, evidence, state, reason } of (await Promise.all(both)).flatMap(({ merges }) => merges))
      if (evidence.kind !== 'rotation')
        found.add(
          JSON.stringify([keys.map((key) => clear.get(key) ?? key).sort(), evidence.kind, state, reason]),
        );
  }
  return [...found].sort();
}

const stream = fc
  .array(message, { minLength: 1, maxLength: 9 })
  .chain((said) => fc.tuple(fc.constant(said), fc.nat({ max: said.length }), fc.nat({ max: said.length })));

describe('a rotation of the hashing key', () => {
  it('leaves everybody who they are, wherever in a stream it begins and ends', async () => {
    let joined = 0;
    await fc.assert(
      fc.asyncProperty(stream, async ([said, a, b]) => {
        const [calm, rotated] = [createRotationWorld(), createRotationWorld()];
        await sendAll(calm, said);
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        await sendRotated(rotated, said, { from, to });
        const expected = await personsOf(calm, 'k1');
        joined += expected.filter((person) => person.includes('+')).length;
        expect(await personsOf(rotated, 'k2')).toEqual(expected);
        for (const { userId } of said.slice(0, to))
          expect(await rotated.personOf(userId, TEXTS, 'k1')).toBe(expected[IDS.indexOf(userId)]);
        expect(await mergesOf(rotated)).toEqual(await mergesOf(calm));
      }),
      { numRuns: Math.ceil(RUNS / 10) },
    );
    expect(joined).toBeGreaterThan(0);
  }, 3_600_000);

  it('lets what somebody joined be taken apart again, and stay apart under the new key', async () => {
    await fc.assert(
      fc.asyncProperty(stream, async ([said, a, b]) => {
        const world = createRotationWorld();
        const keys = ['ann', 'zoe'] as const;
        let mergeId = '';
        const first = async () => {
          ({ mergeId } = await world.merge({ keys, evidence: { kind: 'manual', note: 'said so' } }));
        };
        await sendRotated(world, said, { from: Math.min(a, b), to: Math.max(a, b), first });
        const before = await world.personOf('ann', TEXTS, 'k2');
        await world.unmerge.byMergeId(mergeId, 'was wrong');
        expect(await world.personOf('zoe', TEXTS, 'k2')).toBe('zoe');
        expect(await world.personOf('ann', TEXTS, 'k2')).toBe(before.replace(/\+?zoe/, ''));
        // Whatever evidence joined people under the older key: taken back, it joins nobody under the newer one.
        const { merges } = await world.explain('ann');
        for (const { mergeId: id, state, evidence } of merges)
          if (state === 'merged' && evidence.kind !== 'rotation') await world.unmerge.byMergeId(id, 'no');
        const apart = await world.personOf('ann', TEXTS, 'k2');
        await sendAll(
          world,
          said.filter(({ userId }) => userId === 'ann'),
        );
        expect(await world.personOf('ann', TEXTS, 'k2')).toBe(apart);
      }),
      { numRuns: Math.ceil(RUNS / 20) },
    );
  }, 3_600_000);
});
