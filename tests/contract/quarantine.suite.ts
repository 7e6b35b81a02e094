import { beforeAll, expect, it } from '@jest/globals';
import { createObjectQuarantine } from '#adapters/node/object-quarantine.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';
import type { Quarantine, QuarantineEntry } from '#app/ports/quarantine.ts';
import { collect } from '#tests/simulation/ingest-world.ts';
import { expectNoticed, objectsWithoutConditions } from './without-conditions.ts';

function entry(day: string, sequence: number, more: Partial<QuarantineEntry> = {}): QuarantineEntry {
  return {
    id: `shardId-000000000000:${sequence}:0`,
    shardId: 'shardId-000000000000',
    sequenceNumber: String(sequence),
    index: 0,
    partitionKey: '손님-1',
    arrivedAtMs: Date.parse(`2026-11-${day}T23:59:59.999Z`),
    reason: 'missing_field',
    path: 'messageId',
    detail: 'give every message an id',
    body: { kind: 'json', text: '{"event":"상품"}' },
    ...more,
  };
}

async function keepsTheFirst(quarantine: Quarantine) {
  await quarantine.put([entry('05', 1)]);
  await quarantine.put([entry('05', 1, { detail: 'another telling' })]);
  const kept = (await collect(quarantine.list())).filter(
    ({ arrivedAtMs }) => arrivedAtMs === entry('05', 1).arrivedAtMs,
  );
  expect(kept.map(({ detail }) => detail)).toEqual(['give every message an id']);
}

async function marksOnce(quarantine: Quarantine) {
  const marked = entry('06', 1);
  await quarantine.put([marked]);
  expect(await quarantine.markReplayed(marked, 1000)).toBe(true);
  expect(await quarantine.markReplayed(marked, 2000)).toBe(false);
  const kept = (await collect(quarantine.list())).find(
    ({ arrivedAtMs }) => arrivedAtMs === marked.arrivedAtMs,
  );
  expect(kept).toEqual({ ...marked, replayedAtMs: 1000 });
}

/** What every quarantine promises. */
export function describeQuarantine(createBucket: () => Promise<ObjectStore>) {
  let quarantine: Quarantine;
  beforeAll(async () => {
    quarantine = createObjectQuarantine(await createBucket());
  });

  it('lists the newest day first, each entry as it was put', async () => {
    const own = createObjectQuarantine(await createBucket());
    const bytes = { kind: 'bytes', base64: '/w==' } as const;
    const entries = [
      entry('19', 5),
      entry('20', 8, { reason: 'not_json', body: bytes }),
      entry('20', 7),
      entry('18', 9),
    ];
    await own.put(entries);
    expect(await collect(own.list())).toEqual([entries[1], entries[2], entries[0], entries[3]]);
    expect(await collect(own.list({ reason: 'not_json' }))).toEqual([entries[1]]);
    expect(await collect(own.list({ limit: 3 }))).toHaveLength(3);
    expect(await collect(own.list({ limit: 0 }))).toEqual([]);
  });

  it('keeps an entry as it was put first, however often it comes', () => keepsTheFirst(quarantine));

  it('marks an entry as replayed once', () => marksOnce(quarantine));

  it.each([
    ['an entry', keepsTheFirst],
    ['a mark', marksOnce],
  ])('the suite notices that %s is put over what is there', async (_, check) => {
    const bucket = objectsWithoutConditions(await createBucket());
    await expectNoticed(() => check(createObjectQuarantine(bucket)));
  });
}
