import type { Json, JsonObject } from '#core/kernel/json.ts';

/** What is remembered of the state that a flow is in, until it leaves it. */
export interface Notes {
  readonly enteredAtMs?: number;
  /** When a wait or a callback is due, and when the next try is. */
  readonly dueAtMs?: number;
  readonly retryAtMs?: number;
  /** How often each retrier has been used; a redrive counts anew. */
  readonly retries?: readonly number[];
  /** Tries before this one, redrives notwithstanding: flows within a later try are other flows. */
  readonly triedCount?: number;
  /** A callback that is waited for; `isSubmitted` once the task has been told of it. */
  readonly token?: string;
  readonly isSubmitted?: boolean;
  readonly reply?: TokenReply;
  /** A distributed map's run. */
  readonly mapRun?: string;
}

export type TokenReply = { readonly output: Json } | { readonly error: string; readonly reason: string };

/** Where a flow is. `step` counts the states it has left. */
export interface Position {
  readonly step: number;
  readonly state: string;
  readonly input: Json;
  readonly variables: Readonly<Record<string, Json>>;
  readonly notes: Notes;
}

/** Where a flow is, or what came out of it. */
export type Progress = Position | { readonly output: Json };

/** An event as `GetExecutionHistory` gives it, without its number. */
export interface EventDraft {
  readonly type: string;
  readonly details?: JsonObject;
}

/** What an execution keeps of itself. A flow is named by its path: '' is the machine's own. */
export interface ExecutionLog {
  progress(path: string): Progress | undefined;
  /** Writes an event down and, in the same breath, what it means for the flow. */
  event(path: string, draft: EventDraft, progress?: Progress): void;
  note(path: string, position: Position): void;
}
