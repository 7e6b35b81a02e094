import { beforeAll, expect, it } from '@jest/globals';
import type { DocumentStore } from '#app/ports/document-store.ts';

/** What every document store promises. */
export function describeDocumentStore(createStore: () => Promise<DocumentStore>) {
  let store: DocumentStore;
  beforeAll(async () => {
    store = await createStore();
  });

  it('gives nothing at version 0 for a document that was never written', async () => {
    expect(await store.load('appeal', 'a-1')).toEqual({ value: undefined, version: 0 });
  });

  it('keeps each collection apart and lists it by id', async () => {
    await store.save('appeal', 'b', 0, { text: '둘째 🌿' });
    await store.save('appeal', 'a', 0, { text: 'first' });
    await store.save('campaign', 'c', 0, { name: 'third' });
    const listed: unknown[] = [];
    for await (const document of store.list('appeal')) listed.push(document);
    expect(listed).toEqual([
      { id: 'a', version: 1, value: { text: 'first' } },
      { id: 'b', version: 1, value: { text: '둘째 🌿' } },
    ]);
  });

  it('takes one of two writers that read the same version', async () => {
    await store.save('pointer', 'model', 0, { hash: 'one' });
    const writes = ['two', 'three'].map((hash) => store.save('pointer', 'model', 1, { hash }));
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(store.save('pointer', 'model', 0, { hash: 'four' })).rejects.toMatchObject({
      name: 'ConflictError',
    });
  });
}
