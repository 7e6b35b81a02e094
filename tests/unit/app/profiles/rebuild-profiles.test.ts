import { describe, expect, it } from '@jest/globals';
import { createStateComparison } from '#adapters/node/profile-codec.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import { createRebuildProfiles } from '#app/profiles/rebuild-profiles.ts';
import { ConflictError, UnavailableError } from '#core/kernel/errors.ts';
import type { HotPart } from '#core/profiles/hot-part.ts';
import { countingCodec, countingFold, countsOf } from '#tests/simulation/counting-fold.ts';
import {
  type Between,
  createIngestWorld,
  type IngestWorld,
  recordOf,
  track,
} from '#tests/simulation/ingest-world.ts';

const HOUR_MS = 3_600_000;
/** An hour after the world's own time. */
const later = { nowMs: () => Date.parse('2026-11-20T01:00:00Z') };
const request = { shareCount: 3, lakeLagMs: HOUR_MS / 4 };

function rebuildOf(world: IngestWorld, profiles: ProfileStore = world.profiles) {
  return createRebuildProfiles(
    { lake: world.lake, profiles, clock: later },
    {
      fold: countingFold,
      settings: { brandZone: 'Asia/Seoul', brandCurrency: 'KRW' },
      emptyHot: countingCodec.emptyHot(),
      emptyHistory: countingCodec.emptyHistory(),
      ...createStateComparison(countingCodec),
    },
  );
}

async function hotOf(world: IngestWorld, key: string) {
  const stored = (await world.profiles.loadHot([key])).get(key);
  if (stored === undefined) throw new Error('not loaded');
  return { ...stored, counts: countsOf(stored.value) };
}

const batch = [
  recordOf([track('ann', 'm1', 'Seen'), track('ann', 'm2', 'Order Completed')], { sequence: 1 }),
  recordOf(track('bob', 'm3', 'Seen'), { sequence: 2 }),
];

/** Overwrites what a profile counts. */
async function spoil(world: IngestWorld, key: string) {
  const { value, version } = await hotOf(world, key);
  await world.profiles.saveHot(key, version, { ...value, counts: { Seen: 99 } } as unknown as HotPart);
}

describe('rebuildProfiles', () => {
  it('finds nothing to do where profiles agree with the lake', async () => {
    const world = createIngestWorld();
    await world.ingest(batch);
    expect(await rebuildOf(world)(request)).toMatchObject({
      customerKeyCount: 2,
      eventCount: 3,
      repeatedEventCount: 0,
      sameCount: 2,
      differing: [],
      busy: [],
      unreadable: { erased: 0, damaged: 0 },
    });
    expect((await hotOf(world, 'ann')).version).toBe(1);
  });

  it('rewrites a profile that differs, and what comes again later still counts once', async () => {
    const world = createIngestWorld();
    await world.ingest(batch);
    await spoil(world, 'ann');
    expect((await rebuildOf(world)({ ...request, isDryRun: true })).differing).toEqual(['ann']);
    expect((await hotOf(world, 'ann')).counts).toEqual({ Seen: 99 });
    expect((await rebuildOf(world)(request)).differing).toEqual(['ann']);
    await world.ingest(batch);
    await world.ingest([recordOf(track('ann', 'm1', 'Seen'), { sequence: 9 })]);
    expect((await hotOf(world, 'ann')).counts).toEqual({ Seen: 1, 'Order Completed': 1 });
  });

  it('is exact where a duplicate came after the ring had forgotten it', async () => {
    const world = createIngestWorld();
    const many = Array.from({ length: 100 }, (_, n) =>
      recordOf(track('ann', `m${n}`, 'Seen'), { sequence: n }),
    );
    await world.ingest(many);
    await world.ingest([recordOf(track('ann', 'm0', 'Seen'), { sequence: 100 })]);
    expect((await hotOf(world, 'ann')).counts).toEqual({ Seen: 101 });
    expect(await rebuildOf(world)(request)).toMatchObject({ repeatedEventCount: 1, differing: ['ann'] });
    expect((await hotOf(world, 'ann')).counts).toEqual({ Seen: 100 });
  });

  it('leaves alone whoever was active within the time that the lake lags behind', async () => {
    const world = createIngestWorld();
    await world.ingest(batch);
    await spoil(world, 'ann');
    const report = await rebuildOf(world)({ ...request, lakeLagMs: HOUR_MS });
    expect([...report.busy].sort()).toEqual(['ann', 'bob']);
    expect((await hotOf(world, 'ann')).counts).toEqual({ Seen: 99 });
  });

  it('leaves alone a profile that changed while it was compared', async () => {
    const world = createIngestWorld();
    await world.ingest(batch);
    await spoil(world, 'ann');
    const raced = { ...world.profiles, saveHot: () => Promise.reject(new ConflictError('raced')) };
    const report = await rebuildOf(world, raced)(request);
    expect([report.busy, report.differing]).toEqual([['ann'], []]);
  });

  it('counts once what was in the lake but not in its profile, also when it comes again afterwards', async () => {
    let isDown = true;
    const downOnce: Between = (site, port) =>
      site !== 'profiles'
        ? port
        : new Proxy(port, {
            get: (target, property, receiver): unknown =>
              property === 'put' && isDown
                ? () => Promise.reject(new UnavailableError('down'))
                : Reflect.get(target, property, receiver),
          });
    const world = createIngestWorld(downOnce);
    expect((await world.ingest(batch)).failed).toHaveLength(2);
    isDown = false;
    expect((await rebuildOf(world)(request)).differing).toHaveLength(2);
    expect((await world.ingest(batch)).counts.total.EventsAccepted).toBeUndefined();
    expect((await hotOf(world, 'ann')).counts).toEqual({ Seen: 1, 'Order Completed': 1 });
  });

  it('gives the same whatever the number of shares', async () => {
    const world = createIngestWorld();
    const records = Array.from({ length: 50 }, (_, n) =>
      recordOf(track(`c${n}`, `m${n}`, 'Seen'), { sequence: n }),
    );
    await world.ingest(records);
    for (const shareCount of [1, 2, 7]) {
      expect(await rebuildOf(world)({ ...request, shareCount })).toMatchObject({
        customerKeyCount: 50,
        sameCount: 50,
      });
    }
  });
});
