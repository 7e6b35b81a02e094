import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { importBrand } from '#app/copy/copy-settings.ts';
import type { MadePlan } from '#app/plan/make-plan.ts';
import type { PlanInput, PlanPorts } from '#app/plan/plan-input.ts';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { parseCampaign } from '#bin/plan/parse-campaign.ts';
import { tables } from '#contracts/tables.ts';
import type { ApprovedCopy, CopyChannel } from '#core/copy/approved-copy.ts';
import { priceForecast } from '#core/cost/ledger/forecast.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook } from '#core/cost/prices/price-book.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import { expectedUses } from '#core/plan/expected-uses.ts';
import type { Decision } from '#core/plan/plan-summary.ts';
import { nothingMeasured } from '#core/plan/value/measured-uplift.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotState } from '#core/profiles/hot-part.ts';
import { emptyLedger, hearConsents } from '#core/profiles/ledger.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { profileView } from '#core/profiles/profile-view.ts';

export const NOW_MS = Date.parse('2026-11-30T03:00:00Z');
/** Whose list prices the forecast has. */
export const REGION = 'ap-northeast-2';
const DAY_MS = 86_400_000;

/** A retailer's first hour: purchases, no zone, no age, no model. */
export function shopper(index: number): PersonRow {
  const buyHours = Array.from({ length: 168 }, () => 0);
  buyHours[(index * 7) % 168] = 1 + (index % 3);
  const at = (daysAgo: number) => new Date(NOW_MS - daysAgo * DAY_MS).toISOString();
  const profile = profileView(emptyHotState, emptyHistoryPart.state, { nowMs: NOW_MS, today: 20_787 });
  const order = {
    at: at(index % 60),
    localDay: 0,
    channel: 'web',
    storeId: '',
    currency: 'KRW',
    amountMinor: 20_000 + (index % 10) * 5000,
    refundedMinor: 0,
    hourOfWeek: undefined,
    discountMinor: 0,
    coupon: '',
    isGift: false,
    isCancelled: false,
    units: 1,
    lines: [],
  };
  const personId = `c-${String(index).padStart(5, '0')}`;
  return {
    personId,
    customerKeys: [personId],
    profile: {
      ...profile,
      reach: undefined,
      orderCount: 1 + (index % 5),
      firstOrderAt: at(200),
      lastOrderAt: at(index % 60),
      orders: [order],
      buyHours,
    },
  };
}

export function copyFor(channel: CopyChannel, productId = 'cream'): ApprovedCopy {
  return {
    id: `${channel}-${productId}`,
    personaId: undefined,
    appealId: 'a-1',
    appealType: 'context',
    appealAuthor: 'person',
    copyAuthor: 'model',
    isSimulated: false,
    productId,
    channel,
    language: 'ko',
    tone: 'warm',
    title: '(광고) 겨울 보습',
    preheader: '',
    body: '{name}님, 건조한 저녁에',
    factSheetId: 'f-1',
    hash: 'ab'.repeat(32),
    approvedBy: 'editor',
    approvedAtMs: NOW_MS - DAY_MS,
  };
}

const POLICY = 'by: lead, on: 2026-11-22, reason: domestic adults only';

export const CAMPAIGN = `
id: winter
name: 겨울 보습
type: scheduled
metric: { name: orders per person, minimumDetectableEffect: 0.01 }
channels: [push, sms]
window: { from: '2026-12-01T00:00:00+09:00', to: '2026-12-02T00:00:00+09:00' }
budget: { amount: 5, currency: USD }
costCentre: CRM-01
account: promo
policies:
  fallbackZone: { zone: Asia/Seoul, ${POLICY} }
  unknownAge: { isAllowed: true, ${POLICY} }
`;

export const BRAND = {
  name: '루나뷰티',
  sender: { name: '루나뷰티', contact: '1588-0000' },
  optOut: { push: '앱 설정', email: '아래 링크', sms: '080-123-4567' },
  voice: { ko: '다정하게', en: 'warm' },
};

export async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

/** Stores in memory; even persons consent to push, every third to SMS, every sixth also at night. */
export async function planWorld(people: number, changes: Partial<Campaign> = {}) {
  const rows = Array.from({ length: people }, (_, index) => shopper(index));
  const ledgers = createTableLedgerStore(createMemoryTable(tables.ledger));
  for (const [index, { personId }] of rows.entries()) {
    const say = (purpose: 'marketing' | 'marketing_night', channel: string) => ({
      speaker: personId,
      consent: { purpose, channel, granted: true, atMs: NOW_MS - DAY_MS, basis: 'opt_in', textVersion: '1' },
    });
    const said = [
      ...(index % 2 === 0 ? [say('marketing', 'push')] : []),
      ...(index % 3 === 0 ? [say('marketing', 'sms')] : []),
      ...(index % 6 === 0 ? [say('marketing_night', 'push')] : []),
    ];
    if (said.length > 0) await ledgers.save(personId, 0, hearConsents(emptyLedger(personId), said));
  }
  const artefacts = createObjectArtefactStore(createMemoryObjectStore());
  const documents = createTableDocumentStore(createMemoryTable(tables.document));
  await importBrand(documents, JSON.stringify(BRAND));
  const campaign = { ...readCampaign(parseCampaign(CAMPAIGN)), ...changes };
  const input: PlanInput = {
    campaign,
    rows: () => each(rows),
    predictionsOf: async () => new Map(),
    personasOf: async () => new Map(),
    copies: [copyFor('push'), copyFor('sms')],
    price: (channel) => ({ micros: channel === 'sms' ? 20_000 : 1, isEstimate: true }),
    partsOf: () => 1,
    forecast: (copies) =>
      priceForecast(
        expectedUses(copies, { jurisdiction: 'KR', region: REGION }),
        createPriceBook(listPrices),
        NOW_MS,
      ),
    render: ({ title, body }) => ({ title, body }),
    uplift: nothingMeasured,
    copyOutcomes: [],
    offers: [],
    stockOf: () => undefined,
    others: [],
    shop: {
      currency: 'KRW',
      billingCurrency: 'USD',
      exchange: { rate: 1400, source: 'test', on: '2026-11-22' },
      ratePerMinute: { push: 2, sms: 1, email: 10 },
      defaultHours: { from: 10, to: 20 },
      lateMinutes: 60,
    },
    nowMs: NOW_MS,
  };
  return { rows, ledgers, artefacts, documents, input, campaign };
}

/** What the partitions of a plan say of each person. */
export async function decisionsOf(
  { artefacts }: Pick<PlanPorts, 'artefacts'>,
  { summary }: MadePlan,
): Promise<readonly Decision[]> {
  const bytes = await Promise.all(summary.partitions.map(({ hash }) => artefacts.get('plan', hash)));
  return bytes.flatMap((body) =>
    new TextDecoder()
      .decode(body)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Decision),
  );
}
