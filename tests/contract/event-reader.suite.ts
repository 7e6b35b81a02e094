import { setTimeout } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { EventReader } from '#app/ports/event-reader.ts';
import type { EventStream } from '#app/ports/event-stream.ts';
import { compareSequenceNumbers } from '#core/events/stream-position.ts';

export interface ReaderUnderTest {
  readonly reader: EventReader;
  readonly stream: EventStream;
}

const put = (partitionKey: string, text: string) => ({ partitionKey, data: Buffer.from(text) });

/** Reads until so many records came; fails after five seconds. */
async function take(reader: EventReader, count: number, fromMs?: number) {
  const stop = new AbortController();
  const late = globalThis.setTimeout(() => stop.abort(), 5000);
  const found = [];
  for await (const record of reader.read(fromMs, stop.signal)) {
    found.push(record);
    if (found.length >= count) stop.abort();
  }
  globalThis.clearTimeout(late);
  return found;
}

/** What every event reader promises. */
export function describeEventReader(setUp: () => Promise<ReaderUnderTest>) {
  it('gives every record of every shard from an instant on, as it was put, in order per key', async () => {
    const { reader, stream } = await setUp();
    const keys = ['ann', 'bob', '손님'];
    for (const n of [1, 2, 3]) await stream.put(keys.map((key) => put(key, `${key} ${n}`)));
    const found = await take(reader, 9, Date.now() - 60_000);
    for (const key of keys) {
      const own = found.filter(({ partitionKey }) => partitionKey === key);
      expect(own.map(({ data }) => Buffer.from(data).toString())).toEqual(
        [1, 2, 3].map((n) => `${key} ${n}`),
      );
      expect(own.map((record) => record.sequenceNumber).sort(compareSequenceNumbers)).toEqual(
        own.map((record) => record.sequenceNumber),
      );
      expect(Math.abs((own[0]?.arrivedAtMs ?? 0) - Date.now())).toBeLessThan(60_000);
    }
  });

  it('gives what arrives from now on within two seconds, and nothing older', async () => {
    const { reader, stream } = await setUp();
    await stream.put([put('ann', 'old')]);
    const taken = take(reader, 1);
    await setTimeout(300);
    const start = Date.now();
    await stream.put([put('ann', 'new')]);
    expect((await taken).map(({ data }) => Buffer.from(data).toString())).toEqual(['new']);
    expect(Date.now() - start).toBeLessThan(2000);
  });

  it('ends when it is told to', async () => {
    const { reader } = await setUp();
    const found = [];
    for await (const record of reader.read(undefined, AbortSignal.timeout(300))) found.push(record);
    expect(found).toEqual([]);
  });
}
