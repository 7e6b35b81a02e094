import { describe, expect, it } from '@jest/globals';
import { runSeed } from './run-seed.ts';
import type { Missing } from './world.ts';

/** CI's figure; the torture run sets it higher. A failing seed is in the message: run it alone with KAIROS_SEED. */
const RUNS = Number(process.env['KAIROS_RUNS'] ?? 2000);
const FIRST_SEED = Number(process.env['KAIROS_SEED'] ?? 1);
const LONG_MS = 3_600_000;

async function firstBroken(missing: Missing, seeds: number): Promise<string | undefined> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    // Without a part the product may also come to no end: the next seed then.
    const { broken } = await runSeed(seed, missing).catch(() => ({ broken: [] }));
    if (broken.length > 0) return broken[0];
  }
  return undefined;
}

describe('delivery amid crashes, lost answers, doubled calls, races and jumping clocks', () => {
  it(
    `keeps I1, I2, I3 and I6 for ${RUNS} seeds`,
    async () => {
      const totals: Record<string, number> = {};
      for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
        const outcome = await runSeed(seed).catch((error: unknown) => {
          throw new Error(`seed ${seed}`, { cause: error });
        });
        expect([`seed ${seed}`, outcome.broken]).toEqual([`seed ${seed}`, []]);
        for (const [status, count] of Object.entries(outcome.totals))
          totals[status] = (totals[status] ?? 0) + count;
      }
      // The simulation must have had something to decide: every end occurs, and most messages are sent.
      if (RUNS < 100) return;
      for (const status of ['accepted', 'suppressed', 'unknown', 'failed'])
        expect([status, (totals[status] ?? 0) > RUNS / 20]).toEqual([status, true]);
    },
    LONG_MS,
  );

  // A worker that came too late closed the shard, and the one that had settled its claim died before the receipt.
  it.each([5407])('keeps the invariants for seed %i, which once broke one', async (seed) => {
    expect((await runSeed(seed)).broken).toEqual([]);
  });

  it('replays a seed byte for byte', async () => {
    const [first, second] = [await runSeed(11), await runSeed(11)];
    expect(second).toEqual(first);
    expect(first.log.length).toBeGreaterThan(100);
  });

  const parts: readonly (readonly [string, Missing, RegExp])[] = [
    ['the condition of a claim', { claim: true }, /^I[13]/],
    ['the condition of a budget', { budget: true }, /^I3: .*(budget|granted)/],
    ['the consent', { consent: true }, /^I3: .* without consent/],
    ['the notice that an old consent needs', { confirmation: true }, /^I3: .* that nobody confirmed/],
    ['the cap', { cap: true }, /^I3: .* above the cap/],
    ['the quiet hours', { quietHours: true }, /^I3: .* at night/],
    ['the window', { expiry: true }, /^I3: .* outside its window/],
  ];
  it.each(parts)(
    'finds within 1,000 seeds that %s is missing',
    async (_name, missing, sentence) => {
      expect(await firstBroken(missing, 1000)).toMatch(sentence);
    },
    LONG_MS,
  );
});
