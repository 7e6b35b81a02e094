import { expect, it } from '@jest/globals';
import type { EventStream, StreamRecord } from '#app/ports/event-stream.ts';

/** A stream with a way to see what is on it. */
export interface StreamUnderTest {
  readonly stream: EventStream;
  readonly readAll: () => Promise<readonly StreamRecord[]>;
}

const text = (record: StreamRecord) => new TextDecoder().decode(record.data);
const record = (partitionKey: string, body: string): StreamRecord => ({
  partitionKey,
  data: new TextEncoder().encode(body),
});

/** What every EventStream promises. */
export function describeEventStream(create: () => Promise<StreamUnderTest>): void {
  it('puts every record once, bytes and key as given', async () => {
    const { stream, readAll } = await create();
    await stream.put([record('고객-1', '{"이름":"값"}'), record('b', '[1,2]')]);
    const found = (await readAll()).map((each) => [each.partitionKey, text(each)]);
    expect(found.toSorted()).toEqual([
      ['b', '[1,2]'],
      ['고객-1', '{"이름":"값"}'],
    ]);
  });

  it('keeps the order of each key', async () => {
    const { stream, readAll } = await create();
    const records = Array.from({ length: 40 }, (_, index) => record(`key-${index % 4}`, String(index)));
    await stream.put(records);
    const found = await readAll();
    for (const key of ['key-0', 'key-1', 'key-2', 'key-3']) {
      const ofKey = (all: readonly StreamRecord[]) =>
        all.filter((each) => each.partitionKey === key).map(text);
      expect(ofKey(found)).toEqual(ofKey(records));
    }
  });

  it('takes more records than one call holds, and none at all', async () => {
    const { stream, readAll } = await create();
    await stream.put([]);
    await stream.put(Array.from({ length: 1100 }, (_, index) => record(`key-${index}`, String(index))));
    expect(await readAll()).toHaveLength(1100);
  });
}
