import { beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableSourceStore } from '#adapters/node/table-source-store.ts';
import { createObserveSources } from '#app/events/observe-sources.ts';
import { createReportQuality } from '#app/events/quality-report.ts';
import { createWatchSources } from '#app/events/watch-sources.ts';
import type { SourceStore } from '#app/ports/source-store.ts';
import { tables } from '#contracts/tables.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { standardise } from '#core/events/quality/standardise.ts';
import { eventOf } from '../../core/events/quality/event-of.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 2);

function sale(index: number, total: number): CustomerEvent {
  const atMs = START + index * HOUR;
  const times = { deviceMs: atMs, sentMs: atMs, receivedMs: atMs + 1000 };
  const properties = { order_id: `o${index}`, total, currency: 'KRW', products: [{}] };
  return eventOf({ customerKey: `u${index}`, atMs, times, properties, context: { source: 'pos' } });
}
/** Two weeks, one sale an hour, between 10,000 and 40,000 won. */
const sales = Array.from({ length: 336 }, (_, index) => sale(index, 10_000 + (index % 31) * 1000));

let sources: SourceStore;
beforeEach(() => {
  sources = createTableSourceStore(createMemoryTable(tables.source));
});
const observe = (writer: string, accepted: CustomerEvent[], duplicates: CustomerEvent[] = []) =>
  createObserveSources({ sources })({ writer, accepted, duplicates });
const report = (nowMs: number) => createReportQuality({ sources, clock: { nowMs: () => nowMs } })();

describe('data quality', () => {
  it('reports an amount in thousand won as an outlier, and leaves it as it is', async () => {
    await observe('shard-1', sales);
    expect(await observe('shard-1', [sale(336, 25), sale(337, 25_000)])).toMatchObject({ outlier_amount: 1 });
  });

  it('counts missing fields, clamped times, corrections and duplicates per source', async () => {
    const odd = [
      { ...sale(1, 100), isClamped: true },
      { ...sale(1, 100), name: 'Zone Dwelled', properties: { store_id: 's' }, context: { source: 'beacon' } },
      standardise(eventOf({ name: 'Product Viewed', properties: { sku: 'p', currency: 'krw' } })).event,
    ];
    expect(await observe('shard-1', odd, [sale(1, 100)])).toEqual({
      event: 3,
      clamped_time: 1,
      missing_field: 2,
      corrected_currency_code: 1,
      duplicate: 1,
    });
    const { rows } = await report(START + 2 * HOUR);
    expect(rows.map(({ source, rule }) => `${source} ${rule}`)).toContain('beacon missing_field');
    expect(rows.find(({ rule }) => rule === 'duplicate')).toMatchObject({ perEvent: 0.5, count: 1 });
  });

  it('sees one customer who sends as much as a hundred', async () => {
    await observe('shard-1', sales);
    const bot = Array.from({ length: 400 }, () => ({ ...sale(340, 20_000), customerKey: 'bot' }));
    expect(await observe('shard-1', bot)).toMatchObject({ outlier_rate: 400 });
  });

  it('adds up what the writers of one source know, whoever saw what', async () => {
    await Promise.all([observe('shard-1', sales.slice(0, 100)), observe('shard-2', sales.slice(100))]);
    const parted = await report(START + 335 * HOUR);
    sources = createTableSourceStore(createMemoryTable(tables.source));
    await observe('shard-1', sales);
    expect(await report(START + 335 * HOUR)).toEqual(parted);
    expect(parted.sources).toMatchObject([{ source: 'pos', state: 'regular', eventCount: 336 }]);
    expect(parted.alarms).toEqual([]);
  });

  it('loses nothing when two functions write the same item at once', async () => {
    await Promise.all([observe('shard-1', sales.slice(0, 100)), observe('shard-1', sales.slice(100))]);
    expect((await report(START + 335 * HOUR)).sources).toMatchObject([{ eventCount: 336 }]);
  });

  it('alarms when a source falls silent, with a sentence in Korean and English', async () => {
    await observe('shard-1', sales);
    const nowMs = START + (335 + 20) * HOUR;
    const watch = createWatchSources({ sources, clock: { nowMs: () => nowMs } });
    expect(await watch()).toEqual([
      { source: 'pos', rule: 'silent_source', sinceMs: START + 335 * HOUR + 1000, extent: 20 },
    ]);
    expect((await report(nowMs)).alarms[0]?.sentence).toEqual({
      ko: '평소라면 왔어야 할 이벤트가 오지 않습니다.',
      en: 'Events that usually come at this time do not come.',
    });
  });

  it('keeps sources apart up to a bound: names come from outside', async () => {
    const named = Array.from({ length: 100 }, (_, index) => eventOf({ context: { source: `s${index}` } }));
    await observe('shard-1', named);
    expect((await report(START)).sources).toHaveLength(65);
  });
});
