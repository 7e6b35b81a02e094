import type { DocumentStore } from '#app/ports/document-store.ts';
import { documentsOf } from '#app/ports/documents.ts';
import type { CopyOutcome } from '#core/copy/policy/response-levels.ts';

/** What the copies of one plan brought, once its answers are in. */
export interface PlanCopyOutcomes {
  readonly outcomes: readonly CopyOutcome[];
}

/** Collection of `PlanCopyOutcomes`, one a plan, by its hash: what judge and copy choice learn from. */
export const COPY_OUTCOMES = 'copy_outcome';

/** Everything that earlier copy brought, by copy and persona. */
export async function readCopyOutcomes(documents: DocumentStore): Promise<readonly CopyOutcome[]> {
  const all: CopyOutcome[] = [];
  for await (const { outcomes } of documentsOf<PlanCopyOutcomes>(documents, COPY_OUTCOMES).list())
    all.push(...outcomes);
  return all;
}
