import { approvedCopies, LIVE, type LiveRow } from '#app/copy/live-copies.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';

/** Every approved copy that is in use, by two lists: a read for each of hundreds would cost more than the plan. */
export async function readLiveCopies(documents: DocumentStore): Promise<readonly ApprovedCopy[]> {
  const live = new Set<string>();
  for await (const { value } of documents.list(LIVE))
    for (const id of (value as unknown as LiveRow).copyIds) live.add(id);
  const copies: ApprovedCopy[] = [];
  for await (const copy of approvedCopies(documents)) if (live.has(copy.id)) copies.push(copy);
  return copies;
}
