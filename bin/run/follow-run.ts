import { setTimeout as sleep } from 'node:timers/promises';
import type { MapCounts, WorkflowEvent, WorkflowRun, Workflows } from '#app/ports/workflows.ts';
import type { Out } from '../out.ts';
import type { Said } from '../said.ts';
import { type StateTally, tallyEvent } from './state-tally.ts';

/** What was seen of a run. */
export interface Followed {
  readonly run: WorkflowRun;
  readonly states: readonly StateTally[];
  readonly maps: readonly MapCounts[];
}

export interface FollowOptions {
  readonly out: Out;
  readonly signal: AbortSignal;
  readonly everyMs: number;
  /** What to say beside a state when it is first entered. */
  readonly hintAt?: (state: string) => Said | undefined;
}

/** Follows a run to its end, or until the user has seen enough; says which states it enters meanwhile. */
export async function followRun(
  workflows: Workflows,
  runId: string,
  options: FollowOptions,
): Promise<Followed> {
  const { out, signal, everyMs } = options;
  const states = new Map<string, StateTally>();
  const bar = out.progress(out.say({ en: 'items', ko: '항목' }));
  let lastId = 0;
  try {
    for (;;) {
      // The run first: what it has done before its end is then in the history.
      const run = await workflows.describe(runId);
      const events = await workflows.eventsAfter(runId, lastId);
      lastId = events.at(-1)?.id ?? lastId;
      for (const event of events) see(event, states, options);
      const maps = await workflows.maps(runId);
      showMap(bar, maps.at(-1), out);
      if (run.status !== 'running' || signal.aborted) return { run, states: [...states.values()], maps };
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    bar.done();
  }
}

function showMap(bar: ReturnType<Out['progress']>, map: MapCounts | undefined, out: Out): void {
  if (map === undefined || map.totalCount === 0) return;
  const { succeededCount, failedCount, runningCount, totalCount } = map;
  const detail = out.say({
    en: `${succeededCount} done, ${failedCount} failed, ${runningCount} running`,
    ko: `완료 ${succeededCount}, 실패 ${failedCount}, 진행 ${runningCount}`,
  });
  bar.update((succeededCount + failedCount) / totalCount, detail);
}

function see(
  event: WorkflowEvent,
  states: Map<string, StateTally>,
  { out, hintAt }: Pick<FollowOptions, 'out' | 'hintAt'>,
): void {
  if (event.kind === 'entered' && !states.has(event.state)) {
    const hint = hintAt?.(event.state);
    out.note(`  ${event.state}${hint === undefined ? '' : `: ${out.say(hint)}`}`);
  }
  if (event.kind === 'failed') out.note(`  ! ${event.error}`);
  tallyEvent(states, event);
}
