import type { InvocationReply } from '../functions/worker-protocol.ts';
import type { BatchItem } from './batch-item.ts';

/** How a batch went: all done, failed from an index on (partial answer), or the invocation as a whole. */
export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed-from'; readonly index: number }
  | { readonly kind: 'failed' };

/** Reads an invocation's reply as Lambda's stream poller does: an answer it cannot read fails the batch. */
export function judgeReply(
  reply: InvocationReply,
  items: readonly BatchItem[],
  reportsItemFailures: boolean,
): Verdict {
  if ('error' in reply) return { kind: 'failed' };
  if (!reportsItemFailures) return { kind: 'done' };
  const failures =
    (JSON.parse(reply.payload) as { batchItemFailures?: unknown } | null)?.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return { kind: 'failed' };
  if (failures.length === 0) return { kind: 'done' };
  const indexes = failures.map((failure: { itemIdentifier?: unknown } | null) =>
    items.findIndex(({ sequenceNumber }) => sequenceNumber === failure?.itemIdentifier),
  );
  return indexes.includes(-1) ? { kind: 'failed' } : { kind: 'failed-from', index: Math.min(...indexes) };
}
