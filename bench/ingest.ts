/**
 * What ingest costs: time to decode, validate and fold beside the time JSON.parse takes for the same bytes, and
 * writes per event. `node bench/ingest.ts [--json]`; prices are read from KAIROS_SHARED, else `../shared`.
 */
import {
  decodeHistoryPart,
  decodeHotPart,
  encodeHistoryPart,
  encodeHotPart,
  type PartBytes,
} from '#adapters/aws/profile-codec.ts';
import type { CustomerEvent, CustomerRecord } from '#core/events/customer-event.ts';
import { readRecord } from '#core/events/read-record.ts';
import { type FoldSettings, foldProfile, needsHistory } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { recordOf, recordsOf } from '#tests/support/customer-event.ts';
import { numbersFrom, sessionEvents, standingModel } from '#tests/support/session-model.ts';
import { leastNsByTurns } from './least-time.ts';
import { type RequestPrices, requestPrices } from './prices.ts';

const settings: FoldSettings = { brandZone: 'Asia/Seoul', brandCurrency: 'KRW' };
const ROUNDS = 300;
/** Attribute names (`pk`, `delivery`, `state`, `version`), a key of 20 bytes, a version of 3. */
const ITEM_OVERHEAD_BYTES = 45;
const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/** The event as a message of the Segment spec, as it travels. */
function messageOf(event: CustomerEvent): object {
  const { messageId, userId, type, name, properties, context, atMs } = event;
  const timestamp = new Date(atMs).toISOString();
  const named = type === 'track' ? { event: name } : { name };
  return {
    type,
    messageId,
    userId,
    ...named,
    properties,
    context: { library: { name: '@segment/analytics-node', version: '3.1.0' }, ...context },
    timestamp,
    sentAt: timestamp,
    receivedAt: timestamp,
  };
}

/** Events that each customer's profile holds before the batch that is timed. */
const FIRST = 305;

interface Customer {
  readonly hot: PartBytes;
  readonly history: PartBytes;
  /** One record with the batch's messages. */
  readonly bytes: Uint8Array;
  readonly arrivedMs: number;
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
      bytes: new TextEncoder().encode(JSON.stringify(batch.map(messageOf))),
      arrivedMs: (batch.at(-1)?.atMs ?? 0) + 1_000,
    };
  });
}

const hash = (): string => `k1.${'x'.repeat(43)}`;
const decoder = new TextDecoder();

/** What `readRecord` makes of a record, as what is folded. */
function recordsIn({ bytes, arrivedMs }: Customer): readonly CustomerRecord[] {
  const events: CustomerEvent[] = [];
  for (const message of readRecord(bytes, { hash, arrivedMs })) {
    if (message.kind === 'event') events.push(message.event);
  }
  return [recordOf(events, 1_000)];
}

/** Per event: JSON.parse of the bytes; fold alone; decode, validate and fold; the same with both stored parts. */
function measureFold(eventsPerBatch: number) {
  // Few enough for a round to end before the machine gives the core to somebody else.
  const customers = customersOf(Math.ceil(200 / eventsPerBatch), eventsPerBatch);
  const eventCount = customers.length * eventsPerBatch;
  const prepared = customers.map((customer) => {
    const records = recordsIn(customer);
    if (records[0]?.events.length !== eventsPerBatch)
      throw new Error('the bench sends messages that are refused');
    const { hot, history } = customer;
    const parts = {
      hot: decodeHotPart(hot),
      history: needsHistory(records, settings) ? decodeHistoryPart(history) : undefined,
    };
    return { customer, parts, records };
  });
  const least = leastNsByTurns(ROUNDS, [
    () => {
      for (const { bytes } of customers) JSON.parse(decoder.decode(bytes));
    },
    () => {
      for (const { parts, records } of prepared) foldProfile(parts, records, settings);
    },
    () => {
      for (const { customer, parts } of prepared) foldProfile(parts, recordsIn(customer), settings);
    },
    () => {
      for (const customer of customers) foldStored(customer);
    },
  ]);
  const perEvent = (index: number): number => (least[index] ?? 0) / eventCount / 1_000;
  const [parseUs, foldUs, readAndFoldUs, storedUs] = [perEvent(0), perEvent(1), perEvent(2), perEvent(3)];
  return {
    eventsPerBatch,
    parseUs,
    foldUs,
    readAndFoldUs,
    storedUs,
    eventsPerSecond: Math.round(1e6 / readAndFoldUs),
    foldToParse: foldUs / parseUs,
    readAndFoldToParse: readAndFoldUs / parseUs,
    storedToParse: storedUs / parseUs,
  };
}

function foldStored(customer: Customer): void {
  const records = recordsIn(customer);
  const history = needsHistory(records, settings) ? decodeHistoryPart(customer.history) : undefined;
  const folded = foldProfile({ hot: decodeHotPart(customer.hot), history }, records, settings);
  encodeHotPart(folded.hot);
  if (folded.history !== undefined) encodeHistoryPart(folded.history);
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
    const isNeeded = needsHistory(records, settings);
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

function usdPerMillion(writes: ReturnType<typeof measureWrites>, prices: RequestPrices | undefined): string {
  if (prices === undefined) return 'skipped: no price file';
  return (writes.writeUnitsPerEvent * prices.write + writes.readUnitsPerEvent * prices.read).toFixed(3);
}

measureFold(5);
const folds = [1, 2, 5, 10].map(measureFold);
const writes = [10, 60, 300].map((windowSeconds) => {
  const measured = measureWrites(windowSeconds, 100);
  return {
    ...measured,
    usdPerMillionSeoul: usdPerMillion(measured, requestPrices('ap-northeast-2')),
    usdPerMillionVirginia: usdPerMillion(measured, requestPrices('us-east-1')),
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
