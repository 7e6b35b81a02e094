import type { Clock } from '#app/ports/clock.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import { InputError } from '#core/kernel/errors.ts';
import { mergeIdOf } from '#core/profiles/identity/merge-id.ts';
import { type Evidence, type MergeRecord, sortedPair } from '#core/profiles/identity/merge-record.ts';
import { createSettleMerges, type MergePorts, untilDone } from './settle-merges.ts';

/** Two customer keys that are one person, and why. */
export interface MergeRequest {
  readonly keys: readonly [string, string];
  readonly evidence: Evidence;
}

/**
 * Joins two persons by a link. Repeating it changes nothing; what was unmerged stays apart for the same evidence.
 * @returns the merge's record: `merged`, or `refused` or `undone` with the reason.
 */
export type MergePersons = (request: MergeRequest) => Promise<MergeRecord>;

/** Merges over these stores. */
export function createMergePersons(ports: MergePorts & { readonly clock: Clock }): MergePersons {
  const { persons, clock } = ports;
  const moves = createSettleMerges(ports);

  const openRecord = async (request: MergeRequest): Promise<Versioned<MergeRecord>> => {
    const mergeId = mergeIdOf(request.evidence, request.keys);
    const found = await persons.loadMerge(mergeId);
    if (found.value !== undefined) return { value: found.value, version: found.version };
    const atMs = clock.nowMs();
    const keys = sortedPair(...request.keys);
    const record = { mergeId, keys, evidence: request.evidence, atMs, state: 'open', reason: '' } as const;
    await persons.noteUnderWay({ mergeId, kind: 'merge', atMs });
    await persons.saveMerge(found.version, record);
    return { value: record, version: found.version + 1 };
  };

  return async (request) => {
    if (request.keys[0] === request.keys[1])
      throw new InputError('a customer cannot be merged with itself', {
        details: { ko: '고객을 자기 자신과 이을 수 없습니다' },
      });
    const { value } = await untilDone(() => openRecord(request));
    if (value.state !== 'open') return value;
    const finished = await moves.finishMerge(value.mergeId);
    await persons.forgetUnderWay({ mergeId: value.mergeId, kind: 'merge' });
    return finished;
  };
}
