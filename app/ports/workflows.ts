import type { Json } from '#core/kernel/json.ts';

/** How a run of a state machine stands. */
export type WorkflowStatus = 'running' | 'succeeded' | 'failed' | 'timed_out' | 'aborted';

/** One run of a state machine, as it is now. */
export interface WorkflowRun {
  readonly status: WorkflowStatus;
  readonly startedAtMs: number;
  /** Undefined while it runs. */
  readonly endedAtMs: number | undefined;
  /** What it gave; undefined unless it succeeded. */
  readonly output: Json | undefined;
  /** Name of the error and what was said of it; undefined unless it failed. */
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** Something that happened in a run. */
export interface WorkflowEvent {
  /** Rises by one from event to event. */
  readonly id: number;
  readonly atMs: number;
  readonly kind: 'entered' | 'left' | 'failed';
  /** State that was entered or left; empty for a failure. */
  readonly state: string;
  /** Name of the error; empty unless something failed. */
  readonly error: string;
}

/** How far the executions of a distributed map are, in items. */
export interface MapCounts {
  readonly runningCount: number;
  readonly succeededCount: number;
  readonly failedCount: number;
  /** Items known so far; reading may add to them. */
  readonly totalCount: number;
}

/** State machines: started by name, followed to their end. Locally and in the cloud alike. */
export interface Workflows {
  /**
   * Starts a run and gives its id. The same name and input while it runs give the same run.
   * @param name 1 to 80 letters, digits, `-` or `_`; undefined lets the service choose.
   * @throws ConflictError when the name has been used already.
   */
  start(
    machine: string,
    request: { readonly name: string | undefined; readonly input: Json },
  ): Promise<string>;
  describe(runId: string): Promise<WorkflowRun>;
  /** What has happened after an event, oldest first; 0 for everything. */
  eventsAfter(runId: string, eventId: number): Promise<readonly WorkflowEvent[]>;
  /** The distributed maps of a run, in the order of their start. */
  maps(runId: string): Promise<readonly MapCounts[]>;
}
