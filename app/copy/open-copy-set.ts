import type { WrittenSet } from '#app/copy/write-variants.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import { documentsOf } from '#app/ports/documents.ts';
import type { CopyBrief } from '#core/copy/brief/copy-brief.ts';
import { type CopyRow, type CopySet, rowKey, type SetVariant } from '#core/copy/variants/copy-set.ts';
import { DAY_MS } from '#core/kernel/time.ts';

/**
 * Lays what was written before people. The set's id is made of its row and of what was asked: opening the same again
 * changes nothing, decisions included.
 */
export function createOpenCopySet(ports: {
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly sha256: (text: string) => string;
  readonly reviewDays: number;
}) {
  const sets = documentsOf<CopySet>(ports.documents, 'copy');
  return async (row: CopyRow, brief: CopyBrief, written: WrittenSet): Promise<CopySet> => {
    const rowId = ports.sha256(rowKey(row)).slice(0, 12);
    const id = `c-${rowId}-${written.cacheKey.slice(0, 8)}`;
    const existing = await sets.find(id);
    // A failed set is tried again; any other stands as people left it.
    if (existing !== undefined && existing.status !== 'failed') return existing;
    const nowMs = ports.clock.nowMs();
    const isWritten = written.status === 'written';
    const model = isWritten ? written.model : 'none';
    const set: CopySet = {
      id,
      rowId,
      row,
      brief,
      status: isWritten ? 'waiting' : 'failed',
      failure: isWritten ? undefined : written.reason,
      model,
      isSimulated: model === 'local-composer',
      variants: isWritten
        ? written.variants.map((variant, index) => setVariant(variant, index, { model, nowMs }))
        : [],
      askedAtMs: nowMs,
      dueAtMs: nowMs + ports.reviewDays * DAY_MS,
    };
    return sets.change(id, () => set);
  };
}

function setVariant(
  variant: Extract<WrittenSet, { readonly status: 'written' }>['variants'][number],
  index: number,
  { model, nowMs }: { readonly model: string; readonly nowMs: number },
): SetVariant {
  const { title, preheader, body, findings, judgement, isDuplicate } = variant;
  const status = judgement === undefined ? (isDuplicate ? 'duplicate' : 'failed') : 'passed';
  const deeds = [{ action: 'proposed', by: model, atMs: nowMs, minutes: 0 }] as const;
  return {
    id: `m${index + 1}`,
    title,
    preheader,
    body,
    author: 'model',
    writers: [model],
    status,
    findings,
    judgement,
    approvals: [],
    deeds,
  };
}
