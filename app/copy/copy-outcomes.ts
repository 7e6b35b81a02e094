import type { DocumentStore } from '#app/ports/document-store.ts';
import { documentsOf } from '#app/ports/documents.ts';
import type { CopyOutcome } from '#core/copy/policy/response-levels.ts';
import { faded } from '#core/maths/fade.ts';

/** What the copies of one plan brought, once its answers are in. */
export interface PlanCopyOutcomes {
  /** End of the plan's window, UTC epoch ms; absent where it was learned from before ages were kept. */
  readonly atMs?: number;
  readonly outcomes: readonly CopyOutcome[];
}

/** Collection of `PlanCopyOutcomes`, one a plan, by its hash: what judge and copy choice learn from. */
export const COPY_OUTCOMES = 'copy_outcome';

/** Days after which an answer counts half; chosen on made-up shops with and without drift (docs/outcomes.md). */
const HALF_LIFE_DAYS = 90;

/** What earlier copy brought, by copy and persona: the older it is, the less it weighs. */
export async function readCopyOutcomes(
  documents: DocumentStore,
  nowMs: number,
): Promise<readonly CopyOutcome[]> {
  const all: CopyOutcome[] = [];
  for await (const { atMs = nowMs, outcomes } of documentsOf<PlanCopyOutcomes>(
    documents,
    COPY_OUTCOMES,
  ).list()) {
    const weight = faded(atMs, nowMs, HALF_LIFE_DAYS);
    for (const one of outcomes)
      all.push({ ...one, shown: one.shown * weight, answered: one.answered * weight });
  }
  return all;
}
