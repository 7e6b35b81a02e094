/**
 * What ingest costs: time to fold beside the time JSON.parse takes for the same events, and writes per event.
 * `node bench/ingest.ts [--json]`
 */
import { existsSync, readFileSync } from 'node:fs';
import {
  decodeHistoryPart,
  decodeHotPart,
  encodeHistoryPart,
  encodeHotPart,
  type PartBytes,
} from '#adapters/aws/profile-codec.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { type FoldSettings, foldProfile, needsHistory } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { recordsOf } from '#tests/support/customer-event.ts';
import { numbersFrom, sessionEvents, standingModel } from '#tests/support/session-model.ts';

const settings: FoldSettings = { brandZone: 'Asia/Seoul', brandCurrency: 'KRW' };
const PRICES = new URL('../../shared/prices/aws-list-prices.json', import.meta.url);
/** Attribute names (`pk`, `delivery`, `state`, `version`), a key of 20 bytes, a version of 3. */
const ITEM_OVERHEAD_BYTES = 45;
const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/** The event as a message of the Segment spec, as it travels. */
function messageText(event: CustomerEvent): string {
  const { messageId, userId, type, name, properties, context, atMs } = event;
  const timestamp = new Date(atMs).toISOString();
  const event_ = type === 'track' ? { event: name } : { name };
  return JSON.stringify({
    type,
    messageId,
    userId,
    ...event_,
    properties,
    context,
    timestamp,
    sentAt: timestamp,
  });
}

/** Least time of some rounds, nanoseconds: what the machine can do when left alone. */
function leastNs(rounds: number, run: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const start = process.hrtime.bigint();
    run();
    least = Math.min(least, Number(process.hrtime.bigint() - start));
  }
  return least;
}

/** Events that each customer's profile holds before the batch that is timed. */
const FIRST = 305;

interface Customer {
  readonly hot: PartBytes;
  readonly history: PartBytes;
  readonly batch: readonly CustomerEvent[];
  readonly texts: readonly string[];
}

function customersOf(count: number, eventsPerBatch: number): readonly Customer[] {
  return Array.from({ length: count }, (_, seed) => {
    const events = sessionEvents(seed, { ...standingModel, days: 12 });
    const known = foldProfile(
      { hot: emptyHotPart, history: emptyHistoryPart },
      recordsOf(events.slice(0, FIRST)),
      settings,
    );
    // The 300th event ends a day: a window later in the day, since most windows do not begin one.
    const batch = events.slice(FIRST, FIRST + eventsPerBatch);
    return {
      hot: encodeHotPart(known.hot),
      history: encodeHistoryPart(known.history ?? emptyHistoryPart),
      batch,
      texts: batch.map(messageText),
    };
  });
}

/** Fold alone, fold with both parts decoded and encoded, and JSON.parse, per event. */
function measureFold(eventsPerBatch: number) {
  const customers = customersOf(Math.ceil(4_000 / eventsPerBatch), eventsPerBatch);
  const eventCount = customers.length * eventsPerBatch;
  const prepared = customers.map(({ hot, history, batch }) => {
    const records = recordsOf(batch, 1_000);
    const parts = {
      hot: decodeHotPart(hot),
      history: needsHistory(records) ? decodeHistoryPart(history) : undefined,
    };
    return { parts, records, hot, history };
  });
  const rounds = 15;
  const parseNs = leastNs(rounds, () => {
    for (const { texts } of customers) for (const text of texts) JSON.parse(text);
  });
  const foldNs = leastNs(rounds, () => {
    for (const { parts, records } of prepared) foldProfile(parts, records, settings);
  });
  const storedNs = leastNs(rounds, () => {
    for (const { records, hot, history } of prepared) {
      const isNeeded = needsHistory(records);
      const folded = foldProfile(
        { hot: decodeHotPart(hot), history: isNeeded ? decodeHistoryPart(history) : undefined },
        records,
        settings,
      );
      encodeHotPart(folded.hot);
      if (folded.history !== undefined) encodeHistoryPart(folded.history);
    }
  });
  return {
    eventsPerBatch,
    parseUs: parseNs / eventCount / 1_000,
    foldUs: foldNs / eventCount / 1_000,
    storedUs: storedNs / eventCount / 1_000,
    foldsPerSecond: Math.round((eventCount * 1e9) / foldNs),
    foldToParse: foldNs / parseNs,
    storedToParse: storedNs / parseNs,
  };
}

const itemBytes = ({ delivery, state }: PartBytes): number =>
  delivery.length + state.length + ITEM_OVERHEAD_BYTES;

/** Events of one customer, cut into windows of a given length that begin at some phase. */
function windowsOf(events: readonly CustomerEvent[], windowMs: number, phase: number) {
  const windows = new Map<number, CustomerEvent[]>();
  for (const event of events) {
    const window = Math.floor(event.atMs / windowMs + phase);
    windows.set(window, [...(windows.get(window) ?? []), event]);
  }
  return [...windows.values()];
}

interface Tally {
  eventCount: number;
  hotWrites: number;
  historyWrites: number;
  writeUnits: number;
  readUnits: number;
  readonly hotBytes: number[];
  readonly historyBytes: number[];
}

function foldWindows(windows: readonly (readonly CustomerEvent[])[], tally: Tally): void {
  let hot = emptyHotPart;
  let history = emptyHistoryPart;
  let [hotBytes, historyBytes] = [0, 0];
  let start = 1;
  for (const window of windows) {
    const records = recordsOf(window, start);
    start += window.length;
    const isNeeded = needsHistory(records);
    const folded = foldProfile({ hot, history: isNeeded ? history : undefined }, records, settings);
    // A write costs by the larger of the item before and after.
    const bytes = itemBytes(encodeHotPart(folded.hot));
    tally.hotWrites += 1;
    tally.writeUnits += Math.ceil(Math.max(bytes, hotBytes) / WRITE_UNIT_BYTES);
    tally.readUnits += Math.ceil(Math.max(1, hotBytes) / READ_UNIT_BYTES);
    [hot, hotBytes] = [folded.hot, bytes];
    if (folded.history !== undefined && folded.history !== history) {
      const written = itemBytes(encodeHistoryPart(folded.history));
      tally.historyWrites += 1;
      tally.writeUnits += Math.ceil(Math.max(written, historyBytes) / WRITE_UNIT_BYTES);
      [history, historyBytes] = [folded.history, written];
    }
    if (isNeeded) tally.readUnits += Math.ceil(Math.max(1, historyBytes) / READ_UNIT_BYTES);
    tally.eventCount += window.length;
  }
  tally.hotBytes.push(hotBytes);
  tally.historyBytes.push(historyBytes);
}

function measureWrites(windowSeconds: number, customerCount: number) {
  const tally: Tally = {
    eventCount: 0,
    hotWrites: 0,
    historyWrites: 0,
    writeUnits: 0,
    readUnits: 0,
    hotBytes: [],
    historyBytes: [],
  };
  const next = numbersFrom(windowSeconds);
  for (let seed = 0; seed < customerCount; seed += 1)
    foldWindows(windowsOf(sessionEvents(seed), windowSeconds * 1000, next()), tally);
  const quantile = (values: readonly number[], share: number): number =>
    [...values].sort((left, right) => left - right)[Math.floor(share * (values.length - 1))] ?? 0;
  const { eventCount } = tally;
  return {
    windowSeconds,
    eventsPerWindow: eventCount / tally.hotWrites,
    writesPerEvent: (tally.hotWrites + tally.historyWrites) / eventCount,
    writeUnitsPerEvent: tally.writeUnits / eventCount,
    readUnitsPerEvent: tally.readUnits / eventCount,
    hotBytesMedian: quantile(tally.hotBytes, 0.5),
    hotBytesP99: quantile(tally.hotBytes, 0.99),
    historyBytesMedian: quantile(tally.historyBytes, 0.5),
  };
}

interface PriceRow {
  readonly service: string;
  readonly unit: string;
  readonly [region: string]: number | string | null;
}

/** USD per million request units, by Region; undefined if the price file is not there or does not know. */
function requestPrice(kind: 'write' | 'read', region: string): number | undefined {
  if (!existsSync(PRICES)) return undefined;
  const { rows } = JSON.parse(readFileSync(PRICES, 'utf8')) as { rows: readonly PriceRow[] };
  const price = rows.find(
    ({ service, unit }) => service === 'AmazonDynamoDB' && unit === `million ${kind} request units`,
  )?.[region];
  return typeof price === 'number' ? price : undefined;
}

function usdPerMillion(writes: ReturnType<typeof measureWrites>, region: string): string {
  const [write, read] = [requestPrice('write', region), requestPrice('read', region)];
  if (write === undefined || read === undefined) return 'skipped: no price';
  return (writes.writeUnitsPerEvent * write + writes.readUnitsPerEvent * read).toFixed(3);
}

measureFold(5);
const folds = [1, 2, 5, 10].map(measureFold);
const writes = [10, 60, 300].map((windowSeconds) => {
  const measured = measureWrites(windowSeconds, 100);
  return {
    ...measured,
    usdPerMillionSeoul: usdPerMillion(measured, 'ap-northeast-2'),
    usdPerMillionVirginia: usdPerMillion(measured, 'us-east-1'),
  };
});

if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ folds, writes })}\n`);
} else {
  const round = (row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'number' ? Number(value.toPrecision(4)) : value,
      ]),
    );
  console.log('Time per event on one core, microseconds, and as a ratio to JSON.parse of the same messages');
  console.table(folds.map(round));
  console.log(
    'DynamoDB per event: three sessions a day of ten events within 300 s, 30 days, an order in ten days',
  );
  console.table(writes.map(round));
}
