import { beforeAll, expect, it } from '@jest/globals';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every artefact store promises. */
export function describeArtefactStore(createObjects: () => Promise<ObjectStore>) {
  let objects: ObjectStore;
  let store: ArtefactStore;
  beforeAll(async () => {
    objects = await createObjects();
    store = createObjectArtefactStore(objects);
  });

  it('keeps bytes under their hash, once', async () => {
    const hash = await store.put('model', bytes('weights'));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await store.put('model', bytes('weights'))).toBe(hash);
    expect(await store.get('model', hash)).toEqual(bytes('weights'));
    expect(await store.get('plan', hash)).toBeUndefined();
  });

  it('refuses what is not what was stored', async () => {
    const hash = await store.put('plan', bytes('a signed plan'));
    await objects.put(`plan/${hash}`, bytes('another plan'));
    await expect(store.get('plan', hash)).rejects.toThrow('not what was stored');
  });
}
