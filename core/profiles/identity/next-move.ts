import type { Ledger } from '../ledger.ts';
import { absorb, refuse, seal, settled } from './merge-ledgers.ts';
import type { MergeRecord } from './merge-record.ts';

/** What brings the merge of two persons one write further; `rest` when nothing of it is under way. */
export type Move =
  | { readonly kind: 'save'; readonly which: 'into' | 'from'; readonly next: Ledger }
  | { readonly kind: 'finish'; readonly which: 'into' | 'from' }
  | { readonly kind: 'rest' };

/**
 * The next move of a merge: seal the larger person, let the smaller absorb or refuse it. Whatever else is under way
 * at either is finished first; sealing always points to a smaller id, so nobody waits in a circle.
 * @param into the person with the smaller id; `from` is the other.
 */
export function nextMove(into: Ledger, from: Ledger, record: MergeRecord): Move {
  const { mergeId, keys, atMs } = record;
  // Unmerging moved the smaller key: the roles have changed since the seal.
  if (isSealedBy(into, mergeId)) return { kind: 'save', which: 'into', next: settled(into) };
  if (into.step !== undefined) return { kind: 'finish', which: 'into' };
  if (isSealedBy(from, mergeId)) {
    const next =
      record.state === 'open'
        ? absorb(into, from, { mergeId, keys, atMs })
        : refuse(into, from.personId, { mergeId, reason: 'undone' });
    return { kind: 'save', which: 'into', next };
  }
  if (from.step !== undefined) return { kind: 'finish', which: 'from' };
  if (record.state !== 'open') return { kind: 'rest' };
  return { kind: 'save', which: 'from', next: seal(from, mergeId) };
}

/** Is this ledger closed for that merge? */
function isSealedBy({ step }: Ledger, mergeId: string): boolean {
  return step?.kind === 'sealed' && step.mergeId === mergeId;
}

/** Is a key's item as it was before the decider's step, so that the step still has to write it? */
export function isUnwritten(target: Ledger, { personId, step }: Ledger): boolean {
  switch (step?.kind) {
    case 'absorbed':
      return target.personId === step.from ? isSealedBy(target, step.mergeId) : target.aliasOf === step.from;
    case 'refused':
      return isSealedBy(target, step.mergeId);
    case 'leaving':
      return target.aliasOf === personId;
    default:
      return false;
  }
}
