/**
 * What sending costs on the local cloud: `node bench/dispatch.ts [MESSAGES] [EVENTS]`, else 2,000 and 200. The clock runs
 * at wall speed. Prints messages a second through claim, send and receipt; how late each left (p50, p99); calls and
 * units a message; how long after `kairos pause` came back the last call to a provider was; how long it takes from an event on the stream to its triggered message being accepted; and what a
 * million events of the lanes without window cost by Seoul's list prices: request units, calls of the function, and its
 * seconds as they were here, one event a call, which is the dearest case.
 */
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLoadDue } from '#app/delivery/load-due.ts';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { openPlanDesk } from '#bin/wiring/plan-services.ts';
import { messageKeyOf } from '#core/delivery/message-key.ts';
import { triggerKeyOf } from '#core/delivery/triggers/trigger-key.ts';
import {
  connectTo,
  csvFile,
  importFile,
  type KairosCloud,
  startKairosCloud,
} from '#tests/support/kairos-cloud.ts';
import { openStores, type Stores } from '#tests/support/kairos-stores.ts';
import { plannedMessage, runningCampaign } from '#tests/support/planned-message.ts';
import { measurePause } from './dispatch/measure-pause.ts';
import { quantile, receiptsOf, settle, untilReceipts } from './dispatch/people-and-receipts.ts';
import { functionPrices, requestPrices } from './prices.ts';

const [messageCount = 2000, eventCount = 200] = process.argv.slice(2).map(Number);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Between two looks at whether an event has arrived: the next one is put when the lane is free again. */
const LOOK_MS = 50;
/** Between two events at a steady rate, whether the lane is free or not. */
const STEADY_MS = 150;
const PRODUCT = 'toner';
const SEOUL = 'ap-northeast-2';

const DOCUMENTS = [
  [
    'brand',
    'live',
    {
      name: '루나뷰티',
      sender: { name: '루나뷰티', contact: '1588-0000' },
      optOut: { push: '설정 > 알림', email: '아래 링크', sms: '080-123-4567' },
      voice: { ko: '다정하게', en: 'warm' },
    },
  ],
  [
    'approved_copy',
    'copy',
    {
      ...{ id: 'copy', hash: 'hash', appealId: 'a', appealType: 'context', appealAuthor: 'person' },
      ...{ copyAuthor: 'model', isSimulated: true, productId: PRODUCT, channel: 'push', language: 'ko' },
      ...{ tone: 'warm', title: '가을 토너', preheader: '', body: '담아 둔 토너가 기다립니다.' },
      ...{ factSheetId: 'f', approvedBy: 'bench', approvedAtMs: 0 },
    },
  ],
  ['live_copy', 'row', { rowId: 'row', setId: 'set', copyIds: ['copy'] }],
] as const;

/** Calls and units of a function since the last look, by operation. */
function callsOf({ local }: KairosCloud, caller: string, count: number): Record<string, number> {
  const own = local.calls.summary().filter((sum) => sum.caller.startsWith(caller));
  const each = own.map(({ operation, calls }) => [operation, Number((calls / count).toFixed(2))] as const);
  return Object.fromEntries(each);
}

const READS = /^(Get|BatchGet|Query|Scan)/;

/** Units of DynamoDB and time of a function since the last look, each event or message. */
function unitsOf({ local }: KairosCloud, caller: string, count: number) {
  const all = local.calls.summary();
  const stored = all.filter((sum) => sum.caller.startsWith(caller) && sum.capacityUnits > 0);
  const sumOf = (isRead: boolean): number =>
    stored
      .filter(({ operation }) => READS.test(operation) === isRead)
      .reduce((sum, { capacityUnits }) => sum + capacityUnits, 0) / count;
  const runs = all.filter((sum) => sum.service === 'lambda' && sum.caller.includes(`→${caller}`));
  const seconds = runs.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / 1000 / count;
  return { readUnits: sumOf(true), writeUnits: sumOf(false), seconds };
}

/** USD per million events, each a call of its own. @param memoryGiB of the function. */
function usdPerMillion({ readUnits, writeUnits, seconds }: ReturnType<typeof unitsOf>, memoryGiB: number) {
  const [stores, functions] = [requestPrices(SEOUL), functionPrices(SEOUL)];
  if (stores === undefined || functions === undefined) return undefined;
  const dynamo = readUnits * stores.read + writeUnits * stores.write;
  const lambda = functions.requests + seconds * memoryGiB * functions.gbSecond * 1e6;
  return { dynamo: Number(dynamo.toFixed(2)), lambda: Number(lambda.toFixed(2)) };
}

async function benchDispatch(cloud: KairosCloud, stores: Stores): Promise<object> {
  const names = Array.from({ length: messageCount }, (_, index) => `p${index}`);
  await settle(stores, names, cloud.local.nowMs());
  await stores.budgets.setLimit('budget', 1e12);
  await stores.campaigns.save(0, runningCampaign({ campaignId: 'bench' }));
  const dueAtMs = (Math.floor(cloud.local.nowMs() / MINUTE_MS) + 1) * MINUTE_MS;
  const expiresAtMs = dueAtMs + HOUR_MS;
  await createLoadDue(stores)(
    names.map((personId) =>
      plannedMessage({ campaignId: 'bench', personId, dueAtMs, expiresAtMs, copyId: 'copy' }),
    ),
  );
  cloud.local.calls.clear();
  // From the minute on: the tick, and the call that takes them.
  if (cloud.local.nowMs() < dueAtMs) cloud.local.moveClock({ now: new Date(dueAtMs).toISOString() });
  const startedMs = performance.now();
  await untilReceipts(stores, 'bench', messageCount);
  const seconds = (performance.now() - startedMs) / 1000;
  const receipts = await receiptsOf(stores, 'bench');
  // No plan was signed for it: the lane of triggers, which opens the plans of what runs, must not find it.
  const { value: state = runningCampaign(), version } = await stores.campaigns.load('bench');
  await stores.campaigns.save(version, { ...state, status: 'finished' });
  const late = receipts.map(({ sendInstantMs }) => (sendInstantMs ?? 0) - dueAtMs);
  return {
    accepted: receipts.filter(({ status }) => status === 'accepted').length,
    perSecond: Number((messageCount / seconds).toFixed(1)),
    latenessMs: { p50: quantile(late, 0.5), p99: quantile(late, 0.99) },
    callsPerMessage: callsOf(cloud, 'DispatchMessages', messageCount),
    unitsPerMessage: unitsOf(cloud, 'DispatchMessages', messageCount),
  };
}

/** One campaign that answers to what is put into a cart, at once. */
async function startTrigger(cloud: KairosCloud): Promise<void> {
  const nowMs = cloud.local.nowMs();
  const policy = { by: 'bench', on: '2026-11-22', reason: 'bench' };
  const desk = await openPlanDesk(await connectTo(cloud.local.url));
  const campaign = readCampaign({
    id: 'trigger',
    name: 'bench',
    type: 'triggered',
    metric: { name: 'orders per person', minimumDetectableEffect: 0.01 },
    channels: ['push'],
    window: {
      from: new Date(Math.floor(nowMs / MINUTE_MS) * MINUTE_MS).toISOString(),
      to: new Date(Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + 24 * HOUR_MS).toISOString(),
    },
    trigger: { on: 'cart_left', expiresMinutes: 60, coolDownHours: 0, mostPerDay: 1_000_000 },
    arms: { holdoutShare: 0, programmeHoldoutShare: 0 },
    costCentre: 'bench',
    account: 'bench',
    policies: { fallbackZone: { zone: 'Asia/Seoul', ...policy }, unknownAge: { isAllowed: true, ...policy } },
  });
  const { hash } = await desk.make(campaign, { isEstimate: false });
  await desk.approve(hash, 'marketing');
  await desk.apply(hash);
}

async function benchTriggers(cloud: KairosCloud, stores: Stores): Promise<object> {
  const names = Array.from({ length: eventCount }, (_, index) => `t${index}`);
  const steady = Array.from({ length: eventCount }, (_, index) => `s${index}`);
  await settle(stores, [...names, ...steady], cloud.local.nowMs());
  await startTrigger(cloud);
  // The first call opens stores and plans; what is measured is the rest.
  const put = async (userId: string): Promise<void> => {
    const at = new Date(cloud.local.nowMs()).toISOString();
    const event = { type: 'track', event: 'Product Added', messageId: `m-${userId}`, userId, timestamp: at };
    const message = {
      ...event,
      sentAt: at,
      receivedAt: at,
      properties: { product_id: PRODUCT },
      context: {},
    };
    const data = new TextEncoder().encode(JSON.stringify(message));
    await stores.stream.put([{ partitionKey: userId, data }]);
  };
  await put(names[0]!);
  await untilReceipts(stores, 'trigger', 1);
  cloud.local.calls.clear();
  const putAtMs = new Map<string, number>();
  for (const name of names.slice(1)) {
    putAtMs.set(name, cloud.local.nowMs());
    await put(name);
    const key = { campaignId: 'trigger', occurrence: triggerKeyOf('cart_left', { id: `m-${name}` }) };
    const messageKey = messageKeyOf({ ...key, personId: name });
    while ((await stores.receipts.load('trigger', messageKey)) === undefined) await sleep(LOOK_MS);
  }
  const receipts = (await receiptsOf(stores, 'trigger')).filter(({ message }) =>
    putAtMs.has(message.personId),
  );
  // The receipt is written after the provider's answer: the latest of the instants that are known.
  const tookMs = receipts.map(({ message, atMs }) => atMs - putAtMs.get(message.personId)!);
  const lane = cloud.local.lag().find((one) => one.function.startsWith('StartTriggers'));
  const seen = {
    accepted: receipts.filter(({ status }) => status === 'accepted').length,
    tookMs: { p50: quantile(tookMs, 0.5), p99: quantile(tookMs, 0.99) },
    invocations: lane?.invocations,
    callsPerEvent: callsOf(cloud, 'StartTriggers', eventCount - 1),
    unitsPerEvent: unitsOf(cloud, 'StartTriggers', eventCount - 1),
    usdPerMillionEvents: usdPerMillion(unitsOf(cloud, 'StartTriggers', eventCount - 1), 1),
  };
  cloud.local.calls.clear();
  for (const name of steady) {
    putAtMs.set(name, cloud.local.nowMs());
    await put(name);
    await sleep(STEADY_MS);
  }
  await untilReceipts(stores, 'trigger', 2 * eventCount);
  const steadyMs = (await receiptsOf(stores, 'trigger'))
    .filter(({ message }) => message.personId.startsWith('s'))
    .map(({ message, atMs }) => atMs - putAtMs.get(message.personId)!);
  const atRate = {
    everyMs: STEADY_MS,
    tookMs: { p50: quantile(steadyMs, 0.5), p99: quantile(steadyMs, 0.99) },
    callsPerEvent: callsOf(cloud, 'StartTriggers', eventCount),
  };
  return { ...seen, atRate };
}

/** Consents, which the urgent lane writes at once. */
async function benchUrgent(cloud: KairosCloud, stores: Stores): Promise<object> {
  cloud.local.calls.clear();
  const isHeard = async (key: string): Promise<boolean> => {
    const { value } = (await stores.ledgers.load([key])).get(key)!;
    return value.consents.some(({ granted }) => !granted);
  };
  const tookMs: number[] = [];
  for (let index = 0; index < eventCount; index += 1) {
    const at = new Date(cloud.local.nowMs()).toISOString();
    const event = { type: 'track', event: 'Consent Changed', messageId: `c-${index}`, userId: `t${index}` };
    const properties = {
      purpose: 'marketing',
      channel: 'push',
      granted: false,
      basis: 'app',
      text_version: '1',
    };
    const message = { ...event, timestamp: at, sentAt: at, receivedAt: at, properties, context: {} };
    await stores.stream.put([
      { partitionKey: `t${index}`, data: new TextEncoder().encode(JSON.stringify(message)) },
    ]);
    const putMs = performance.now();
    while (!(await isHeard(`t${index}`))) await sleep(LOOK_MS);
    tookMs.push(Math.round(performance.now() - putMs));
  }
  const units = unitsOf(cloud, 'HandleUrgent', eventCount);
  const took = { p50: quantile(tookMs, 0.5), p99: quantile(tookMs, 0.99) };
  return { tookMs: took, unitsPerEvent: units, usdPerMillionEvents: usdPerMillion(units, 0.5) };
}

const cloud = await startKairosCloud({ isRecordingCalls: true });
try {
  const stores = await openStores(cloud.connection);
  for (const [collection, id, document] of DOCUMENTS)
    await stores.documents.save(collection, id, 0, document);
  const rows = [
    ['sku', 'price', 'currency', 'valid_from', 'source'],
    ['currency/USD/KRW', 1380.5, 'KRW', '2026-01-01', 'bench'],
  ];
  await importFile(cloud.connection, 'prices', csvFile(cloud.folder, 'prices.csv', rows));
  const machine = { cores: availableParallelism(), load: loadavg()[0] };
  const dispatch = await benchDispatch(cloud, stores);
  const pause = await measurePause(cloud, stores, messageCount);
  const triggers = await benchTriggers(cloud, stores);
  const urgent = await benchUrgent(cloud, stores);
  process.stdout.write(`${JSON.stringify({ machine, dispatch, pause, triggers, urgent }, undefined, 2)}\n`);
} finally {
  await cloud.stop();
}
