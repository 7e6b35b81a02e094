import { describe, expect, it } from '@jest/globals';
import { createMemoryEventReader } from '#adapters/memory/memory-event-reader.ts';
import { createTailEvents } from '#app/events/tail-events.ts';
import type { ArrivedRecord } from '#app/ports/event-reader.ts';
import type { Message } from '#core/events/message.ts';
import { emptyLedger } from '#core/profiles/ledger.ts';
import { recordOf, track } from '#tests/simulation/ingest-world.ts';
import { plainConsents, plainDecode } from '#tests/simulation/plain-decode.ts';

const records: ArrivedRecord[] = [
  recordOf([track('ann', 'm1', 'Seen'), { type: 'track' } as Message, track('ann', 'm2', 'Store Entered')], {
    sequence: 1,
  }),
  recordOf(track('ann', 'm3', 'Seen', { context: { location: { city: 'Seoul' } } }), { sequence: 2 }),
  recordOf(track('bob', 'm4', 'Seen'), { sequence: 3, partitionKey: 'ann' }),
  recordOf('{', { sequence: 4 }),
];

const tail = createTailEvents({
  reader: createMemoryEventReader(records),
  decode: plainDecode,
  consents: plainConsents,
  loadLedgers: async (keys) => new Map(keys.map((key) => [key, emptyLedger(key)])),
});

async function take(count: number, fromMs?: number) {
  const stop = new AbortController();
  const lines: string[] = [];
  for await (const { messageId, verdict } of tail(fromMs, stop.signal)) {
    const why = verdict.kind === 'quarantined' ? verdict.rejection.reason : verdict.withoutConsent.join();
    lines.push(`${messageId ?? '?'} ${verdict.kind} ${why}`.trim());
    if (lines.length === count) stop.abort();
  }
  return lines;
}

describe('tailEvents', () => {
  it('says of each message, in order, what becomes of it and why', async () => {
    expect(await take(6, 0)).toEqual([
      'm1 accepted',
      '? quarantined missing_field',
      'm2 dropped location',
      'm3 accepted location',
      'm4 quarantined wrong_partition_key',
      '? quarantined not_json',
    ]);
  });

  it('starts with what arrives from now on, unless told otherwise', async () => {
    const lines = take(1);
    await Promise.resolve();
    records.push(recordOf(track('cy', 'm5', 'Seen'), { sequence: 5 }));
    expect(await lines).toEqual(['m5 accepted']);
  });
});
