import { describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { loadLedger } from '#app/profiles/find-ledger.ts';
import { createMergePersons } from '#app/profiles/merge-persons.ts';
import type { MergePorts } from '#app/profiles/settle-merges.ts';
import { createSweepMerges } from '#app/profiles/sweep-merges.ts';
import { createUnmergePersons } from '#app/profiles/unmerge-persons.ts';
import { tables } from '#contracts/tables.ts';
import type { Consent } from '#core/profiles/consent.ts';
import { mergeIdOf } from '#core/profiles/identity/merge-id.ts';
import { reachable } from '#core/profiles/ledger.ts';
import { Chaos, createDice, type Dice } from './chaos.ts';

/** CI's figure; the torture run sets it higher. A failing seed is in the test's message: run it alone with KAIROS_SEED. */
const RUNS = Number(process.env['KAIROS_RUNS'] ?? 300);
const FIRST_SEED = Number(process.env['KAIROS_SEED'] ?? 1);

/** Found at 10,000 seeds: a merge that crashed between two keys of one person could not be finished by anybody. */
const FOUND_SEEDS = [2362, 2503];
const SEEDS = [...FOUND_SEEDS, ...Array.from({ length: RUNS }, (_, index) => FIRST_SEED + index)];

const KEYS = ['a', 'b', 'c', 'd', 'e'];

interface World {
  readonly ports: MergePorts;
  readonly chaos: Chaos;
  readonly dice: Dice;
  /** Few keys make actors meet. */
  readonly keyCount: number;
  readonly clock: { nowMs(): number };
}

function createWorld(seed: number): World {
  const dice = createDice(seed);
  const keyCount = 2 + dice.below(KEYS.length - 1);
  const chaos = new Chaos(dice);
  let nowMs = 1000;
  const clock = {
    nowMs: () => {
      nowMs += 1;
      return nowMs;
    },
  };
  const ledgers = createTableLedgerStore(createMemoryTable(tables.ledger));
  const persons = createTablePersonStore(createMemoryTable(tables.person));
  return {
    ports: { ledgers: chaos.wrap(ledgers), persons: chaos.wrap(persons) },
    chaos,
    dice,
    keyCount,
    clock,
  };
}

function pairOf(dice: Dice, keyCount: number): readonly [string, string] {
  const first = dice.below(keyCount);
  const second = (first + 1 + dice.below(keyCount - 1)) % keyCount;
  return [KEYS[first] ?? '', KEYS[second] ?? ''];
}

function actorOf({ ports, dice, clock, keyCount }: World, index: number): () => Promise<unknown> {
  const keys = pairOf(dice, keyCount);
  const evidence = { kind: 'phone', note: `phone:${dice.below(2)}` } as const;
  const roll = dice.below(10);
  if (roll < 5) return () => createMergePersons({ ...ports, clock })({ keys, evidence });
  if (roll < 8) return () => createUnmergePersons({ ...ports, clock }).byEvidence({ keys, evidence }, 'test');
  const consent: Consent = {
    purpose: 'marketing',
    channel: 'push',
    granted: dice.chance(0.5),
    atMs: clock.nowMs(),
    basis: 'opt_in',
    textVersion: String(index),
  };
  return () => createApplyConsents(ports).apply([{ speaker: keys[0], consent }]);
}

/** Runs one seed: actors at once amid faults, then a sweep that is left in peace. */
async function runSeed(seed: number) {
  const world = createWorld(seed);
  world.chaos.faults = { crash: 0.01, lostAnswer: 0.02, twice: 0.02 };
  const actors = Array.from({ length: 4 + world.dice.below(6) }, (_, index) => actorOf(world, index));
  await world.chaos.run(actors);
  world.chaos.faults = { crash: 0, lostAnswer: 0, twice: 0 };
  const later = { nowMs: () => 100_000_000 };
  await world.chaos.run([createSweepMerges({ ...world.ports, clock: later })]);
  return world;
}

async function inspect({ ports, chaos }: World) {
  const ledgers = new Map<string, Awaited<ReturnType<typeof loadLedger>>['value']>();
  const merged: { mergeId: string; keys: readonly [string, string] }[] = [];
  const states: string[] = [];
  await chaos.run([
    async () => {
      for (const key of KEYS) ledgers.set(key, (await loadLedger(ports.ledgers, key)).value);
      for (const [a, b] of KEYS.flatMap((x) => KEYS.map((y) => [x, y] as const))) {
        if (a >= b) continue;
        for (const note of ['phone:0', 'phone:1']) {
          const mergeId = mergeIdOf({ kind: 'phone', note }, [a, b]);
          const { value } = await ports.persons.loadMerge(mergeId);
          if (value !== undefined) states.push(value.state);
          if (value?.state === 'merged') merged.push({ mergeId, keys: [a, b] });
        }
      }
    },
  ]);
  return { ledgers, merged, states };
}

/** What the records say is what the ledgers are: checked for every key. */
async function check(seed: number) {
  const world = await runSeed(seed);
  const { ledgers, merged, states } = await inspect(world);
  const where = `seed ${seed}`;
  expect([where, states.filter((state) => state === 'open' || state === 'undoing')]).toEqual([where, []]);
  const links = merged.map((each) => ({ ...each, atMs: 0 }));
  for (const key of KEYS) {
    const expected = reachable(key, links);
    const [personId = ''] = expected;
    const own = ledgers.get(key);
    const root = ledgers.get(own?.aliasOf ?? key);
    expect([where, key, own?.step, root?.personId]).toEqual([where, key, undefined, personId]);
    expect([where, key, root?.members]).toEqual([where, key, expected]);
    const linkIds = root?.links.map(({ mergeId }) => mergeId);
    const wanted = links.filter(({ keys }) => expected.includes(keys[0])).map(({ mergeId }) => mergeId);
    expect([where, key, linkIds]).toEqual([where, key, wanted.sort()]);
  }
  return { merged, states };
}

describe('merges, unmerges and consents at once, with crashes at any store call', () => {
  it(`end where their records say, for ${RUNS} seeds`, async () => {
    let mergedCount = 0;
    let undoneCount = 0;
    for (const seed of SEEDS) {
      const { merged, states } = await check(seed).catch((error: unknown) => {
        throw new Error(`seed ${seed}`, { cause: error });
      });
      mergedCount += merged.length;
      undoneCount += states.filter((state) => state === 'undone').length;
    }
    // The simulation must have had something to decide.
    if (RUNS >= 100) expect([mergedCount > RUNS / 2, undoneCount > RUNS / 2]).toEqual([true, true]);
  }, 3_600_000);
});
