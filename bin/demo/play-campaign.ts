import { setTimeout as sleep } from 'node:timers/promises';
import { liveCopies } from '#app/copy/live-copies.ts';
import type { ImportPorts } from '#app/events/imports/import-ports.ts';
import { messagesOf } from '#app/plan/plan-records.ts';
import { readCampaign } from '#app/plan/read-campaign.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import type { Brand } from '#demo/index.ts';
import { connectLocal } from '../connection.ts';
import type { Out } from '../out.ts';
import { printPlan } from '../plan/plan-page.ts';
import { openCloudStores } from '../wiring/cloud-stores.ts';
import { openPlanDesk } from '../wiring/plan-services.ts';
import { demoCampaign } from './demo-campaign.ts';
import { drain, setClock } from './gateway-clock.ts';
import { letPeopleAnswer } from './let-people-answer.ts';
import { sendDays } from './send-days.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const STEP_MS = HOUR_MS / 2;
/** How often, and how often at most, to look whether the dispatcher has done with what is due; wall time. */
const LOOK_MS = 60;
const LOOKS = 80;
const CAMPAIGN_ID = 'demo-winter';
const CAMPAIGN_DAYS = 3;

/** What the demo's campaign needs. */
export interface CampaignStage {
  readonly endpoint: string;
  readonly ports: ImportPorts;
  readonly out: Out;
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface PlayedCampaign {
  readonly campaignId: string;
  readonly planHash: string;
  readonly sentCount: number;
  readonly answerCount: number;
}

/** Plans a campaign for the days from `day` on, signs and starts it, lets its days pass and people answer, then a week more. */
export async function playCampaign(
  brand: Brand,
  day: number,
  { endpoint, ports, out, signal }: CampaignStage,
): Promise<PlayedCampaign> {
  const fromMs = brand.startMs + day * DAY_MS;
  const connection = await connectLocal(endpoint);
  const desk = await openPlanDesk(connection);
  const campaign = readCampaign(demoCampaign(CAMPAIGN_ID, fromMs + 8 * HOUR_MS));
  const { hash, summary } = await desk.make(campaign, { isEstimate: false });
  out.line();
  printPlan(hash, summary, out);
  await desk.approve(hash, 'marketing', 'scripted-person');
  await desk.apply(hash);

  const stores = await openCloudStores(connection);
  const planned = new Map<string, PlannedMessage>();
  for await (const message of messagesOf(stores, hash, summary)) planned.set(message.messageKey, message);
  const copies = new Map<string, ApprovedCopy>();
  for await (const copy of liveCopies(stores.documents)) copies.set(copy.id, copy);
  const people = letPeopleAnswer(brand, { endpoint, stream: ports.stream, planned, copies });

  // The clock must not jump while a message is on its way: it would be late, and not be sent.
  const untilAccounted = async (nowMs: number): Promise<void> => {
    const due = [...planned.values()].filter(({ dueAtMs }) => dueAtMs < nowMs).length;
    for (let look = 0; look < LOOKS; look += 1) {
      const keys: string[] = [];
      for await (const { message } of stores.receipts.list(CAMPAIGN_ID)) keys.push(message.messageKey);
      if (keys.length >= due) return;
      await sleep(LOOK_MS);
    }
  };

  const bar = out.progress(out.say({ en: 'messages go out, people answer', ko: '발송과 반응' }));
  let [sentCount, answerCount] = [0, 0];
  const total = brand.days - day;
  for (let passed = 0; passed < total && !signal.aborted; passed += 1) {
    const midnightMs = fromMs + passed * DAY_MS;
    // By day half an hour at a time; nothing is sent at night.
    const steps = passed < CAMPAIGN_DAYS ? 26 : 0;
    for (let step = 1; step <= steps; step += 1) {
      await setClock(endpoint, midnightMs + 8 * HOUR_MS + step * STEP_MS);
      await untilAccounted(midnightMs + 8 * HOUR_MS + step * STEP_MS);
      const { messageCount, eventCount } = await people.answer();
      sentCount += messageCount;
      answerCount += eventCount;
    }
    await sendDays(
      brand,
      { from: day + passed, to: day + passed + 1 },
      { stream: ports.stream, endpoint, signal, onDay: () => undefined },
    );
    bar.update((passed + 1) / total);
  }
  bar.done();
  await drain(endpoint, signal);
  return { campaignId: CAMPAIGN_ID, planHash: hash, sentCount, answerCount };
}
