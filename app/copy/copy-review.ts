import type { CopyDesk } from '#app/copy/copy-desk.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import { documentsOf } from '#app/ports/documents.ts';
import type { TaskTokens } from '#app/ports/task-tokens.ts';

/** A run of the state machine that waits for people. */
interface WaitingRun {
  readonly execution: string;
  readonly token: string;
  /** Sets that were undecided when it began to wait. */
  readonly setIds: readonly string[];
  readonly status: 'waiting' | 'answered' | 'lapsed';
}

/** Where runs wait for people. */
export interface CopyReview {
  /** Begins to wait; a run that asks twice waits once, with the later token. */
  ask(execution: string, token: string): Promise<{ readonly setCount: number }>;
  /** Half of the time is over: waits on, with this token, for what is still undecided of the run. */
  remind(execution: string, token: string): Promise<{ readonly setCount: number }>;
  /** After a set was closed: answers the runs that have nothing left to wait for. */
  answer(): Promise<void>;
  /** Time is over: what nobody closed lapses, and what was live stays. */
  lapse(execution: string): Promise<{ readonly lapsedCount: number }>;
}

/** Opens the waiting room. Runs are documents `copy_review`. */
export function createCopyReview(ports: {
  readonly documents: DocumentStore;
  readonly copies: CopyDesk;
  readonly tokens: TaskTokens;
}): CopyReview {
  const runs = documentsOf<WaitingRun>(ports.documents, 'copy_review');
  const undecided = async (): Promise<readonly string[]> => {
    const ids: string[] = [];
    for await (const { id, status } of ports.copies.list()) if (status === 'waiting') ids.push(id);
    return ids;
  };
  const finish = async (run: WaitingRun, setIds: readonly string[]): Promise<void> => {
    await ports.tokens.succeed(run.token, { decided: setIds.length });
    await runs.change(run.execution, () => ({ ...run, status: 'answered' }));
  };
  return {
    async ask(execution, token) {
      const setIds = await undecided();
      const run = await runs.change(execution, () => ({ execution, token, setIds, status: 'waiting' }));
      if (setIds.length === 0) await finish(run, setIds);
      return { setCount: setIds.length };
    },
    async remind(execution, token) {
      const open = new Set(await undecided());
      const run = await runs.change(execution, (now) => ({
        execution,
        token,
        setIds: (now?.setIds ?? []).filter((id) => open.has(id)),
        status: 'waiting',
      }));
      for (const id of run.setIds) await ports.copies.remind(id);
      // The last set was closed between the two halves: its answer went to a token that nobody waited for.
      if (run.setIds.length === 0) await finish(run, []);
      return { setCount: run.setIds.length };
    },
    async answer() {
      const waiting: WaitingRun[] = [];
      for await (const run of runs.list()) if (run.status === 'waiting') waiting.push(run);
      if (waiting.length === 0) return;
      const open = new Set(await undecided());
      for (const run of waiting) if (!run.setIds.some((id) => open.has(id))) await finish(run, run.setIds);
    },
    async lapse(execution) {
      const run = await runs.get(execution);
      const open = new Set(await undecided());
      const late = run.setIds.filter((id) => open.has(id));
      for (const id of late) await ports.copies.lapse(id);
      await runs.change(execution, () => ({ ...run, status: 'lapsed' }));
      return { lapsedCount: late.length };
    },
  };
}
