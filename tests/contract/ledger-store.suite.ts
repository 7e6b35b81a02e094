import { beforeAll, expect, it } from '@jest/globals';
import type { LedgerStore } from '#app/ports/ledger-store.ts';
import { absorb, seal } from '#core/profiles/identity/merge-ledgers.ts';
import { aliasLedger, emptyLedger, hearConsents, type Ledger } from '#core/profiles/ledger.ts';

const consent = {
  purpose: 'marketing',
  channel: 'sms',
  granted: true,
  atMs: 1_790_000_000_000,
  basis: 'opt_in',
  textVersion: '2026-11',
} as const;

const granted = (key: string): Ledger => hearConsents(emptyLedger(key), [{ speaker: key, consent }]);

/** What every ledger store promises. */
export function describeLedgerStore(createStore: () => Promise<LedgerStore>) {
  let store: LedgerStore;
  beforeAll(async () => {
    store = await createStore();
  });
  const stored = async (key: string) => (await store.load([key])).get(key);

  it('gives an empty ledger at version 0 for a key that was never written', async () => {
    expect(await stored('nobody')).toEqual({ value: emptyLedger('nobody'), version: 0 });
  });

  it('gives back what was saved, one version on', async () => {
    await store.save('kept', 0, granted('kept'));
    expect(await stored('kept')).toEqual({ value: granted('kept'), version: 1 });
    await store.save('kept', 1, aliasLedger('kept', 'other'));
    expect(await stored('kept')).toEqual({ value: aliasLedger('kept', 'other'), version: 2 });
  });

  it('gives back a merge amid its steps', async () => {
    const link = { mergeId: 'm1', keys: ['amid', 'zoe'] as const, atMs: 5 };
    const absorbed = absorb(granted('amid'), seal(granted('zoe'), 'm1'), link);
    await store.save('amid', 0, absorbed);
    expect((await stored('amid'))?.value).toEqual(absorbed);
  });

  it('loads many keys at once, those never written included', async () => {
    await store.save('many-1', 0, granted('many-1'));
    const found = await store.load(['many-1', 'many-2', 'many-1']);
    expect([...found.keys()].sort()).toEqual(['many-1', 'many-2']);
  });

  it('fails to save over a version that it does not know', async () => {
    await store.save('race', 0, emptyLedger('race'));
    await expect(store.save('race', 0, granted('race'))).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(store.save('race', 2, granted('race'))).rejects.toMatchObject({ name: 'ConflictError' });
    expect((await stored('race'))?.version).toBe(1);
  });

  it('lets exactly one of many writers through', async () => {
    const writes = Array.from({ length: 8 }, () => store.save('crowd', 0, granted('crowd')));
    const settled = await Promise.allSettled(writes);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
}
