import { describe, expect, it } from '@jest/globals';
import { createUsageMeter } from '#app/cost/usage-meter.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';
import { createUsageTally } from '#core/cost/meter/usage-tally.ts';
import { UnavailableError } from '#core/kernel/errors.ts';

const READS = { service: 'AmazonDynamoDB', unit: 'read-request-half-unit', quantity: 3 };

/** A journal that fails as often as it is told, after it has written. */
function world(failures = 0) {
  const written = new Map<string, readonly CostEntry[]>();
  const time = { ms: 0 };
  let [ids, left, appends] = [0, failures, 0];
  const meter = createUsageMeter({
    tally: createUsageTally({ region: 'r', stage: 'events' }),
    journal: {
      async append(id, entries) {
        appends += 1;
        expect(written.get(id) ?? entries).toEqual(entries);
        written.set(id, entries);
        left -= 1;
        if (left >= 0) throw new UnavailableError('the answer was lost');
      },
    },
    clock: { nowMs: () => 5 },
    elapsedMs: () => time.ms,
    newId: () => `b${(ids += 1)}`,
    onUnmetered: () => undefined,
  });
  const quantity = (unit: string) =>
    [...written.values()]
      .flat()
      .filter((entry) => entry.type === 'usage' && entry.unit === unit)
      .reduce((sum, entry) => sum + (entry.type === 'usage' ? entry.quantity : 0), 0);
  return { meter, time, quantity, appendCount: () => appends };
}

describe('createUsageMeter', () => {
  it('gathers small runs for a minute, and writes them in one request, which it counts', async () => {
    const { meter, time, quantity, appendCount } = world();
    for (let run = 0; run < 10; run += 1) {
      meter.tally.count(READS);
      await meter.endRun(10);
    }
    expect(appendCount()).toBe(0);
    time.ms = 60_000;
    await meter.endRun(10);
    expect([appendCount(), quantity(READS.unit), quantity('put-request')]).toEqual([1, 30, 1]);
  });

  it('writes at once what served a campaign', async () => {
    const { meter, quantity } = world();
    meter.tally.count(READS);
    meter.tally.serve({ campaign: 'a' });
    await meter.endRun(10);
    expect(quantity(READS.unit)).toBe(3);
  });

  it('counts a batch once whose answer was lost: it is written again under its id', async () => {
    const { meter, quantity, appendCount } = world(2);
    meter.tally.count(READS);
    await meter.flush();
    await meter.flush();
    await meter.flush();
    expect(quantity(READS.unit)).toBe(3);
    expect(appendCount()).toBeGreaterThan(3);
  });
});
