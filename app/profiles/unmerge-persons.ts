import type { Clock } from '#app/ports/clock.ts';
import { InputError } from '#core/kernel/errors.ts';
import { mergeIdOf } from '#core/profiles/identity/merge-id.ts';
import { type MergeRecord, sortedPair } from '#core/profiles/identity/merge-record.ts';
import type { MergeRequest } from './merge-persons.ts';
import { createSettleMerges, type MergePorts, untilDone } from './settle-merges.ts';

/** Taking merges back. */
export interface UnmergePersons {
  /**
   * Takes one merge back: both sides have what they had, and what was said while they were one.
   * @throws InputError if there is no such merge.
   */
  byMergeId(mergeId: string, reason: string): Promise<MergeRecord>;
  /** Sets one customer key apart from its person: every merge that touches it is taken back. */
  byCustomerKey(customerKey: string, reason: string): Promise<readonly MergeRecord[]>;
  /** Takes back what this evidence did, or forbids it beforehand. */
  byEvidence(request: MergeRequest, reason: string): Promise<MergeRecord>;
}

/** Unmerges over these stores. */
export function createUnmergePersons(ports: MergePorts & { readonly clock: Clock }): UnmergePersons {
  const { persons, clock } = ports;
  const moves = createSettleMerges(ports);

  const takeBack = async (mergeId: string, reason: string): Promise<MergeRecord> => {
    const state = await untilDone(async () => {
      const { value, version } = await persons.loadMerge(mergeId);
      if (value === undefined) throw new InputError('no such merge', { details: { mergeId } });
      if (value.state === 'undone' || value.state === 'undoing') return value.state;
      await persons.noteUnderWay({ mergeId, kind: 'unmerge', atMs: clock.nowMs() });
      await persons.saveMerge(version, { ...value, state: 'undoing', reason });
      return undefined;
    });
    const record = await moves.finishUnmerge(mergeId);
    if (state === 'undoing') await persons.forgetUnderWay({ mergeId, kind: 'unmerge' });
    return record;
  };

  /** Nobody may have begun a merge without a record: one that says "undone" forbids it at the price of one write. */
  const forbid = async (
    { keys, evidence }: MergeRequest,
    reason: string,
  ): Promise<MergeRecord | undefined> => {
    const mergeId = mergeIdOf(evidence, keys);
    const { value, version } = await persons.loadMerge(mergeId);
    if (value !== undefined) return takeBack(mergeId, reason);
    const pair = sortedPair(...keys);
    const atMs = clock.nowMs();
    await persons.saveMerge(version, { mergeId, keys: pair, evidence, atMs, state: 'undone', reason });
    return undefined;
  };

  return {
    byMergeId: takeBack,
    async byCustomerKey(customerKey, reason) {
      const { value } = await moves.settledLedger(customerKey);
      const own = value.links.filter(({ keys }) => keys.includes(customerKey));
      const records: MergeRecord[] = [];
      for (const { mergeId } of own) records.push(await takeBack(mergeId, reason));
      return records;
    },
    byEvidence: (request, reason) => untilDone(() => forbid(request, reason)),
  };
}
