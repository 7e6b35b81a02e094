import { beforeAll, expect, it } from '@jest/globals';
import { notExists } from '#app/ports/condition.ts';
import { type ObjectStore, readObject } from '#app/ports/object-store.ts';

const text = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString();

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** What every object store promises. */
export function describeObjectStore(createStore: () => Promise<ObjectStore>) {
  let objects: ObjectStore;
  beforeAll(async () => {
    objects = await createStore();
  });

  it('gives back the bytes that were put, and the newest of them', async () => {
    const body = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    await objects.put('bytes', Buffer.from('first'));
    await objects.put('bytes', body);
    expect(Buffer.compare((await readObject(objects, 'bytes')) ?? Buffer.of(), body)).toBe(0);
  });

  it('has nothing under a key that was never put', async () => {
    expect(await objects.get('nothing/here')).toBeUndefined();
  });

  it('keeps what is there when a put says that nothing may be there', async () => {
    await objects.put('once/a:1', Buffer.from('first'), notExists());
    await expect(objects.put('once/a:1', Buffer.from('second'), notExists())).rejects.toMatchObject({
      name: 'ConflictError',
    });
    expect(text(await readObject(objects, 'once/a:1'))).toBe('first');
  });

  it('lets exactly one of many conditional puts through', async () => {
    const puts = Array.from({ length: 8 }, (_, n) =>
      objects.put('race', Buffer.from(String(n)), notExists()),
    );
    const settled = await Promise.allSettled(puts);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lists keys under a prefix in order, and the folders under it', async () => {
    for (const key of ['list/b/2', 'list/a/2', 'list/a/1', 'list/top', 'listing/x/1']) {
      await objects.put(key, Buffer.from(key));
    }
    expect(await collect(objects.list('list/'))).toEqual(['list/a/1', 'list/a/2', 'list/b/2', 'list/top']);
    expect(await collect(objects.folders('list/'))).toEqual(['list/a/', 'list/b/']);
    expect(await collect(objects.folders('empty/'))).toEqual([]);
  });
}
