import type { LedgerStore } from '#app/ports/ledger-store.ts';
import type { PersonStore } from '#app/ports/person-store.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import { ConflictError, InputError } from '#core/kernel/errors.ts';
import { compareText } from '#core/profiles/consent.ts';
import {
  addLink,
  removeLink,
  type StepWrite,
  settled,
  stepWrites,
} from '#core/profiles/identity/merge-ledgers.ts';
import type { MergeRecord, MergeState } from '#core/profiles/identity/merge-record.ts';
import { isUnwritten, nextMove } from '#core/profiles/identity/next-move.ts';
import type { Ledger } from '#core/profiles/ledger.ts';
import { findLedger, loadLedger } from './find-ledger.ts';

/** What merging needs. */
export interface MergePorts {
  readonly ledgers: LedgerStore;
  readonly persons: PersonStore;
}

/**
 * The moves by which merges and unmerges go forward, one single-item conditional write each. Anyone may make them,
 * in any number at once: each first reads the items it decides on, then the merge's record, and writes only if the
 * item is still as read. Whoever takes a merge back writes to both its ledgers after changing the record, so a
 * move that was decided before cannot be written after. See docs/identity.md.
 */
export interface SettleMerges {
  /** The settled ledger that speaks for a key, once whatever was under way there is finished. */
  settledLedger(customerKey: string): Promise<Versioned<Ledger>>;
  /** Brings a recorded merge to its end; returns where that is. */
  finishMerge(mergeId: string): Promise<MergeRecord>;
  /** Brings a recorded unmerge to its end. */
  finishUnmerge(mergeId: string): Promise<MergeRecord>;
}

/** Moves that one call may make or repeat before it says "later": a merge takes five, its keys one each. */
const MOVES = 200;

/** Runs `move` until it returns something; a lost conditional write is looked at afresh. */
export async function untilDone<Result>(move: () => Promise<Result | undefined>): Promise<Result> {
  let lost: unknown;
  for (let count = 0; count < MOVES; count += 1) {
    try {
      const result = await move();
      if (result !== undefined) return result;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      lost = error;
    }
  }
  throw new ConflictError('too many others write here at once', { cause: lost });
}

/** A seal is checked against the larger person alone: one that took in the other key meanwhile would wait for itself. */
function assertApart(from: Ledger, keys: MergeRecord['keys']): void {
  if (keys.every((key) => from.members.includes(key)))
    throw new ConflictError('the person changed while it was read');
}

/** Makes the moves over these stores. */
export function createSettleMerges({ ledgers, persons }: MergePorts): SettleMerges {
  const recordOf = async (mergeId: string): Promise<Versioned<MergeRecord>> => {
    const { value, version } = await persons.loadMerge(mergeId);
    if (value === undefined) throw new InputError('no such merge', { details: { mergeId } });
    return { value, version };
  };
  const save = (found: Versioned<Ledger>, next: Ledger) =>
    ledgers.save(found.value.personId, found.version, next);

  const conclude = async (mergeId: string, state: MergeState, reason: string): Promise<void> => {
    const { value, version } = await recordOf(mergeId);
    if (value.state === 'open') await persons.saveMerge(version, { ...value, state, reason });
  };

  /** Writes one key's item while the ledger that decided so still stands as read. */
  const writeKey = async (decider: Versioned<Ledger>, { key, next }: StepWrite): Promise<void> => {
    const target = await loadLedger(ledgers, key);
    const now = await loadLedger(ledgers, decider.value.personId);
    if (now.version !== decider.version) throw new ConflictError('the merge went on without us');
    if (isUnwritten(target.value, decider.value)) await ledgers.save(key, target.version, next(target.value));
  };

  const finishStep = async (root: Versioned<Ledger>): Promise<void> => {
    const { step } = root.value;
    if (step === undefined) return;
    if (step.kind === 'sealed') {
      await moveMerge(step.mergeId, (await recordOf(step.mergeId)).value.keys);
      return;
    }
    for (const write of stepWrites(root.value)) await writeKey(root, write);
    if (step.kind === 'absorbed') await conclude(step.mergeId, 'merged', '');
    if (step.kind === 'refused') await conclude(step.mergeId, 'refused', step.reason);
    await save(root, settled(root.value));
  };

  /**
   * Ledgers were read one after the other: what rests on two of them holds only if both are still as they were read.
   * A write to one of them is checked by the write itself; the other one cannot change before it without that.
   */
  const assertCurrent = async (...read: readonly Versioned<Ledger>[]): Promise<void> => {
    const now = await ledgers.load(read.map(({ value }) => value.personId));
    for (const { value, version } of read)
      if (now.get(value.personId)?.version !== version)
        throw new ConflictError('the person changed while it was read');
  };

  /** One move of a merge. Returns its record when nothing of it is under way any more. */
  const moveMerge = async (mergeId: string, keys: MergeRecord['keys']): Promise<MergeRecord | undefined> => {
    const x = await findLedger(ledgers, keys[0]);
    const y = await findLedger(ledgers, keys[1]);
    const record = await recordOf(mergeId);
    if (x.value.personId === y.value.personId) {
      // Between the two reads one of the keys may have left.
      if (x.version !== y.version) throw new ConflictError('the person changed while it was read');
      return moveWithin(y, record);
    }
    const [into, from] = compareText(x.value.personId, y.value.personId) < 0 ? [x, y] : [y, x];
    const move = nextMove(into.value, from.value, record.value);
    if (move.kind === 'rest' || (move.kind === 'save' && move.which === 'into'))
      await assertCurrent(into, from);
    if (move.kind === 'rest') return record.value;
    const moved = move.which === 'into' ? into : from;
    if (move.kind === 'finish') await finishStep(moved);
    else {
      // What is under way is finished whoever asks: only thereby do keys come apart that are read as both inside and out.
      assertApart(from.value, keys);
      await save(moved, move.next);
    }
    return undefined;
  };

  /** The same where both keys are one person already: the link is added as second evidence. */
  const moveWithin = async (
    root: Versioned<Ledger>,
    { value: record, version }: Versioned<MergeRecord>,
  ): Promise<MergeRecord | undefined> => {
    if (root.value.step === undefined && record.state !== 'open') {
      await assertCurrent(root);
      return record;
    }
    const { mergeId, keys, atMs } = record;
    const linked = addLink(root.value, { mergeId, keys, atMs });
    if (root.value.step !== undefined) await finishStep(root);
    else if (linked === undefined) {
      await persons.saveMerge(version, { ...record, state: 'refused', reason: 'too_many_links' });
    } else if (linked === root.value) await persons.saveMerge(version, { ...record, state: 'merged' });
    else await save(root, linked);
    return undefined;
  };

  /** One go at an unmerge. */
  const moveUnmerge = async (mergeId: string): Promise<MergeRecord | undefined> => {
    const { keys, state } = (await recordOf(mergeId)).value;
    if (state !== 'undoing') return (await recordOf(mergeId)).value;
    const x = await settledLedger(keys[0]);
    const y = await settledLedger(keys[1]);
    // Written even where it changes nothing: a move that was decided before must not be written after.
    await save(x, removeLink(x.value, mergeId));
    if (y.value.personId !== x.value.personId) await save(y, removeLink(y.value, mergeId));
    for (const key of keys) await settledLedger(key);
    const latest = await recordOf(mergeId);
    if (latest.value.state === 'undoing') {
      await persons.saveMerge(latest.version, { ...latest.value, state: 'undone' });
    }
    return undefined;
  };

  const settledLedger = (customerKey: string): Promise<Versioned<Ledger>> =>
    untilDone(async () => {
      const root = await findLedger(ledgers, customerKey);
      if (root.value.step === undefined) return root;
      await finishStep(root);
      return undefined;
    });

  return {
    settledLedger,
    async finishMerge(mergeId) {
      const { keys } = (await recordOf(mergeId)).value;
      return untilDone(() => moveMerge(mergeId, keys));
    },
    finishUnmerge: (mergeId) => untilDone(() => moveUnmerge(mergeId)),
  };
}
