import type { DocumentStore } from '#app/ports/document-store.ts';
import { documentsOf } from '#app/ports/documents.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';

/** Which approved copies of a row are in use. */
export interface LiveRow {
  readonly rowId: string;
  readonly setId: string;
  readonly copyIds: readonly string[];
}

/** Collections: every copy that was ever approved, and by row those that are in use. */
export const APPROVED = 'approved_copy';
export const LIVE = 'live_copy';

/** Every copy that was ever approved. */
export async function* approvedCopies(documents: DocumentStore): AsyncIterable<ApprovedCopy> {
  // JSON has no undefined: a copy for everybody is stored without its persona.
  for await (const copy of documentsOf<ApprovedCopy>(documents, APPROVED).list())
    yield { ...copy, personaId: copy.personaId ?? undefined };
}
