import type { WorkflowEvent } from '#app/ports/workflows.ts';

/** How often a state was entered, how long it took altogether, and whether it has been left. */
export interface StateTally {
  readonly state: string;
  enteredCount: number;
  leftCount: number;
  /** Sum over its visits. */
  tookMs: number;
  /** When it was entered last. */
  sinceMs: number;
}

/** Adds an event to what is known of its state; states stay in the order in which they were first entered. */
export function tallyEvent(tallies: Map<string, StateTally>, { kind, state, atMs }: WorkflowEvent): void {
  if (kind === 'failed') return;
  const tally = tallies.get(state) ?? { state, enteredCount: 0, leftCount: 0, tookMs: 0, sinceMs: atMs };
  tallies.set(state, tally);
  if (kind === 'entered') {
    tally.enteredCount += 1;
    tally.sinceMs = atMs;
  } else {
    tally.leftCount += 1;
    tally.tookMs += atMs - tally.sinceMs;
  }
}
