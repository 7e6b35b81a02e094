import { APPROVED } from '#app/copy/live-copies.ts';
import {
  allPlans,
  decisionAbout,
  openPlan,
  type PlanRecord,
  type PlanStores,
} from '#app/plan/plan-records.ts';
import type { AssignmentStore } from '#app/ports/assignment-store.ts';
import { documentsOf } from '#app/ports/documents.ts';
import type { PredictionStore } from '#app/ports/prediction-store.ts';
import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import { type CopySet, setIdOf } from '#core/copy/variants/copy-set.ts';
import { messageKeyOf } from '#core/delivery/message-key.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import type { Predictions } from '#core/models/predictions.ts';
import type { PersonaAssignment } from '#core/personas/assignment.ts';
import type { Decision, PlanSummary } from '#core/plan/plan-summary.ts';
import type { UpliftStanding } from '#core/plan/value/measured-uplift.ts';

/** A decision of a plan, or a message that a trigger started: of that no plan says when and how surely. */
export type WhyDecision =
  | Decision
  | { readonly personId: string; readonly message: Receipt['message']; readonly evidence: 'trigger' };

/** What a copy's words were written from. */
export interface CopySource {
  /** A model's id or `local-composer`. */
  readonly model: string;
  /** First digits of the hash of all that was asked: rules, voice, brief. */
  readonly promptHash: string;
  readonly factIds: readonly string[];
  readonly reviewIds: readonly string[];
}

/** What one plan decided about one person, and what it rests on. */
export interface PlanAnswer {
  readonly planHash: string;
  readonly campaignId: string;
  readonly occurrence: string;
  /** IANA zone in which the shop tells times. Absent: UTC. */
  readonly zone?: string | undefined;
  readonly billingCurrency: string;
  readonly currency: string;
  readonly decision: WhyDecision;
  /** Why the plan went by uplift of persons or not; undefined of plans of old. */
  readonly upliftStanding: UpliftStanding | undefined;
  /** What became of the message; undefined while it waits, or where there is none. */
  readonly receipt: Pick<Receipt, 'status' | 'reason' | 'atMs' | 'costMicros'> | undefined;
  /** The words, with who chose their appeal point, who wrote and who approved them. */
  readonly copy: ApprovedCopy | undefined;
  /** What its words were written from; undefined where their set is gone. */
  readonly source: CopySource | undefined;
  /** As it is now; the message names the persona of its day. */
  readonly persona: PersonaAssignment | undefined;
  /** As they are now: which model, and what moves the probability to buy. */
  readonly predictions: Pick<Predictions, 'modelHash' | 'atMs' | 'buyWithin' | 'because'> | undefined;
}

/** What explaining reads. */
export interface WhyPorts extends PlanStores {
  readonly receipts: Pick<ReceiptStore, 'load' | 'list'>;
  readonly predictions: Pick<PredictionStore, 'load'>;
  readonly assignments: Pick<AssignmentStore, 'load'>;
}

/** What every plan, or those of one campaign, decided about a person: newest plan first; only those that considered them. */
export async function whyCustomer(
  ports: WhyPorts,
  personId: string,
  campaignId: string | undefined,
): Promise<readonly PlanAnswer[]> {
  const [predicted, assigned] = await Promise.all([
    ports.predictions.load([personId]),
    ports.assignments.load([personId]),
  ]);
  const person = { persona: assigned.get(personId), predictions: predicted.get(personId) };
  const answers: PlanAnswer[] = [];
  for (const record of await allPlans(ports)) {
    if (campaignId !== undefined && record.campaignId !== campaignId) continue;
    const { summary } = await openPlan(ports, record.hash);
    for (const { decision, receipt } of await decisionsAbout(ports, summary, record, personId)) {
      const { zone, billingCurrency, currency } = summary;
      answers.push({
        ...{ planHash: record.hash, campaignId: record.campaignId },
        occurrence: occurrenceOf(decision) ?? record.occurrence,
        ...{ zone, billingCurrency, currency, decision, receipt },
        upliftStanding: summary.uplift?.standing,
        ...('message' in decision ? await wordsOf(ports, decision.message.copyId) : NO_WORDS),
        ...person,
      });
    }
  }
  return answers;
}

const occurrenceOf = (decision: WhyDecision): string | undefined =>
  'message' in decision && 'occurrence' in decision.message ? decision.message.occurrence : undefined;

type Found = Pick<PlanAnswer, 'decision' | 'receipt'>;

/** One decision of a plan; of a triggered campaign one for each occasion, newest first. */
async function decisionsAbout(
  ports: WhyPorts,
  summary: PlanSummary,
  { hash, campaignId, occurrence }: PlanRecord,
  personId: string,
): Promise<readonly Found[]> {
  if (summary.campaign.type === 'triggered') {
    const found: Found[] = [];
    for await (const receipt of ports.receipts.list(campaignId)) {
      const { message } = receipt;
      if (message.personId === personId && message.planHash === hash)
        found.push({ decision: { personId, message, evidence: 'trigger' }, receipt });
    }
    return found.sort((a, b) => (b.receipt?.atMs ?? 0) - (a.receipt?.atMs ?? 0));
  }
  const decision = await decisionAbout(ports, summary, personId);
  if (decision === undefined) return [];
  const key = messageKeyOf({ campaignId, occurrence, personId });
  const receipt = 'message' in decision ? await ports.receipts.load(campaignId, key) : undefined;
  // Two plans may have been made for one date: the receipt is of the one that was applied.
  return [{ decision, receipt: receipt?.message.planHash === hash ? receipt : undefined }];
}

const NO_WORDS = { copy: undefined, source: undefined };

async function wordsOf(
  { documents }: WhyPorts,
  copyId: string,
): Promise<Pick<PlanAnswer, 'copy' | 'source'>> {
  const [copy, set] = await Promise.all([
    documentsOf<ApprovedCopy>(documents, APPROVED).find(copyId),
    documentsOf<CopySet>(documents, 'copy').find(setIdOf(copyId)),
  ]);
  const source = set && {
    model: set.model,
    promptHash: set.id.slice(set.id.lastIndexOf('-') + 1),
    factIds: set.brief.facts.map(({ id }) => id),
    reviewIds: set.row.reviewIds ?? [],
  };
  return { copy, source };
}
