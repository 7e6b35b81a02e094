import { beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { createMergePersons } from '#app/profiles/merge-persons.ts';
import { createUnmergePersons } from '#app/profiles/unmerge-persons.ts';
import { createViewCustomer, type ViewCustomer } from '#app/profiles/view-customer.ts';
import { tables } from '#contracts/tables.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart, type HotPart } from '#core/profiles/hot-part.ts';

const clock = { nowMs: () => Date.UTC(2026, 10, 21) };
const settings = { brandZone: 'Asia/Seoul', brandCurrency: 'KRW' };

const points = (pointsEarned: number, firstSeenSeconds: number): HotPart => ({
  ...emptyHotPart,
  state: { ...emptyHotPart.state, pointsEarned, firstSeenSeconds },
});
const parts = new Map([
  ['app', points(30, 200)],
  ['web', points(12, 100)],
]);

/** Only what reading needs: merging must never write a profile. */
const profiles = {
  loadHot: async (keys) =>
    new Map(keys.map((key) => [key, { value: parts.get(key) ?? emptyHotPart, version: 1, savedAtMs: 0 }])),
  loadHistory: async (keys) =>
    new Map(keys.map((key) => [key, { value: emptyHistoryPart, version: 1, savedAtMs: 0 }])),
} as Pick<ProfileStore, 'loadHot' | 'loadHistory'> as ProfileStore;

describe('viewCustomer', () => {
  const ports = () => ({
    ledgers: createTableLedgerStore(createMemoryTable(tables.ledger)),
    persons: createTablePersonStore(createMemoryTable(tables.person)),
    clock,
    profiles,
    settings,
  });
  let world: ReturnType<typeof ports>;
  let view: ViewCustomer;
  beforeEach(() => {
    world = ports();
    view = createViewCustomer(world);
  });

  it('shows one person for all of its keys, and after unmerging each key exactly as before', async () => {
    const consent = {
      purpose: 'marketing',
      channel: 'push',
      granted: true,
      atMs: 5,
      basis: '',
      textVersion: '',
    } as const;
    await createApplyConsents(world).apply([{ speaker: 'app', consent }]);
    const before = [await view('app'), await view('web')].map(({ profile, consents }) => ({
      profile,
      consents,
    }));

    const evidence = { kind: 'manual', note: 'asked for by both' } as const;
    const { mergeId, state } = await createMergePersons(world)({ keys: ['web', 'app'], evidence });
    const person = await view('web');
    expect(state).toBe('merged');
    expect(person).toEqual({ ...(await view('app')), identity: person.identity });
    expect(person.identity).toMatchObject({ personId: 'app', customerKeys: ['app', 'web'] });
    expect(person.profile).toMatchObject({ pointsEarned: 42, firstSeenAt: '1970-01-01T00:01:40.000Z' });

    await createUnmergePersons(world).byMergeId(mergeId, 'they are two');
    const after = [await view('app'), await view('web')];
    expect(after.map(({ profile, consents }) => ({ profile, consents }))).toEqual(before);
    expect(after.map(({ identity }) => identity.customerKeys)).toEqual([['app'], ['web']]);
  });

  it('fails to unmerge what was never merged', async () => {
    await expect(createUnmergePersons(world).byMergeId('m0', '')).rejects.toMatchObject({
      name: 'InputError',
    });
  });
});
