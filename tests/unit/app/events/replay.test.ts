import { describe, expect, it } from '@jest/globals';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createObjectFailureStore } from '#adapters/node/object-failure-store.ts';
import { createReplayFailures } from '#app/events/replay-failures.ts';
import { createReplayQuarantine } from '#app/events/replay-quarantine.ts';
import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import type { EventStream } from '#app/ports/event-stream.ts';
import type { Message } from '#core/events/message.ts';
import { countsOf } from '#tests/simulation/counting-fold.ts';
import {
  collect,
  createIngestWorld,
  type IngestWorld,
  recordOf,
  track,
} from '#tests/simulation/ingest-world.ts';
import { plainDecode } from '#tests/simulation/plain-decode.ts';

const clock = { nowMs: () => Date.parse('2026-11-20T12:00:00Z') };

/** A stream whose records are folded at once, under new sequence numbers. */
function streamInto(
  world: IngestWorld,
): EventStream & { readonly put: EventStream['put']; count: () => number } {
  let sequence = 1000;
  const received: ArrivedRecord[] = [];
  return {
    count: () => received.length,
    async put(records) {
      const arrived = records.map(({ partitionKey, data }) => {
        sequence += 1;
        return recordOf(Buffer.from(data).toString(), { sequence, partitionKey });
      });
      received.push(...arrived);
      await world.ingest(arrived);
    },
  };
}

async function counts(world: IngestWorld, key: string) {
  const stored = (await world.profiles.loadHot([key])).get(key);
  return stored && countsOf(stored.value);
}

describe('replayQuarantine', () => {
  const broken = (id: string) =>
    ({ type: 'track', event: 'Seen', userId: 'ann', properties: { id } }) as unknown as Message;

  async function setUp() {
    const world = createIngestWorld();
    await world.ingest([
      recordOf([track('ann', 'm0', 'Seen'), broken('a'), broken('b')], { sequence: 1 }),
      recordOf(track('ann', 'm1', 'Seen'), { sequence: 2, partitionKey: 'bob' }),
      recordOf('{"cut', { sequence: 3 }),
      recordOf(track('ann', 'm2', 'Seen', { properties: { late: true } }), { sequence: 4 }),
    ]);
    const stream = streamInto(world);
    const { quarantine } = world;
    return {
      world,
      stream,
      quarantine,
      replay: createReplayQuarantine({ quarantine, stream, decode: plainDecode, clock }),
    };
  }

  it('replays what is acceptable today under its right key, and says why the rest is not', async () => {
    const { world, stream, replay } = await setUp();
    const report = await replay();
    expect({ ...report, refused: Object.fromEntries(report.refused) }).toEqual({
      replayedCount: 1,
      knownCount: 0,
      refused: { not_json: 1, missing_field: 2, late: 1 },
    });
    expect(stream.count()).toBe(1);
    expect(await counts(world, 'ann')).toEqual({ Seen: 2 });
  });

  it('changes nothing the second time', async () => {
    const { world, stream, replay } = await setUp();
    await replay();
    expect(await replay()).toMatchObject({ replayedCount: 0, knownCount: 1 });
    expect(stream.count()).toBe(1);
    expect(await counts(world, 'ann')).toEqual({ Seen: 2 });
  });

  it('counts nothing twice when it is cut off before it marks', async () => {
    const { world, stream, quarantine } = await setUp();
    const cutOff = { ...quarantine, markReplayed: () => Promise.reject(new Error('killed')) };
    const replay = createReplayQuarantine({ quarantine: cutOff, stream, decode: plainDecode, clock });
    await expect(replay()).rejects.toThrow('killed');
    await expect(replay()).rejects.toThrow('killed');
    expect(stream.count()).toBe(2);
    expect(await counts(world, 'ann')).toEqual({ Seen: 2 });
  });

  it('mends by a patch, entry by entry', async () => {
    const { world, quarantine, replay } = await setUp();
    const mend = [{ op: 'move', from: '/properties/id', path: '/messageId' }] as const;
    const report = await replay({ reason: 'missing_field', mend });
    expect(report.replayedCount).toBe(2);
    expect(await counts(world, 'ann')).toEqual({ Seen: 3 });
    const marked = (await collect(quarantine.list())).filter((entry) => entry.replayedAtMs !== undefined);
    expect(marked.map(({ reason }) => reason)).toEqual(['missing_field', 'missing_field']);
  });

  it('replays only the entries asked for, and leaves what a patch does not fit', async () => {
    const { quarantine, replay } = await setUp();
    const [first] = await collect(quarantine.list({ reason: 'missing_field' }));
    const ids = new Set([first?.id ?? '']);
    const misfit = [{ op: 'remove', path: '/nothing' }] as const;
    expect((await replay({ ids, mend: misfit })).refused).toEqual(new Map([['not_mendable', 1]]));
    const mend = [{ op: 'add', path: '/messageId', value: 'm9' }] as const;
    expect((await replay({ ids, mend })).replayedCount).toBe(1);
  });

  it('keeps the time at which a message was first received', async () => {
    const { stream, quarantine } = await setUp();
    const put: string[] = [];
    const spying = {
      put: async (records: Parameters<EventStream['put']>[0]) => {
        put.push(...records.map(({ data }) => Buffer.from(data).toString()));
        await stream.put(records);
      },
    };
    await createReplayQuarantine({ quarantine, stream: spying, decode: plainDecode, clock })();
    expect(JSON.parse(put[0] ?? '')).toMatchObject({ receivedAt: expect.stringMatching(/^2026-/) });
  });
});

describe('replayFailures', () => {
  /** As an event source mapping writes it to S3. */
  const written = (records: readonly ArrivedRecord[]) =>
    JSON.stringify({
      requestContext: { requestId: 'r', functionArn: 'arn', condition: 'RetryAttemptsExhausted' },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: '2026-11-20T00:38:06.021Z',
      KinesisBatchInfo: { shardId: records[0]?.shardId, batchSize: records.length },
      payload: JSON.stringify({
        Records: records.map((record) => ({
          kinesis: {
            kinesisSchemaVersion: '1.0',
            partitionKey: record.partitionKey,
            sequenceNumber: record.sequenceNumber,
            data: Buffer.from(record.data).toString('base64'),
            approximateArrivalTimestamp: record.arrivedAtMs / 1000,
          },
          eventSource: 'aws:kinesis',
          eventID: `${record.shardId}:${record.sequenceNumber}`,
        })),
      }),
    });
  const keyOf = (name: string) => `aws/lambda/mapping-1/shardId-000000000000/2026/11/20/${name}`;

  it('puts every record again by its key and in order, once, and names what it cannot read (17)', async () => {
    const world = createIngestWorld();
    const objects = createMemoryObjectStore();
    const good = written([
      recordOf(track('ann', 'm1', 'Seen'), { sequence: 1 }),
      recordOf(track('bob', 'm2', 'Seen'), { sequence: 2 }),
    ]);
    await objects.put(keyOf('2026-11-20T00.38.06-b'), Buffer.from(good));
    await objects.put(keyOf('2026-11-20T00.37.00-a'), Buffer.from(good.slice(0, 300)));
    await objects.put(keyOf('2026-11-20T00.39.00-c'), Buffer.from('{"payload":"not json"}'));
    const stream = streamInto(world);
    const replay = createReplayFailures({ failures: createObjectFailureStore(objects), stream, clock });

    const unreadable = [keyOf('2026-11-20T00.37.00-a'), keyOf('2026-11-20T00.39.00-c')];
    expect(await replay()).toEqual({ batchCount: 1, recordCount: 2, unreadable });
    expect(await replay()).toEqual({ batchCount: 0, recordCount: 0, unreadable });
    expect(stream.count()).toBe(2);
    expect(await counts(world, 'ann')).toEqual({ Seen: 1 });
    expect(await counts(world, 'bob')).toEqual({ Seen: 1 });
  });
});
