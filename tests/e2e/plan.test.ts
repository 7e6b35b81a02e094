import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { messagesOf } from '#app/plan/plan-records.ts';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { closeAccount } from '#bin/demo/close-accounts.ts';
import { untilDispatched } from '#bin/demo/gateway-clock.ts';
import type { PlanDesk } from '#bin/plan/plan-desk.ts';
import { importSettings, openOffice } from '#bin/wiring/copy-services.ts';
import { openPlanDesk } from '#bin/wiring/plan-services.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import {
  connectTo,
  csvFile,
  importFile,
  type KairosCloud,
  startKairosCloud,
  untilFolded,
} from '#tests/support/kairos-cloud.ts';
import { openStores, type Stores } from '#tests/support/kairos-stores.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CUSTOMERS = 40;
/** The first so many said yes to push. */
const CONSENTED = 30;
/** Has no device, and one whose device goes after the plan was made. */
const NO_TOKEN = 'c7';
const LOST_TOKEN = 'c6';
const BROKEN_TOKEN = 'c8';
const LEAVES_LATE = 'c9';
const STAFF = 'c35';
const POLICY = { by: 'lead', on: '2026-11-22', reason: 'domestic adults only' };

let cloud: KairosCloud;
let stores: Stores;
let desk: PlanDesk;
beforeAll(async () => {
  cloud = await startKairosCloud();
  stores = await openStores(cloud.connection);
}, 240_000);
afterAll(() => cloud.stop());

/** As each verb does: a connection asks the moved clock once. */
async function openDesk(): Promise<void> {
  desk = await openPlanDesk(await connectTo(cloud.local.url));
}

const nowMs = (): number => cloud.local.nowMs();
const iso = (atMs: number): string => new Date(atMs).toISOString();
/** Ten in the morning in Seoul, at least eight hours away. */
const morningMs = (): number => Math.ceil((nowMs() + 7 * HOUR_MS) / DAY_MS) * DAY_MS + HOUR_MS;

async function importRows(kind: Parameters<typeof importFile>[1], rows: readonly (readonly unknown[])[]) {
  await importFile(cloud.connection, kind, csvFile(cloud.folder, `${kind}.csv`, rows));
}

/** What a retailer has on the first day: no zone, no age, no model. */
async function importShop(): Promise<void> {
  const people = Array.from({ length: CUSTOMERS }, (_, index) => `c${index}`);
  await importRows('purchases', [
    ['customer_id', 'order_id', 'timestamp', 'product_id', 'quantity', 'amount'],
    ...people.flatMap((id, index) =>
      Array.from({ length: 1 + (index % 4) }, (_, order) => [
        id,
        `o${index}-${order}`,
        iso(
          nowMs() -
            (3 + ((index * 11 + order * 29) % 200)) * DAY_MS +
            ((index * 5 + order * 7) % 12) * HOUR_MS,
        ),
        'toner',
        1,
        20_000 + (index % 10) * 1000,
      ]),
    ),
  ]);
  await importRows('contacts', [
    ['customer_id', 'channel', 'address'],
    ...people
      .filter((id) => id !== NO_TOKEN)
      .map((id) => [id, 'push', id === BROKEN_TOKEN ? `broken-${id}` : `token-${id}`]),
  ]);
  await importRows('consents', [
    ['customer_id', 'channel', 'purpose', 'granted', 'timestamp'],
    ...people
      .filter((id, index) => index < CONSENTED || id === STAFF)
      .map((id) => [id, 'push', 'marketing', 'Y', iso(nowMs() - DAY_MS)]),
  ]);
  await untilFolded(cloud.local.url);
}

/** Brand, facts, an appeal point of a person's, and one variant of the model's that a person lets through. */
async function approveCopy(): Promise<void> {
  const by = 'mina';
  const brand = {
    name: '루나뷰티',
    sender: { name: '루나뷰티', contact: '1588-0000' },
    optOut: { push: '앱 설정', email: '아래 링크', sms: '080-123-4567' },
    voice: { ko: '다정하게', en: 'warm' },
    links: ['https://shop.example/new'],
    staff: [STAFF],
  };
  await importSettings(cloud.connection, { kind: 'brand', text: JSON.stringify(brand), by });
  const sheet = {
    id: 'sheet-1',
    product_id: 'toner',
    product_name: '라온 시카 토너 패드',
    valid_from: iso(nowMs() - DAY_MS).slice(0, 10),
    valid_to: iso(nowMs() + 30 * DAY_MS).slice(0, 10),
    sender: ['루나뷰티', '1588-0000'],
    opt_out: { push: '앱 설정', email: '아래 링크', sms: '080-123-4567' },
    links: ['https://shop.example/new'],
    facts: [
      { id: 'size', kind: 'quantity', value: '150', unit: 'ml' },
      { id: 'cica', kind: 'ingredient', text: '병풀 추출물' },
    ],
  };
  await importSettings(cloud.connection, { kind: 'facts', text: JSON.stringify([sheet]), by });
  const office = await openOffice(cloud.connection);
  const doer = { by, minutes: 1, isSimulated: true };
  const text = { ko: '아직 정착하지 못한 분을 위한 토너', en: 'For those who have not settled yet' };
  await office.appeals.write({ productId: 'toner', personaId: undefined, type: 'context', text }, doer);
  await office.run({ channels: ['push'], languages: ['ko'], count: 4 }, {});
  for await (const { id } of office.copies.list()) {
    const { variants } = await office.copies.show(id);
    const passed = variants.find(({ status }) => status === 'passed');
    await office.copies.approve(id, [passed?.id ?? 'none passed'], doer);
    await office.copies.close(id);
  }
}

const campaign = (id: string, channels: readonly string[], fromMs: number) =>
  readCampaign({
    id,
    name: '토너',
    type: 'scheduled',
    metric: { name: 'orders per person', minimumDetectableEffect: 0.01 },
    channels,
    window: { from: iso(fromMs), to: iso(fromMs + 4 * HOUR_MS) },
    arms: { holdoutShare: 0, programmeHoldoutShare: 0, timing: { own_time: 1, random_time: 0, one_time: 0 } },
    costCentre: 'CRM-01',
    account: 'promo',
    policies: { fallbackZone: { zone: 'Asia/Seoul', ...POLICY }, unknownAge: { isAllowed: true, ...POLICY } },
  });

async function receiptsOf(campaignId: string): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  for await (const receipt of stores.receipts.list(campaignId)) receipts.push(receipt);
  return receipts;
}

interface OutboxLine {
  readonly messageKey: string;
  readonly address: string;
  readonly body: string;
}

async function outboxOf(campaignId: string): Promise<readonly OutboxLine[]> {
  const text = await (await fetch(`${cloud.local.url}/outbox`)).text();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as OutboxLine)
    .filter(({ messageKey }) => messageKey.startsWith(`${campaignId}/`));
}

/** Moves the clock and waits until everything that is due by then is done with: no call is under way when it jumps. */
async function passUntil(atMs: number): Promise<void> {
  if (nowMs() < atMs) cloud.local.moveClock({ now: iso(atMs) });
  await untilDispatched(cloud.local.url, stores.due, new AbortController().signal);
}

/**
 * Lets the window pass: the clock jumps from one due message to the last within twenty minutes, never beyond it. Past
 * it the window may have ended, and what lay in between would be as late as the plan forbids.
 */
async function passWindow(hash: string): Promise<void> {
  const { summary } = await desk.show(hash);
  let dueMs: number[] = [];
  for await (const { dueAtMs } of messagesOf(stores, hash, summary)) dueMs.push(dueAtMs);
  while (dueMs.length > 0) {
    const firstMs = Math.min(...dueMs);
    const untilMs = Math.max(...dueMs.filter((atMs) => atMs <= firstMs + HOUR_MS / 3));
    await passUntil(untilMs);
    dueMs = dueMs.filter((atMs) => atMs > untilMs);
  }
}

describe('a plan on the local cloud', () => {
  it('names the price that nobody knows, until it is imported', async () => {
    await importShop();
    await approveCopy();
    await openDesk();
    const make = (channels: readonly string[]) =>
      desk.make(campaign('toner', channels, morningMs()), { isEstimate: true });
    await expect(make(['push'])).rejects.toThrow('currency/USD/KRW');
    await importRows('prices', [
      ['sku', 'price', 'currency', 'valid_from', 'source'],
      ['currency/USD/KRW', 1380.5, 'KRW', '2026-01-01', 'bank'],
    ]);
    await openDesk();
    const first = (await make(['push'])).summary;
    expect(first.skipped).toEqual({ no_consent: CUSTOMERS - CONSENTED - 1, no_address: 1 });
  }, 180_000);

  it('sends to staff alone what customers would get', async () => {
    const { hash } = await desk.make(campaign('try', ['push'], morningMs()), { isEstimate: false });
    cloud.local.moveClock({ now: iso(morningMs()) });
    await openDesk();
    await expect(desk.testSend(hash, [])).rejects.toThrow('--to is empty');
    await expect(desk.testSend(hash, ['c1', STAFF])).rejects.toThrow('(c1)');
    const test = await desk.testSend(hash, [STAFF]);
    await passUntil(nowMs() + 60_000);
    expect(await receiptsOf(test.campaignId)).toMatchObject([{ status: 'accepted', reason: '' }]);
    const [sent, ...others] = await outboxOf(test.campaignId);
    expect(others).toEqual([]);
    const { summary } = await desk.show(hash);
    const [sample] = summary.samples;
    expect(sent).toMatchObject({
      address: `token-${STAFF}`,
      body: `${sample?.title}\n${sample?.body}`,
    });
    expect(await receiptsOf('try')).toEqual([]);
  }, 120_000);

  it('is signed, started once, and every planned message is accounted for', async () => {
    await openDesk();
    const { hash, summary } = await desk.make(campaign('toner', ['push'], morningMs()), {
      isEstimate: false,
    });
    expect(summary.skipped).toEqual({ no_consent: CUSTOMERS - CONSENTED - 1, no_address: 1 });
    expect(summary.planned).toBe(CONSENTED);
    await expect(desk.apply(hash)).rejects.toMatchObject({ details: { refusal: 'not_approved' } });
    await desk.approve(hash, 'marketing');
    expect(await desk.apply(hash)).toMatchObject({ loaded: CONSENTED });
    await expect(desk.apply(hash)).rejects.toMatchObject({ details: { refusal: 'started_already' } });
    const said = { channel: 'push', granted: false, atMs: nowMs(), basis: 'app', textVersion: '1' };
    await createApplyConsents(stores).apply([
      { speaker: LEAVES_LATE, consent: { ...said, purpose: 'marketing' } },
    ]);

    const [device] = await stores.contacts.of(LOST_TOKEN);
    await stores.contacts.remove([{ ...device!, atMs: nowMs() }]);

    await passWindow(hash);
    const receipts = await receiptsOf('toner');
    const reasons = new Map(receipts.map(({ message, reason }) => [message.personId, reason]));
    expect(reasons.has(NO_TOKEN)).toBe(false);
    expect(reasons.get(LOST_TOKEN)).toBe('no_address');
    expect(reasons.get(LEAVES_LATE)).toBe('no_consent');
    expect(reasons.get(BROKEN_TOKEN)).toBe('server_error');
    const givenKeys = (await outboxOf('toner')).map(({ messageKey }) => messageKey);
    expect(closeAccount('toner', { planned: summary.planned, receipts, givenKeys })).toMatchObject({
      reasons: { no_address: 1, no_consent: 1, server_error: 1 },
      receipts: { accepted: CONSENTED - 3, suppressed: 2, failed: 0, unknown: 1 },
      given: CONSENTED - 2,
      faults: [],
    });
    const [told] = await desk.why(STAFF, 'toner', 'test');
    expect(told?.receipt).toMatchObject({ status: 'accepted' });
  }, 180_000);

  it('holds a paused campaign back, and what is cancelled never leaves', async () => {
    await openDesk();
    const { hash, summary } = await desk.make(
      { ...campaign('second', ['push'], morningMs()), cap: { count: 9, periodMs: DAY_MS } },
      { isEstimate: false },
    );
    await desk.approve(hash, 'marketing');
    expect((await desk.apply(hash)).loaded).toBe(CONSENTED - 1);
    await desk.change('second', 'paused', 'a look at the copy');
    cloud.local.moveClock({ now: iso(summary.window.fromMs + 10 * 60_000) });
    cloud.local.moveClock({ advance: 'PT2M' });
    await desk.change('second', 'cancelled', 'wrong copy');
    await passWindow(hash);
    const receipts = await receiptsOf('second');
    expect(new Set(receipts.map(({ reason }) => reason))).toEqual(new Set(['cancelled']));
    expect(await outboxOf('second')).toEqual([]);
  }, 120_000);
});
