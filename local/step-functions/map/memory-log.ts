import type { EventDraft, ExecutionLog, Position, Progress } from '../run/execution-log.ts';

/** The log of a distributed map's executions: they are done again from their start after a kill, so nothing is kept. */
export class MemoryLog implements ExecutionLog {
  readonly #progress = new Map<string, Progress>();

  progress(path: string): Progress | undefined {
    return this.#progress.get(path);
  }

  event(path: string, _draft: EventDraft, progress?: Progress): void {
    if (progress !== undefined) this.#progress.set(path, progress);
  }

  note(path: string, position: Position): void {
    this.#progress.set(path, position);
  }
}
