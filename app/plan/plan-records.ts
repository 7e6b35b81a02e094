import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { type Decision, type PlanSummary, plannedMessage } from '#core/plan/plan-summary.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { partitionOf } from './gather-people.ts';
import type { MadePlan } from './make-plan.ts';
import { refusePlan } from './refuse-plan.ts';

/** One name under a plan. */
export interface Signature {
  readonly by: string;
  readonly role: string;
  /** UTC epoch ms. */
  readonly atMs: number;
}

/** What people did with a plan; the plan itself never changes. */
export interface PlanRecord {
  readonly hash: string;
  readonly campaignId: string;
  readonly occurrence: string;
  readonly madeAtMs: number;
  readonly planned: number;
  readonly signatures: readonly Signature[];
  readonly rejected?: { readonly by: string; readonly reason: string; readonly atMs: number };
  readonly appliedAtMs?: number;
}

/** Stores of plans and of what was done with them. */
export interface PlanStores {
  readonly artefacts: ArtefactStore;
  readonly documents: DocumentStore;
}

const COLLECTION = 'plan';

/** Lists a plan that was made, so that people find it; making the same again changes nothing. */
export async function listPlan({ documents }: PlanStores, { hash, summary }: MadePlan): Promise<void> {
  const { campaign, occurrence, madeAtMs, planned } = summary;
  const record: PlanRecord = { hash, campaignId: campaign.id, occurrence, madeAtMs, planned, signatures: [] };
  try {
    await documents.save(COLLECTION, hash, 0, record as unknown as JsonObject);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}

/** Every plan, newest first. */
export async function allPlans({ documents }: PlanStores): Promise<readonly PlanRecord[]> {
  const records: PlanRecord[] = [];
  for await (const { value } of documents.list(COLLECTION)) records.push(value as unknown as PlanRecord);
  return records.sort((a, b) => b.madeAtMs - a.madeAtMs);
}

/** Every occurrence that may have messages; undefined where triggers choose it, person by person. */
export async function* plannedOccurrences(
  stores: PlanStores,
): AsyncGenerator<{ readonly campaignId: string; readonly occurrence: string | undefined }> {
  // Only of a triggered campaign is a plan applied that has chosen nobody yet.
  for (const { campaignId, occurrence, planned } of await allPlans(stores))
    yield { campaignId, occurrence: planned === 0 ? undefined : occurrence };
}

/** The plan and its record. @throws InputError if there is none with this hash. */
export async function openPlan(
  stores: PlanStores,
  hash: string,
): Promise<{ readonly summary: PlanSummary; readonly record: Versioned<PlanRecord> }> {
  const { value, version } = await stores.documents.load(COLLECTION, hash);
  const bytes = value === undefined ? undefined : await stores.artefacts.get('plan', hash);
  if (bytes === undefined) throw refusePlan('unknown_plan', hash);
  return {
    summary: JSON.parse(new TextDecoder().decode(bytes)) as PlanSummary,
    record: { value: value as unknown as PlanRecord, version },
  };
}

/** Writes the record if nobody did since it was read. @throws ConflictError if somebody did. */
export function saveRecord({ documents }: PlanStores, version: number, next: PlanRecord): Promise<void> {
  return documents.save(COLLECTION, next.hash, version, next as unknown as JsonObject);
}

async function* decisionsIn({ artefacts }: PlanStores, hash: string): AsyncGenerator<Decision> {
  const bytes = await artefacts.get('plan', hash);
  if (bytes === undefined) throw refusePlan('unknown_plan', hash);
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    if (line !== '') yield JSON.parse(line) as Decision;
  }
}

/** What was decided about everybody who was considered, partition by partition. */
export async function* decisionsOf(
  stores: PlanStores,
  { partitions }: Pick<PlanSummary, 'partitions'>,
): AsyncGenerator<Decision> {
  for (const { hash } of partitions) yield* decisionsIn(stores, hash);
}

/** The messages of a plan, partition by partition. */
export async function* messagesOf(
  stores: PlanStores,
  hash: string,
  summary: PlanSummary,
): AsyncGenerator<PlannedMessage> {
  for (const partition of summary.partitions) {
    for await (const decision of decisionsIn(stores, partition.hash))
      if ('message' in decision) yield plannedMessage(summary, hash, decision);
  }
}

/** What the plan decided about one person; undefined if the person was not considered. */
export async function decisionAbout(
  stores: PlanStores,
  summary: PlanSummary,
  personId: string,
): Promise<Decision | undefined> {
  const { partitions } = summary;
  const partition = partitions[partitionOf(personId, Math.max(1, partitions.length))];
  if (partition === undefined) return undefined;
  for await (const decision of decisionsIn(stores, partition.hash))
    if (decision.personId === personId) return decision;
  return undefined;
}
