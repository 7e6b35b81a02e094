import { describe, expect, it } from '@jest/globals';
import { DomainError, UnavailableError } from '#core/kernel/errors.ts';
import { countsOf, ordersOf } from '#tests/simulation/counting-fold.ts';
import {
  type Between,
  collect,
  createIngestWorld,
  type IngestWorld,
  recordOf,
  track,
} from '#tests/simulation/ingest-world.ts';

async function hotCounts(world: IngestWorld, key: string) {
  const stored = (await world.profiles.loadHot([key])).get(key);
  return stored === undefined ? {} : countsOf(stored.value);
}

/** Breaks one method of one port, as often as told. */
function breaking(
  site: string,
  method: string,
  error: () => Error,
  matches: (argument: unknown) => boolean = () => true,
): Between {
  return (name, port) => {
    if (name !== site) return port;
    return new Proxy(port, {
      get(target, property, receiver) {
        const value: unknown = Reflect.get(target, property, receiver);
        if (property !== method || typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          if (matches(args[0])) throw error();
          return (value as (...given: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  };
}

/** The second read of profiles is stale. */
function readingNothingOnce(): Between {
  let reads = 0;
  return (name, port) =>
    new Proxy(port, {
      get(target, property, receiver) {
        const value: unknown = Reflect.get(target, property, receiver);
        if (name !== 'profiles' || property !== 'get' || typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          reads += 1;
          return reads === 2 ? [] : (value as (...given: unknown[]) => unknown).apply(target, args);
        };
      },
    });
}

const down = () => new UnavailableError('down');

describe('ingestBatch', () => {
  it('folds each customer key once and counts what it accepted', async () => {
    const world = createIngestWorld();
    const result = await world.ingest([
      recordOf([track('ann', 'm1', 'Product Viewed'), track('ann', 'm2', 'Product Viewed')], { sequence: 1 }),
      recordOf(track('bob', 'm3', 'Order Completed'), { sequence: 2 }),
      recordOf(track('ann', 'm1', 'Product Viewed'), { sequence: 3 }),
    ]);
    expect(result.failed).toEqual([]);
    expect(result.counts.total).toEqual({
      EventsAccepted: 3,
      EventsDuplicate: 1,
      ProfilesWritten: 2,
      HistoriesWritten: 1,
    });
    expect(await hotCounts(world, 'ann')).toEqual({ 'Product Viewed': 2 });
    const history = (await world.profiles.loadHistory(['bob'])).get('bob');
    expect(history && ordersOf(history.value)).toEqual(['m3']);
    expect(result.accepted.map(({ messageId }) => messageId).sort()).toEqual(['m1', 'm2', 'm3']);
    expect(result.duplicates.map(({ messageId }) => messageId)).toEqual(['m1']);
  });

  it('puts bad messages into quarantine with reason and position, and lets the others through', async () => {
    const world = createIngestWorld();
    const result = await world.ingest([
      recordOf('{broken', { sequence: 1 }),
      recordOf([track('ann', 'm1', 'Product Viewed'), { type: 'track' } as never], { sequence: 2 }),
      recordOf(track('ann', 'm2', 'Product Viewed'), { sequence: 3, partitionKey: 'bob' }),
      recordOf(track('ann', 'm3', 'Product Viewed', { properties: { late: true } }), { sequence: 4 }),
    ]);
    expect(result.failed).toEqual([]);
    expect(result.counts.quarantined).toEqual({
      not_json: 1,
      missing_field: 1,
      wrong_partition_key: 1,
      late: 1,
    });
    const entries = await collect(world.quarantine.list());
    expect(entries.map(({ id, reason }) => `${id.slice(-3)} ${reason}`).sort()).toEqual([
      '1:0 not_json',
      '2:1 missing_field',
      '3:0 wrong_partition_key',
      '4:0 late',
    ]);
    expect(await hotCounts(world, 'ann')).toEqual({ 'Product Viewed': 1 });
  });

  it('keeps location and third-party traits only with consent as of the moment of the event', async () => {
    const at = (minute: number) => ({ timestamp: `2026-11-01T00:0${minute}:00.000Z` });
    const consent = { ...at(2), properties: { purpose: 'location', granted: true } };
    const place = { context: { location: { city: 'Seoul' }, locale: 'ko' } };
    const world = createIngestWorld();
    const result = await world.ingest([
      recordOf(track('ann', 'm1', 'Store Entered', at(1)), { sequence: 1 }),
      recordOf(track('ann', 'm2', 'Consent Changed', consent), { sequence: 2 }),
      recordOf(track('ann', 'm3', 'Store Entered', at(3)), { sequence: 3 }),
      recordOf(track('bob', 'm4', 'Product Viewed', { ...at(3), ...place }), { sequence: 4 }),
      recordOf(track('bob', 'm5', 'Store Entered', at(3)), { sequence: 5, partitionKey: 'else' }),
      recordOf(
        { type: 'identify', messageId: 'm6', userId: 'cy', traits: { third_party: { x: { a: 1 } }, age: 3 } },
        { sequence: 6 },
      ),
    ]);
    expect(result.counts.total).toMatchObject({
      EventsAccepted: 4,
      LocationDropped: 3,
      ThirdPartyDropped: 1,
    });
    const kept = (await collect(world.lake.read())).flatMap((line) => line.events);
    expect(kept.map((event) => event.messageId).sort()).toEqual(['m2', 'm3', 'm4', 'm6']);
    expect(JSON.stringify(kept)).not.toMatch(/Seoul|third_party/);
    expect(await collect(world.quarantine.list())).toEqual([]);
  });

  it('fails only the customer key whose profile cannot be saved', async () => {
    const isBob = (item: unknown) => (item as { customerKey?: string }).customerKey === 'bob';
    const world = createIngestWorld(breaking('profiles', 'put', down, isBob));
    const result = await world.ingest([
      recordOf(track('ann', 'm1', 'Product Viewed'), { sequence: 1 }),
      recordOf(track('bob', 'm2', 'Product Viewed'), { sequence: 2 }),
      recordOf(track('bob', 'm3', 'Product Viewed'), { sequence: 3 }),
    ]);
    expect(result.failed.map(({ sequenceNumber }) => sequenceNumber.slice(-1))).toEqual(['2', '3']);
    expect(result.counts.total).toMatchObject({ EventsAccepted: 1, RecordsFailed: 2 });
    expect([...result.failures]).toEqual([['UnavailableError', 1]]);
  });

  it('fails only the customer key whose stored profile cannot be read', async () => {
    const reads: number[] = [];
    const isBroken = (keys: unknown) => {
      reads.push((keys as unknown[]).length);
      return (keys as { customerKey: string }[]).some(({ customerKey }) => customerKey === 'bob');
    };
    const world = createIngestWorld(
      breaking('profiles', 'get', () => new DomainError('broken item'), isBroken),
    );
    const records = ['ann', 'bob', 'cy'].map((key, n) => recordOf(track(key, key, 'Seen'), { sequence: n }));
    const result = await world.ingest(records);
    expect(result.failed).toHaveLength(1);
    expect(result.counts.total.EventsAccepted).toBe(2);
    expect(reads).toEqual([3, 1, 1, 1]);
  });

  it('fails everything and asks once when the store is down', async () => {
    let asked = 0;
    const counted = () => {
      asked += 1;
      return true;
    };
    const world = createIngestWorld(breaking('profiles', 'get', down, counted));
    const records = ['ann', 'bob', 'cy'].map((key, n) => recordOf(track(key, key, 'Seen'), { sequence: n }));
    const result = await world.ingest(records);
    expect(result.failed).toHaveLength(3);
    expect(asked).toBe(1);
    expect(result.counts.total).toEqual({ RecordsFailed: 3 });
  });

  it('fails the record of a bad message that quarantine did not take, and only that', async () => {
    const world = createIngestWorld(breaking('bucket', 'put', down));
    const result = await world.ingest([
      recordOf(track('ann', 'm1', 'Seen'), { sequence: 1 }),
      recordOf('{', { sequence: 2 }),
    ]);
    expect(result.failed.map(({ sequenceNumber }) => sequenceNumber.slice(-1))).toEqual(['2']);
    expect(result.counts.quarantined).toEqual({});
  });

  it('does not save a profile whose rejected event quarantine did not take', async () => {
    const world = createIngestWorld(breaking('bucket', 'put', down));
    const late = track('ann', 'm1', 'Seen', { properties: { late: true } });
    const result = await world.ingest([recordOf([late, track('ann', 'm2', 'Seen')], { sequence: 1 })]);
    expect(result.failed).toHaveLength(1);
    expect(await hotCounts(world, 'ann')).toEqual({});
  });

  it('does not save a profile whose events the lake did not take', async () => {
    const world = createIngestWorld(breaking('lake', 'append', down));
    const result = await world.ingest([recordOf(track('ann', 'm1', 'Seen'), { sequence: 1 })]);
    expect(result.failed).toHaveLength(1);
    expect(await hotCounts(world, 'ann')).toEqual({});
  });

  it('keeps in quarantine what turns out late only after another writer was first', async () => {
    const world = createIngestWorld(readingNothingOnce());
    await world.ingest([recordOf(track('ann', 'm1', 'Seen'), { sequence: 1 })]);
    const late = track('ann', 'm2', 'Seen', { properties: { late: 'if_seen' } });
    const result = await world.ingest([recordOf(late, { sequence: 2 })]);
    expect(result.failed).toEqual([]);
    expect(result.counts).toEqual({
      total: { ProfilesWritten: 1, WriteConflicts: 1 },
      quarantined: { late: 1 },
    });
    expect(await collect(world.quarantine.list())).toHaveLength(1);
  });

  it('fails what is left when time runs out', async () => {
    const world = createIngestWorld();
    const result = await world.ingest([recordOf(track('ann', 'm1', 'Seen'), { sequence: 1 })], () => false);
    expect(result.failed).toHaveLength(1);
    expect([...result.failures.keys()]).toEqual(['OutOfTime']);
  });

  it('links again on redelivery what a failure cut off', async () => {
    let fails = 1;
    const once = () => {
      fails -= 1;
      return fails >= 0;
    };
    const world = createIngestWorld(breaking('steps', 'linkIdentities', down, once));
    const batch = [recordOf({ type: 'identify', messageId: 'm1', userId: 'ann' }, { sequence: 1 })];
    expect((await world.ingest(batch)).failed).toHaveLength(1);
    expect((await world.ingest(batch)).failed).toHaveLength(0);
    expect(world.linked).toEqual(['ann']);
    expect(await hotCounts(world, 'ann')).toEqual({ identify: 1 });
  });
});
