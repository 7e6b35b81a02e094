import { beforeAll, expect, it } from '@jest/globals';
import type { PersonStore } from '#app/ports/person-store.ts';
import type { MergeRecord } from '#core/profiles/identity/merge-record.ts';

const record: MergeRecord = {
  mergeId: 'm1',
  keys: ['a', 'b'],
  evidence: { kind: 'manual', note: '고객센터 확인' },
  atMs: 7,
  state: 'open',
  reason: '',
};

/** What every person store promises. */
export function describePersonStore(createStore: () => Promise<PersonStore>) {
  let store: PersonStore;
  beforeAll(async () => {
    store = await createStore();
  });

  it('gives nothing at version 0 for what was never written', async () => {
    const keys = await store.loadKeys(['nobody']);
    expect(keys.get('nobody')).toEqual({ value: { identifiers: [], pending: [] }, version: 0 });
    const identifiers = await store.loadIdentifiers(['email:none']);
    expect(identifiers.get('email:none')).toEqual({ value: { keys: [] }, version: 0 });
    expect(await store.loadMerge('none')).toEqual({ value: undefined, version: 0 });
  });

  it('gives back what was saved, one version on', async () => {
    const shown = { identifiers: ['email:k1.x', 'device:d#1'], pending: ['device:d#1'] };
    await store.saveKey('u1', 0, shown);
    expect((await store.loadKeys(['u1', 'u2'])).get('u1')).toEqual({ value: shown, version: 1 });
    await store.saveIdentifier('email:k1.x', 0, { keys: ['u1', 'u2'] });
    const claims = await store.loadIdentifiers(['email:k1.x']);
    expect(claims.get('email:k1.x')).toEqual({ value: { keys: ['u1', 'u2'] }, version: 1 });
    await store.saveMerge(0, record);
    expect(await store.loadMerge('m1')).toEqual({ value: record, version: 1 });
  });

  it('keeps a key, an identifier and a merge of the same name apart', async () => {
    await store.saveKey('same', 0, { identifiers: ['email:k1.y'], pending: [] });
    await store.saveIdentifier('same', 0, { keys: ['u'] });
    await store.saveMerge(0, { ...record, mergeId: 'same' });
    expect((await store.loadKeys(['same'])).get('same')?.value.identifiers).toEqual(['email:k1.y']);
  });

  it('fails to save over a version that it does not know, for each kind of fact', async () => {
    const stale = [
      () => store.saveKey('stale', 3, { identifiers: [], pending: [] }),
      () => store.saveIdentifier('stale', 3, { keys: [] }),
      () => store.saveMerge(3, { ...record, mergeId: 'stale' }),
    ];
    for (const save of stale) await expect(save()).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('lists what is under way until it is taken back, a merge and its unmerge apart', async () => {
    const notes = Array.from(
      { length: 20 },
      (_, index) => ({ mergeId: `m${index}`, kind: 'merge', atMs: index }) as const,
    );
    for (const note of notes) await store.noteUnderWay(note);
    await store.noteUnderWay({ mergeId: 'm3', kind: 'unmerge', atMs: 99 });
    for (const note of notes) await store.forgetUnderWay(note);
    await store.forgetUnderWay({ mergeId: 'm0', kind: 'merge' });
    const left = [];
    for await (const note of store.underWay()) left.push(note);
    expect(left).toEqual([{ mergeId: 'm3', kind: 'unmerge', atMs: 99 }]);
  });

  it('lists every identifier that somebody showed, and nothing else', async () => {
    await store.saveIdentifier('email:k1.listed', 0, { keys: ['u'] });
    await store.saveKey('listed', 0, { identifiers: [], pending: [] });
    const listed = [];
    for await (const identifier of store.identifiers()) listed.push(identifier);
    expect(listed).toContain('email:k1.listed');
    expect(listed).not.toContain('listed');
  });
}
