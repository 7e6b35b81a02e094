import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createTokenSigner } from '#adapters/node/signed-token.ts';
import { createTableAssignmentStore } from '#adapters/node/table-assignment-store.ts';
import { createTableClickStore } from '#adapters/node/table-click-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableOfferStore } from '#adapters/node/table-offer-store.ts';
import { createTablePredictionStore } from '#adapters/node/table-prediction-store.ts';
import { createTableTriggerMarkStore } from '#adapters/node/table-trigger-mark-store.ts';
import { importBrand } from '#app/copy/copy-settings.ts';
import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import { createIssueCodes } from '#app/delivery/offers/issue-codes.ts';
import { createRenderApproved } from '#app/delivery/render-approved.ts';
import { createIsOvertaken } from '#app/delivery/triggers/keep-marks.ts';
import { createRunningTriggers } from '#app/delivery/triggers/running-triggers.ts';
import { createSendTriggered } from '#app/delivery/triggers/send-triggered.ts';
import { createStartTriggers } from '#app/delivery/triggers/start-triggers.ts';
import { createTriggerLane } from '#app/delivery/triggers/trigger-lane.ts';
import { makeReport } from '#app/kpis/make-report.ts';
import { measureCampaign } from '#app/kpis/measure-campaign.ts';
import { createReportDesk, type ReportDesk } from '#app/kpis/report-desk.ts';
import { applyPlan } from '#app/plan/apply-plan.ts';
import { approvePlan } from '#app/plan/approve-plan.ts';
import { makePlan } from '#app/plan/make-plan.ts';
import { importOffers } from '#app/plan/offer-shelf.ts';
import { openPlanning } from '#app/plan/open-planning.ts';
import { listPlan, openPlan } from '#app/plan/plan-records.ts';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { createReadProfile } from '#app/profiles/read-profile.ts';
import { createReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import { parseCampaign } from '#bin/plan/parse-campaign.ts';
import { tables } from '#contracts/tables.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { CatalogueItem } from '#core/events/imports/catalogue-item.ts';
import { readRecord } from '#core/events/read-record.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { nothingMeasured } from '#core/plan/value/measured-uplift.ts';
import { testHash } from '../identifier-hash.ts';
import { createDeliveryWorld } from './delivery-world.ts';
import { createRealIngest, settings } from './real-ingest.ts';

const MINUTE_MS = 60_000;
const WON: CatalogueItem = {
  kind: 'prices',
  id: 'won',
  attributes: { sku: 'currency/USD/KRW', price: '1400', currency: 'KRW', valid_from: '2026-01-01' },
};

/** What a shop brings along. */
export interface Trade {
  /** UTC epoch ms. */
  readonly nowMs: number;
  readonly copies: readonly ApprovedCopy[];
  readonly catalogue?: readonly CatalogueItem[];
  /** As `kairos import offers` reads them. */
  readonly offers?: readonly object[];
}

const BRAND = {
  name: '한빛상회',
  sender: { name: '한빛상회', contact: '1588-0000' },
  optOut: {
    push: { ko: '앱 설정 > 알림', en: 'App settings > Notifications' },
    email: 'https://shop.example/unsubscribe',
    sms: '080-123-4567',
  },
  voice: { ko: '다정하게', en: 'warm' },
};

/** A whole shop over memory stores: every use case from the event to the report is the product's own. */
export async function createTradeWorld({ nowMs, copies, catalogue: items = [], offers = [] }: Trade) {
  const world = createDeliveryWorld();
  const { clock, catalogue, sent } = world;
  clock.ms = nowMs;
  const shop = createRealIngest(clock);
  const documents = createTableDocumentStore(createMemoryTable(tables.document));
  const artefacts = createObjectArtefactStore(createMemoryObjectStore());
  const campaigns = createDocumentCampaignStateStore(documents);
  const marks = createTableTriggerMarkStore(shop.held.profile);
  const predictions = createTablePredictionStore(shop.held.profile);
  const assignments = createTableAssignmentStore(shop.held.profile);
  const offerStore = createTableOfferStore(createMemoryTable(tables.offer));
  const signer = createTokenSigner('secret');
  const stores = { ...shop, documents, artefacts, campaigns, catalogue, clock, predictions, assignments };
  const delivery = {
    ...world.ports,
    ...{ ledgers: shop.ledgers, persons: shop.persons, campaigns },
    isOvertaken: createIsOvertaken(marks),
    codes: createIssueCodes({ offers: offerStore, budgets: world.ports.budgets }),
    render: createRenderApproved({ documents, catalogue, signer, baseUrl: 'https://shop.example', clock }),
  };
  await importBrand(documents, JSON.stringify(BRAND));
  await catalogue.put([WON, ...items]);
  if (offers.length > 0) await importOffers(documents, JSON.stringify(offers));
  for (const copy of copies) await documents.save('approved_copy', copy.id, 0, copy as unknown as JsonObject);
  await documents.save('live_copy', 'row', 0, {
    ...{ rowId: 'row', setId: 'set', copyIds: copies.map(({ id }) => id) },
  });

  let runs = 0;
  const lane = createTriggerLane({
    goalEvents: settings.goalEvents,
    read: ({ data, arrivedAtMs }) =>
      readRecord(data, { hash: (_kind, text) => `k1.${text}`, arrivedMs: arrivedAtMs }),
    start: createStartTriggers({
      ...delivery,
      ...{ predictions, personas: assignments, catalogue, marks },
      running: createRunningTriggers({ documents, artefacts, campaigns, clock, elapsedMs: clock.nowMs }),
      readProfile: createReadProfile({ ...stores, settings }),
      sendNow: createSendTriggered(delivery, () => `t${(runs += 1)}`),
    }),
  });

  let sequence = 0;
  /** One message of an app arrives: the main lane folds it, the lane of triggers hears it. */
  const arrives = async (userId: string, about: object): Promise<void> => {
    sequence += 1;
    const at = new Date(clock.ms).toISOString();
    const message = { messageId: `m${sequence}`, userId, ...about };
    const record = {
      ...{ shardId: 'shard-1', sequenceNumber: String(sequence), partitionKey: userId },
      data: new TextEncoder().encode(JSON.stringify({ ...message, timestamp: at, sentAt: at })),
      arrivedAtMs: clock.ms,
    };
    const { failed } = await shop.ingest([record]);
    clock.ms += 1500;
    const heard = await lane([record]);
    if (failed.length + heard.failed.length + heard.broken.length > 0) throw new Error(`m${sequence} failed`);
  };
  const happens = (userId: string, event: string, properties: object = {}): Promise<void> =>
    arrives(userId, { type: 'track', event, properties });
  const livesIn = (userId: string, city: string): Promise<void> =>
    arrives(userId, { type: 'identify', traits: { city } });
  /** Somebody with the app, who agreed to advertising and to the use of places. */
  const joins = async (userId: string): Promise<void> => {
    const said = { channel: 'push', granted: true, text_version: '1', basis: 'app' };
    await happens(userId, 'Consent Changed', { ...said, purpose: 'marketing' });
    await happens(userId, 'Consent Changed', { ...said, purpose: 'location', channel: 'all' });
    const device = { channel: 'push', address: testHash('token', userId), known: true, reason: 'import' };
    await happens(userId, 'Contact Changed', device);
    const address = { address: `token-${userId}`, addressHash: `k1.token-${userId}`, platform: 'GCM' };
    await delivery.contacts.put([{ customerKey: userId, channel: 'push', atMs: 1, ...address }]);
  };

  const readPersons = createReadPersons({ ...shop, settings });
  /** Plans, signs and starts a campaign file. */
  const start = async (file: string) => {
    const planning = await openPlanning({
      ...stores,
      readPersons,
      measuredUplift: async () => nothingMeasured,
      ...{ region: 'ap-northeast-2', currency: 'KRW', zone: 'Asia/Seoul', ratePerMinute: { push: 60 } },
      goalEvents: settings.goalEvents,
    });
    const campaign = readCampaign(parseCampaign(file));
    const plan = await makePlan(await planning.inputFor(campaign), stores);
    await listPlan(stores, plan);
    await approvePlan(stores, plan.hash, { by: 'lead', role: 'marketing' });
    const { loaded } = await applyPlan({ ...delivery, ...stores, ...planning }, plan.hash, 'lead');
    return { ...plan, loaded };
  };
  /** Time passes, and every few minutes the dispatcher is called. */
  const passUntil = async (toMs: number, stepMs = 10 * MINUTE_MS): Promise<void> => {
    const dispatch = createDispatchDue(delivery);
    for (; clock.ms < toMs; clock.ms += stepMs)
      await dispatch({ runId: `d${(runs += 1)}`, worker: 0, workers: 1, durationMs: MINUTE_MS });
  };

  const receiptsOf = async (campaignId: string) => {
    const found = [];
    for await (const receipt of delivery.receipts.list(campaignId)) found.push(receipt);
    return found;
  };
  /** What the campaign did, as `kairos report` says it. */
  const reportOf = async (hash: string) => {
    const { summary } = await openPlan(stores, hash);
    const clicks = createTableClickStore(createMemoryTable(tables.receipt));
    const measure = await measureCampaign(
      { ...stores, ...delivery, clicks, personas: assignments },
      {
        rows: () => readPersons(clock.ms),
        ...{ vatRate: 0.1, costOf: () => undefined, brandZone: 'Asia/Seoul', asOfMs: clock.ms },
      },
      { summary, hash },
    );
    const setting = { asOfMs: clock.ms, isSimulated: false, spend: undefined, efforts: [] };
    return makeReport(measure, { summary, hash }, setting);
  };
  /** What the verbs about reports call. */
  const desk = (): ReportDesk =>
    createReportDesk({
      ...stores,
      ...delivery,
      clicks: createTableClickStore(createMemoryTable(tables.receipt)),
      personas: assignments,
      brandZone: 'Asia/Seoul',
      rows: () => readPersons(clock.ms),
      costsOf: async () => () => undefined,
      spendOf: async () => undefined,
    });
  const offered = { offers: offerStore };
  return { clock, sent, happens, livesIn, joins, start, passUntil, receiptsOf, reportOf, desk, ...offered };
}
