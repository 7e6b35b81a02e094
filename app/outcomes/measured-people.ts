import { decisionsOf, type PlanStores } from '#app/plan/plan-records.ts';
import type { AssignmentStore } from '#app/ports/assignment-store.ts';
import type { ClickStore } from '#app/ports/click-store.ts';
import type { PredictionStore } from '#app/ports/prediction-store.ts';
import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import { parseMessageKey } from '#core/delivery/message-key.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { Predictions } from '#core/models/predictions.ts';
import { cellOf, type DrawnPerson, drawnPerson, personMet } from '#core/outcomes/drawn-person.ts';
import type { DailyLooks } from '#core/outcomes/experiments/compare-arms.ts';
import { clicksFor, type MessageClick, openOf } from '#core/outcomes/message-click.ts';
import type { Cell } from '#core/outcomes/outcome-table.ts';
import {
  type Assigned,
  type OutcomeSettings,
  outcomeOf,
  type PersonOutcome,
} from '#core/outcomes/person-outcome.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import { ANSWER_DAYS } from '#core/plan/value/expected-value.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';

/** Stores from which a campaign's outcomes are read. */
export interface OutcomePorts extends PlanStores {
  readonly receipts: Pick<ReceiptStore, 'list'>;
  readonly clicks: Pick<ClickStore, 'list'>;
  readonly predictions: Pick<PredictionStore, 'load'>;
  readonly personas: Pick<AssignmentStore, 'load'>;
}

/** Everybody as they are now, and what the shop's orders are made of. */
export type OutcomeSetting = Pick<OutcomeSettings, 'vatRate' | 'costOf'> & {
  readonly rows: () => AsyncIterable<PersonRow>;
  /** Until when events are in, UTC epoch ms; left out where the last answer is in. */
  readonly asOfMs?: number;
};

/** One drawn person with what they did. */
export interface MeasuredPerson {
  readonly row: PersonRow;
  readonly drawn: DrawnPerson;
  /** Of the message that `assigned` counts; undefined where none was accounted for. */
  readonly messageKey: string | undefined;
  readonly cell: Cell;
  /** From the send instant, or for who got nothing from the start of the window. */
  readonly assigned: Assigned;
  /** Undefined where no opening was told. Nothing is decided by it. */
  readonly open: ReturnType<typeof openOf>;
  /** Within the answer window after `assigned.fromMs`: what KPIs count. */
  readonly outcome: PersonOutcome;
  /** Within the same whole days for everybody, from the window's start until now or the last answer: what arms are compared by. */
  readonly span: PersonOutcome;
  /** Within as many days before the window. */
  readonly before: PersonOutcome;
  /** Orders expected before anything was sent, a month. */
  readonly covariate: number;
}

/** Drawn people of one plan. */
export interface CampaignPeople {
  /** How many the plan drew; fewer are met when people were erased or merged since. */
  readonly drawnCount: number;
  /** Of every message that was accounted for, also of who was erased or merged since; of a triggered campaign several a person. */
  readonly receipts: readonly Receipt[];
  readonly people: () => AsyncIterable<MeasuredPerson>;
}

/** How long an order counts as an answer, ms. */
export const ANSWER_MS = ANSWER_DAYS * DAY_MS;
const MONTH_MS = 30 * DAY_MS;

/** Days on which arms can be compared, a day at a time, until the last answer is in, and how many are over. */
export function dailyLooks(window: PlanSummary['window'], asOfMs: number): DailyLooks {
  const daysOf = (ms: number): number => Math.ceil(ms / DAY_MS);
  return { days: daysOf(comparedMs(window)), day: daysOf(comparedMs(window, asOfMs)) };
}

/** Whole days since the window opened: a report that is read twice on one day is one look. */
export function comparedMs({ fromMs, toMs }: PlanSummary['window'], asOfMs = Infinity): number {
  const wholeMs = toMs - fromMs + ANSWER_MS;
  const elapsedMs = asOfMs - fromMs;
  return elapsedMs >= wholeMs ? wholeMs : Math.max(0, Math.floor(elapsedMs / DAY_MS)) * DAY_MS;
}
const COVARIATE_MONTHS = 3;
const BATCH = 100;

/** The drawn people of a plan with what each of them did, as their profiles stand now: late events are in as soon as they are folded. */
export async function campaignPeople(
  ports: OutcomePorts,
  setting: OutcomeSetting,
  { summary, hash }: { readonly summary: PlanSummary; readonly hash: string },
): Promise<CampaignPeople> {
  const all = await receiptsOf(ports, hash, summary);
  const receipts = firstByPerson(all);
  const isTriggered = summary.campaign.type === 'triggered';
  const drawn = isTriggered ? drawnByOccasions(receipts, summary) : await drawnByPlan(ports, summary);
  const said = { drawn, receipts, clicks: await clicksOf(ports, summary, receipts) };
  return { drawnCount: drawn.size, receipts: all, people: () => meet(ports, setting, summary, said) };
}

interface Said {
  readonly drawn: ReadonlyMap<string, DrawnPerson>;
  readonly receipts: ReadonlyMap<string, Receipt>;
  readonly clicks: ReadonlyMap<string, readonly MessageClick[]>;
}

async function drawnByPlan(ports: OutcomePorts, summary: PlanSummary): Promise<Said['drawn']> {
  const drawn = new Map<string, DrawnPerson>();
  for await (const decision of decisionsOf(ports, summary)) {
    const person = drawnPerson(summary.campaign, decision);
    if (person !== undefined) drawn.set(person.personId, person);
  }
  return drawn;
}

/** Of a triggered campaign: whom an occasion met, held out or not; everybody of whom there is a receipt. */
function drawnByOccasions(receipts: Said['receipts'], { campaign }: PlanSummary): Said['drawn'] {
  return new Map(
    [...receipts].map(([personId, receipt]) => [personId, personMet(campaign, receipt.message)]),
  );
}

async function receiptsOf(
  { receipts }: OutcomePorts,
  hash: string,
  { campaign }: PlanSummary,
): Promise<readonly Receipt[]> {
  const own: Receipt[] = [];
  for await (const receipt of receipts.list(campaign.id))
    if (receipt.message.planHash === hash) own.push(receipt);
  return own;
}

/** One receipt a person: of a triggered campaign that of the first occasion. */
function firstByPerson(receipts: readonly Receipt[]): Said['receipts'] {
  const first = new Map<string, Receipt>();
  for (const receipt of receipts)
    if (isFirst(receipt, first.get(receipt.message.personId))) first.set(receipt.message.personId, receipt);
  return first;
}

const isFirst = ({ message }: Receipt, known: Receipt | undefined): boolean =>
  known === undefined || message.dueAtMs < known.message.dueAtMs;

async function clicksOf(
  { clicks }: OutcomePorts,
  { campaign }: PlanSummary,
  receipts: Said['receipts'],
): Promise<Said['clicks']> {
  const own = new Map<string, MessageClick[]>();
  for await (const click of clicks.list(campaign.id)) {
    const key = parseMessageKey(click.messageKey);
    if (key === undefined || receipts.get(key.personId)?.message.messageKey !== click.messageKey) continue;
    const known = own.get(key.personId);
    if (known === undefined) own.set(key.personId, [click]);
    else known.push(click);
  }
  return own;
}

async function* meet(
  ports: OutcomePorts,
  setting: OutcomeSetting,
  summary: PlanSummary,
  said: Said,
): AsyncGenerator<MeasuredPerson> {
  let batch: { row: PersonRow; drawn: DrawnPerson }[] = [];
  const measured = async (): Promise<readonly MeasuredPerson[]> => {
    const ids = batch.map(({ row }) => row.personId);
    const [predictions, personas] = await Promise.all([
      ports.predictions.load(ids),
      ports.personas.load(ids),
    ]);
    return batch.map(({ row, drawn }) => {
      const known = {
        predictions: predictions.get(row.personId),
        personaId: drawn.message?.personaId ?? personas.get(row.personId)?.personaId,
      };
      return measure({ row, drawn }, known, { setting, summary, said });
    });
  };
  for await (const row of setting.rows()) {
    // Of two people who were merged since, the first counts: one person is in one arm.
    // The person's own id may be a key that has no profile of its own.
    const key = [row.personId, ...row.customerKeys].find((id) => said.drawn.has(id));
    if (key === undefined) continue;
    batch.push({ row, drawn: said.drawn.get(key)! });
    if (batch.length < BATCH) continue;
    yield* await measured();
    batch = [];
  }
  yield* await measured();
}

function measure(
  { row, drawn }: { readonly row: PersonRow; readonly drawn: DrawnPerson },
  known: { readonly predictions: Predictions | undefined; readonly personaId: string | undefined },
  { setting, summary, said }: { setting: OutcomeSetting; summary: PlanSummary; said: Said },
): MeasuredPerson {
  const { currency, campaign } = summary;
  const { startMs, spanMs } = spanOf(summary, drawn, setting.asOfMs);
  const receipt = said.receipts.get(drawn.personId);
  const isAccepted = receipt?.status === 'accepted';
  const fromMs = isAccepted ? (receipt.sendInstantMs ?? receipt.atMs) : startMs;
  const answers = said.clicks.get(drawn.personId) ?? [];
  const assigned: Assigned = {
    personId: drawn.personId,
    arm: drawn.arm,
    armProbability: drawn.message?.armProbability ?? 1,
    fromMs,
    acceptedCount: isAccepted ? 1 : 0,
    clicks: clicksFor(answers, fromMs),
  };
  const { event: goal } = campaign.goal;
  const during = (sinceMs: number, windowMs: number): PersonOutcome =>
    outcomeOf({ ...assigned, fromMs: sinceMs }, row.profile, { ...setting, currency, windowMs, goal });
  return {
    row,
    drawn,
    messageKey: receipt?.message.messageKey,
    cell: cellOf(drawn, known.personaId),
    assigned,
    open: openOf(answers, fromMs),
    outcome: during(fromMs, ANSWER_MS),
    span: during(startMs, spanMs),
    before: during(startMs - spanMs, spanMs),
    covariate: covariateOf(row, known.predictions, startMs),
  };
}

/** The days by which arms are compared: the window and its answers, or as long from a triggered person's own occasion. */
function spanOf(
  { window, campaign }: PlanSummary,
  { message }: DrawnPerson,
  asOfMs: number | undefined,
): { readonly startMs: number; readonly spanMs: number } {
  if (campaign.type === 'triggered' && message !== undefined)
    return { startMs: message.dueAtMs, spanMs: ANSWER_MS };
  return { startMs: window.fromMs, spanMs: comparedMs(window, asOfMs) };
}

/** What the timing model expected before the campaign; where it came later or never, the orders of the three months before. */
function covariateOf(row: PersonRow, predictions: Predictions | undefined, fromMs: number): number {
  if (predictions?.expectedOrders30 !== undefined && predictions.atMs <= fromMs)
    return predictions.expectedOrders30;
  const sinceMs = fromMs - COVARIATE_MONTHS * MONTH_MS;
  const count = row.profile.orders.filter(({ at }) => {
    const atMs = Date.parse(at);
    return atMs >= sinceMs && atMs < fromMs;
  }).length;
  return count / COVARIATE_MONTHS;
}
