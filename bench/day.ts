/**
 * One day of the standing test size, whole, in one process: `node bench/day.ts 4000000` (else 10,000 and 100,000; the
 * peak is the process's, so each size should run in one of its own). The use cases, stores and codecs are the real ones: score everybody,
 * assign personas, plan, sign and load the due index, dispatch minute by minute, measure. Stand-ins: DynamoDB and S3 are
 * files that count what would be billed, the provider takes every push and counts, the clock is set. Not run: ingest and
 * training (bench/ingest.ts, bench/models.ts), the language model, consents and addresses, which are there already.
 * One JSON line a stage; dollars at list prices of Seoul, time as that of functions with one processor.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createTableAssignmentStore } from '#adapters/node/table-assignment-store.ts';
import { createTableBudgetStore } from '#adapters/node/table-budget-store.ts';
import { createTableClickStore } from '#adapters/node/table-click-store.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableDueIndex } from '#adapters/node/table-due-index.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createTablePredictionStore } from '#adapters/node/table-prediction-store.ts';
import { createTableRateLimit } from '#adapters/node/table-rate-limit.ts';
import { createTableReceiptStore } from '#adapters/node/table-receipt-store.ts';
import { importBrand } from '#app/copy/copy-settings.ts';
import type { DeliveryPorts } from '#app/delivery/delivery-ports.ts';
import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import { makeReport } from '#app/kpis/make-report.ts';
import { measureCampaign } from '#app/kpis/measure-campaign.ts';
import { scorePersons } from '#app/models/score-persons.ts';
import { createAssignPeople } from '#app/personas/assign-people.ts';
import { applyPlan } from '#app/plan/apply-plan.ts';
import { approvePlan } from '#app/plan/approve-plan.ts';
import { makePlan } from '#app/plan/make-plan.ts';
import { listPlan } from '#app/plan/plan-records.ts';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { tables } from '#contracts/tables.ts';
import { createUsageTally } from '#core/cost/meter/usage-tally.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { nothingMeasured } from '#core/plan/value/measured-uplift.ts';
import { copyFor } from '#tests/unit/app/plan/plan-world.ts';
import { createDiskObjects } from './day/disk-objects.ts';
import { createDiskTable, type Given, openDisk } from './day/disk-table.ts';
import { addressOf, consentOf } from './day/given-items.ts';
import { type StandingPeople, standingPeople } from './day/people.ts';
import { learnPersonas } from './day/personas.ts';
import { createStageClock, DAY_REGION } from './day/stage-clock.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const PUSH_MICROS = 1;
const PER_SECOND = 5000;

async function playDay(count: number, people: StandingPeople): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kairos-day-'));
  const tally = createUsageTally({ region: DAY_REGION });
  const stage = createStageClock(tally, people.atMs);
  const disk = openDisk(join(folder, 'tables'));
  const clock = { ms: people.atMs, nowMs: () => clock.ms };
  const table = (name: Exclude<keyof typeof tables, 'document'>, given?: Given) =>
    createDiskTable(disk, { name, schema: tables[name], tally, ...(given && { given }) });
  const documents = createTableDocumentStore(createMemoryTable(tables.document));
  await importBrand(documents, JSON.stringify(BRAND));
  const artefacts = createObjectArtefactStore(createDiskObjects(join(folder, 'objects'), tally));
  const profiles = table('profile');
  const predictions = createTablePredictionStore(profiles);
  const assignments = createTableAssignmentStore(profiles);
  const ledgers = createTableLedgerStore(table('ledger', (personId) => consentOf(personId, people.atMs)));
  const receipts = table('receipt');
  const due = createTableDueIndex(table('due'), clock);
  const budgets = createTableBudgetStore(table('budget'));
  const campaigns = createDocumentCampaignStateStore(documents);
  const catalogue = await learnPersonas(people, { artefacts, documents, clock });
  const rows = () => people.rows(count);

  const scored = await stage('score', () => {
    const { artefact, atMs, snapshotDay, products } = people;
    const listed = products.map(({ id, category }) => ({
      productId: id,
      category,
      brand: '',
      isSoldOut: false,
    }));
    const settings = { modelHash: 'a'.repeat(64), atMs, snapshotDay, products: listed };
    return scorePersons(rows(), { artefact, settings }, predictions);
  });
  await stage('personas', () => createAssignPeople({ artefacts, documents, catalogue, assignments })(rows()));

  const price = () => ({ micros: PUSH_MICROS, isEstimate: false });
  const copies = people.products.slice(0, 4).map(({ id }) => copyFor('push', id));
  const fromMs = people.atMs + 8 * HOUR_MS;
  const campaign = {
    ...readCampaign(CAMPAIGN),
    window: { fromMs, toMs: fromMs + 13 * HOUR_MS },
  };
  const plan = await stage('plan', async () => {
    const input = {
      ...{ campaign, rows, copies, price, nowMs: people.atMs, others: [] },
      predictionsOf: (ids: readonly string[]) => predictions.load(ids),
      personasOf: (ids: readonly string[]) => assignments.load(ids),
      partsOf: () => 1,
      forecast: () => ({ lines: [], unpriced: [] }),
      render: ({ title, body }: { title: string; body: string }) => ({ title, body }),
      uplift: nothingMeasured,
      copyOutcomes: [],
      offers: [],
      stockOf: () => undefined,
      shop: {
        ...{ currency: 'KRW', billingCurrency: 'USD', defaultHours: { from: 10, to: 20 }, lateMinutes: 60 },
        exchange: { rate: 1400, source: 'bench', on: '2026-11-22' },
        ratePerMinute: { push: PER_SECOND * 60 },
      },
    };
    const made = await makePlan(input, { ledgers, artefacts });
    await listPlan({ artefacts, documents }, made);
    return made;
  });
  await stage('load', async () => {
    const ports = { artefacts, documents, clock, campaigns, budgets, due, price };
    for (const by of ['mina', 'juno']) await approvePlan(ports, plan.hash, { by, role: 'marketing' });
    return applyPlan({ ...ports, unapprovedOf: async () => [] }, plan.hash, 'mina');
  });

  let [sentCount, callCount, minutes] = [0, 0, 0];
  await stage('dispatch', async () => {
    const ports: DeliveryPorts = {
      ...{ clock, ledgers, due, campaigns, budgets, usage: tally },
      elapsedMs: () => 0,
      sleep: async (ms) => {
        clock.ms += ms;
      },
      persons: createTablePersonStore(table('person')),
      contacts: createTableContactStore(table('contact', (key) => addressOf(key, people.atMs))),
      receipts: createTableReceiptStore(receipts),
      rate: createTableRateLimit(table('rate'), clock),
      channels: {
        push: {
          identity: { id: 'app', rate: { perSecond: PER_SECOND, burst: PER_SECOND } },
          sender: {
            channel: 'push',
            batchSize: 100,
            send: async (batch) => {
              callCount += 1;
              sentCount += batch.length;
              return batch.map(() => ({ status: 'accepted', providerId: 'p' }));
            },
          },
        },
      },
      render: async () => ({ title: 't', body: 'b', html: '', link: '', unsubscribeUrl: '' }),
      hashAddress: (_channel, address) => `k1.${address}`,
      findSuppressed: async () => new Set(),
    };
    const dispatch = createDispatchDue(ports);
    for (let ms = fromMs; ms <= campaign.window.toMs; ms += MINUTE_MS) {
      clock.ms = Math.max(clock.ms, ms);
      const { messageCount } = await dispatch({ runId: `m${ms}`, worker: 0, workers: 1, durationMs: 1e9 });
      minutes += Math.sign(messageCount);
    }
  });

  const report = await stage('kpis', async () => {
    const asOfMs = campaign.window.toMs + 3 * DAY_MS;
    const measure = await measureCampaign(
      {
        ...{ artefacts, documents, predictions, personas: assignments },
        receipts: createTableReceiptStore(receipts),
        clicks: createTableClickStore(receipts),
      },
      {
        ...{ brandZone: 'Asia/Seoul', asOfMs, vatRate: 0.1, costOf: () => undefined },
        rows: () => people.rows(count, { atMs: campaign.window.toMs + DAY_MS }),
      },
      plan,
    );
    return makeReport(measure, plan, { asOfMs, isSimulated: true, spend: undefined, efforts: [] });
  });
  const { personCount } = scored;
  const { planned } = plan.summary;
  process.stdout.write(
    `${JSON.stringify({ people: count, scored: personCount, planned, sent: sentCount, calls: callCount, minutes, receipts: report.receipts, measured: report.measuredCount })}\n`,
  );
  rmSync(folder, { recursive: true });
}

const BRAND = {
  name: 'One shop',
  sender: { name: 'One shop', contact: '1588-0000' },
  optOut: { push: 'settings', email: 'the link below', sms: '080-123-4567' },
  voice: { ko: '다정하게', en: 'warm' },
  links: [],
};
const POLICY = { by: 'lead', on: '2026-11-22', reason: 'domestic adults only' };
const CAMPAIGN = {
  ...{ id: 'day', name: 'One day', type: 'scheduled', channels: ['push'] },
  metric: { name: 'orders per person', minimumDetectableEffect: 0.001 },
  window: { from: '2026-12-01T08:00:00+09:00', to: '2026-12-01T21:00:00+09:00' },
  budget: { amount: 1000, currency: 'USD' },
  ...{ costCentre: 'CRM-01', account: 'promo' },
  policies: {
    fallbackZone: { zone: 'Asia/Seoul', ...POLICY },
    unknownAge: { isAllowed: true, ...POLICY },
  },
};

const asked = process.argv.slice(2).map(Number);
const people = await standingPeople();
for (const count of asked.length > 0 ? asked : [10_000, 100_000]) await playDay(count, people);
