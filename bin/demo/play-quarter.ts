import type { ImportPorts } from '#app/events/imports/import-ports.ts';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { readLiveCopies } from '#app/plan/read-live-copies.ts';
import { triggerRules } from '#core/delivery/triggers/trigger-rules.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import type { Brand } from '#demo/index.ts';
import { connectLocal } from '../connection.ts';
import type { Out } from '../out.ts';
import { printPlan } from '../plan/plan-page.ts';
import { openCloudStores } from '../wiring/cloud-stores.ts';
import { importSettings } from '../wiring/copy-services.ts';
import { openPlanDesk } from '../wiring/plan-services.ts';
import type { Account } from './close-accounts.ts';
import { accountsOf, type CouponCodes, codesOf } from './count-messages.ts';
import { CAMPAIGN_DAYS, demoCampaignsOn, demoOffers, RETRAIN_DAY } from './demo-campaigns.ts';
import { letPeopleAnswer, readOutbox } from './let-people-answer.ts';
import { createPassDays, type PassDays } from './pass-days.ts';
import { type Training, train } from './train.ts';

/** What the campaigns need. */
export interface QuarterStage {
  readonly endpoint: string;
  readonly ports: ImportPorts;
  readonly out: Out;
  readonly signal: AbortSignal;
}

/** What came of them. */
export interface PlayedQuarter {
  readonly plans: readonly {
    readonly campaignId: string;
    readonly occurrence: string;
    readonly planHash: string;
  }[];
  readonly accounts: readonly Account[];
  readonly codes: CouponCodes;
  readonly answerCount: number;
  /** Undefined where the run was interrupted before. */
  readonly retraining: Training | undefined;
}

/** A plan that was signed and is on its way. */
export interface StartedPlan {
  readonly hash: string;
  readonly summary: PlanSummary;
}

/**
 * Plays what is left of the quarter from `firstDay` on: campaigns are planned, signed and started on their days, people
 * answer, the models are trained again on what came of it, and the accounts are closed.
 */
export async function playQuarter(
  brand: Brand,
  firstDay: number,
  stage: QuarterStage,
): Promise<PlayedQuarter> {
  const { endpoint, out, signal } = stage;
  const connection = await connectLocal(endpoint);
  const stores = await openCloudStores(connection);
  const fromMs = brand.startMs + firstDay * DAY_MS;
  await importSettings(connection, { kind: 'offers', text: demoOffers(fromMs), by: 'scripted-person' });
  const started: StartedPlan[] = [];
  const days = await openDays(brand, stage, () => started);

  let retraining: Training | undefined;
  const bar = out.progress(out.say({ en: 'messages go out, people answer', ko: '발송과 반응' }));
  for (let day = 0; day < CAMPAIGN_DAYS && !signal.aborted; day += 1) {
    if (day === RETRAIN_DAY) retraining = await train(endpoint, stage);
    for (const file of demoCampaignsOn(day, fromMs)) started.push(await start(endpoint, file, out));
    await days.pass(firstDay + day);
    bar.update((day + 1) / CAMPAIGN_DAYS);
  }
  bar.done();
  const outbox = await readOutbox(endpoint);
  return {
    plans: started.map(({ hash, summary: { campaign, occurrence } }) => ({
      ...{ campaignId: campaign.id, occurrence, planHash: hash },
    })),
    accounts: await accountsOf(stores, started, outbox),
    codes: await codesOf(stores, outbox),
    answerCount: days.answerCount(),
    retraining,
  };
}

async function openDays(
  brand: Brand,
  { endpoint, ports, signal }: QuarterStage,
  started: () => readonly StartedPlan[],
): Promise<PassDays> {
  const { documents, receipts, due } = await openCloudStores(await connectLocal(endpoint));
  const copies = new Map((await readLiveCopies(documents)).map((copy) => [copy.id, copy]));
  const windows = () =>
    started().map(({ summary: { campaign, window } }) => ({
      endMs: window.toMs,
      startedBy: startedBy(campaign.trigger?.on),
    }));
  const people = letPeopleAnswer(brand, { endpoint, receipts, copies });
  return createPassDays(brand, { endpoint, due, people, signal, stream: ports.stream, windows });
}

/** Names of the events that start a trigger's messages, and how late each may be told: nine tenths of its most age. */
function startedBy(kind: string | undefined): ReadonlyMap<string, number> {
  const rule = Object.entries(triggerRules).find(([name]) => name === kind)?.[1];
  return new Map(rule?.startedBy.map((name) => [name, rule.maxAgeMinutes * 54_000]));
}

/** A first plan is shown whole; of a later occurrence it is said what changed. */
async function start(endpoint: string, file: unknown, out: Out): Promise<StartedPlan> {
  // Opened anew: a connection reads the moved clock once, and goes on at wall speed.
  const desk = await openPlanDesk(await connectLocal(endpoint));
  const campaign = readCampaign(file);
  const { hash, summary } = await desk.make(campaign, { isEstimate: false });
  const isFirst = summary.window.fromMs === campaign.window.fromMs;
  if (!out.isJson && isFirst) {
    out.line();
    printPlan(hash, summary, out);
  } else out.note(laterOccurrence(summary, out));
  await desk.approve(hash, 'marketing', 'scripted-person');
  await desk.apply(hash);
  return { hash, summary };
}

function laterOccurrence({ campaign, occurrence, planned, expected }: PlanSummary, out: Out): string {
  const orders = expected.orders.toFixed(1);
  const share = `${(100 * expected.measuredShare).toFixed(0)} %`;
  return out.say({
    en: `${campaign.id} ${occurrence}: ${planned} messages, expected to add ${orders} orders (${share} by what was measured)`,
    ko: `${campaign.id} ${occurrence}: ${planned}건, 늘어날 주문 예상 ${orders}건 (실측 근거 ${share})`,
  });
}
