import { describe, expect, it } from '@jest/globals';
import { deliverFile } from '#app/events/imports/deliver-file.ts';
import { surveyFile } from '#app/events/imports/survey-file.ts';
import type { ImportFile } from '#app/ports/import-file.ts';
import type { CustomerRecord } from '#core/events/customer-event.ts';
import { readRecord } from '#core/events/read-record.ts';
import { foldProfile } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { createFakePorts, NOW_MS } from '#tests/unit/bin/fake-process.ts';

const header = ['customer_id', 'order_id', 'timestamp', 'product_id', 'quantity', 'amount'];

/** A file in memory. */
function fileOf(lines: readonly string[]): ImportFile {
  const rows = lines.map((line, index) => ({ line: index + 2, cells: line.split(',') }));
  return {
    name: 'orders.csv',
    fileId: '0123456789ab',
    format: { compression: 'none', encoding: 'utf-8', shape: 'table', delimiter: ',', byteCount: 1 },
    header,
    async *rows() {
      yield rows;
    },
  };
}

/** The profile of customer 1 after the file was imported so many times. */
async function folded(lines: readonly string[], times: number) {
  const ports = createFakePorts();
  for (let time = 0; time < times; time += 1) {
    const survey = await surveyFile('purchases', fileOf(lines), {
      fileId: '0123456789ab',
      columns: new Map(),
      namedZone: undefined,
      namedCurrency: undefined,
      brand: { zone: 'Asia/Seoul', currency: 'KRW' },
      hasExcelSerials: false,
      nowMs: NOW_MS,
      campaignStart: () => undefined,
    });
    await deliverFile(survey, ports);
  }
  const records = ports.records.map(({ data }, index): CustomerRecord => {
    const messages = readRecord(data, { hash: (kind, text) => `k1.${kind}${text}`, arrivedMs: NOW_MS });
    const events = messages.flatMap((message) => (message.kind === 'event' ? [message.event] : []));
    expect(events).toHaveLength(messages.length);
    return { position: { shardId: 's', sequenceNumber: String(index + 1) }, events };
  });
  const settings = { brandZone: 'Asia/Seoul', brandCurrency: 'KRW' };
  return foldProfile({ hot: emptyHotPart, history: emptyHistoryPart }, records, settings);
}

describe('imported purchases, folded', () => {
  const lines = [
    '1,a,2026-11-01T01:00:00Z,p,3,10.00',
    '1,a,2026-11-01T01:00:00Z,q,1,0.10',
    '1,b,2026-11-02T01:00:00Z,p,7,0.01',
  ];

  it('keep every line’s quantity and amount exactly, also where one piece has a fraction of a cent', async () => {
    const { history, rejected } = await folded(lines, 1);
    expect(rejected).toEqual([]);
    const stated = (history?.state.orders ?? []).map(({ completion }) => completion);
    expect(stated.map((order) => [order?.currency, order?.amountMinor, order?.units])).toEqual([
      ['XXX', 1, 7],
      ['XXX', 1010, 4],
    ]);
    const lineAmounts = stated.flatMap((order) => (order?.lines ?? []).map(({ amountMinor }) => amountMinor));
    expect(lineAmounts).toEqual([1, 1000, 10]);
  });

  it('count once when the file is imported twice', async () => {
    const once = await folded(lines, 1);
    const twice = await folded(lines, 2);
    expect(twice.history?.state).toEqual(once.history?.state);
    expect(twice.accepted).toHaveLength(2);
    expect(twice.duplicateCount).toBe(2);
  });
});
