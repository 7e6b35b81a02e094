import type { ImportPorts } from '#app/events/imports/import-ports.ts';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { readLiveCopies } from '#app/plan/read-live-copies.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import { type TriggerKind, triggerRules } from '#core/delivery/triggers/trigger-rules.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import type { Brand } from '#demo/index.ts';
import { connectLocal } from '../connection.ts';
import type { Out } from '../out.ts';
import type { PlanDesk } from '../plan/plan-desk.ts';
import { printPlan } from '../plan/plan-page.ts';
import { type CloudStores, openCloudStores } from '../wiring/cloud-stores.ts';
import { importSettings } from '../wiring/copy-services.ts';
import { openPlanDesk } from '../wiring/plan-services.ts';
import { type Account, closeAccount } from './close-accounts.ts';
import { demoCampaigns, demoOffers } from './demo-campaigns.ts';
import { codeIn, letPeopleAnswer, type OutboxLine, readOutbox } from './let-people-answer.ts';
import { createPassDays } from './pass-days.ts';

/** Days on which messages may go out, and the days after them in which orders are counted. */
const SENDING_DAYS = 15;
export const CAMPAIGN_DAYS = 30;

/** What the demo's campaigns need. */
export interface CampaignStage {
  readonly endpoint: string;
  readonly ports: ImportPorts;
  readonly out: Out;
  readonly signal: AbortSignal;
}

/** What came of them. */
export interface PlayedCampaigns {
  readonly plans: readonly { readonly campaignId: string; readonly planHash: string }[];
  readonly accounts: readonly Account[];
  readonly codes: { readonly issued: number; readonly redeemed: number };
  readonly answerCount: number;
}

interface Started {
  readonly hash: string;
  readonly summary: PlanSummary;
}

/** Plans the campaigns for the month from `day` on, signs and starts them, lets the month pass, and closes the accounts. */
export async function playCampaigns(
  brand: Brand,
  day: number,
  { endpoint, ports, out, signal }: CampaignStage,
): Promise<PlayedCampaigns> {
  const connection = await connectLocal(endpoint);
  const desk = await openPlanDesk(connection);
  const stores = await openCloudStores(connection);
  const fromMs = brand.startMs + day * DAY_MS;
  await importSettings(connection, {
    kind: 'offers',
    text: demoOffers(fromMs, SENDING_DAYS),
    by: 'scripted-person',
  });
  const started: Started[] = [];
  for (const file of demoCampaigns(fromMs, SENDING_DAYS)) started.push(await start(desk, file, out));

  const copies = new Map<string, ApprovedCopy>();
  for (const copy of await readLiveCopies(stores.documents)) copies.set(copy.id, copy);
  const { receipts, due } = stores;
  const people = letPeopleAnswer(brand, { endpoint, receipts, copies });
  const days = createPassDays(brand, {
    ...{ endpoint, due, people, signal },
    stream: ports.stream,
    slackMs: new Map([...slackOf('cart_left'), ...slackOf('zone_dwell')]),
    windowEndsMs: started.map(({ summary }) => summary.window.toMs),
  });
  const bar = out.progress(out.say({ en: 'messages go out, people answer', ko: '발송과 반응' }));
  for (let passed = 0; passed < CAMPAIGN_DAYS && !signal.aborted; passed += 1) {
    await days.pass(day + passed);
    bar.update((passed + 1) / CAMPAIGN_DAYS);
  }
  bar.done();
  const outbox = await readOutbox(endpoint);
  return {
    plans: started.map(({ hash, summary }) => ({ campaignId: summary.campaign.id, planHash: hash })),
    accounts: await accountsOf(stores, started, outbox),
    codes: await codesOf(stores, outbox),
    answerCount: days.answerCount(),
  };
}

/** Two thirds of the age at which an event starts nothing any more. */
function slackOf(kind: TriggerKind): readonly (readonly [string, number])[] {
  const { startedBy, maxAgeMinutes } = triggerRules[kind];
  return startedBy.map((name) => [name, maxAgeMinutes * 40_000] as const);
}

async function start(desk: PlanDesk, file: unknown, out: Out): Promise<Started> {
  const { hash, summary } = await desk.make(readCampaign(file), { isEstimate: false });
  if (!out.isJson) {
    out.line();
    printPlan(hash, summary, out);
  }
  await desk.approve(hash, 'marketing', 'scripted-person');
  await desk.apply(hash);
  return { hash, summary };
}

async function accountsOf(
  stores: CloudStores,
  started: readonly Started[],
  outbox: readonly OutboxLine[],
): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  for (const { summary } of started) {
    const { id } = summary.campaign;
    const receipts: Receipt[] = [];
    for await (const receipt of stores.receipts.list(id)) receipts.push(receipt);
    const givenKeys = outbox
      .filter(({ campaignId }) => campaignId === id)
      .map(({ messageKey }) => messageKey);
    accounts.push(closeAccount(id, { planned: await plannedOf(stores, summary), receipts, givenKeys }));
  }
  return accounts;
}

/** What became of the codes that went out. */
async function codesOf(
  { offers }: CloudStores,
  outbox: readonly OutboxLine[],
): Promise<PlayedCampaigns['codes']> {
  const codes = new Set(outbox.map(codeIn).filter((code) => code !== undefined));
  let [issued, redeemed] = [0, 0];
  for (const code of codes) {
    const { value } = await offers.loadCode(code);
    if (value !== undefined && !value.isWithdrawn) issued += 1;
    if (value !== undefined && value.redeemedBy !== '') redeemed += 1;
  }
  return { issued, redeemed };
}

/** What was to be sent: the plan's messages, or what triggers took out of each day's count before they started them. */
async function plannedOf(
  { budgets }: CloudStores,
  { campaign, occurrence, planned, window }: PlanSummary,
): Promise<number> {
  if (campaign.type !== 'triggered') return planned;
  let started = 0;
  for (let atMs = window.fromMs - DAY_MS; atMs < window.toMs + DAY_MS; atMs += DAY_MS) {
    const dayId = `${campaign.id}/${occurrence}/${new Date(atMs).toISOString().slice(0, 10)}`;
    started += (await budgets.load(dayId))?.spentMicros ?? 0;
  }
  return started;
}
