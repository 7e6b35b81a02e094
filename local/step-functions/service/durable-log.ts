import { LineFile } from '../line-file.ts';
import type { EventDraft, ExecutionLog, Position, Progress } from '../run/execution-log.ts';
import { StateError } from '../run/state-error.ts';
import { EventCounter, type HistoryEvent, MAX_EVENTS } from './history.ts';

interface Line {
  readonly path?: string;
  readonly event?: HistoryEvent;
  readonly progress?: Progress;
}

/** An execution's history and where its flows are, in one file of JSON lines that is only added to. */
export class DurableLog implements ExecutionLog {
  readonly events: HistoryEvent[] = [];
  /** Lines that belong to the execution as a whole: its head, its ends. */
  readonly others: unknown[] = [];
  readonly #file: LineFile;
  readonly #progress = new Map<string, Progress>();
  readonly #counter = new EventCounter();
  readonly #nowMs: () => number;

  constructor(path: string, nowMs: () => number) {
    const { file, lines } = LineFile.open(path);
    this.#file = file;
    this.#nowMs = nowMs;
    for (const line of lines) this.#take(line as Line);
  }

  progress(path: string): Progress | undefined {
    return this.#progress.get(path);
  }

  event(path: string, draft: EventDraft, progress?: Progress): void {
    if (this.events.length >= MAX_EVENTS)
      throw new StateError('States.Runtime', `the execution has reached ${MAX_EVENTS} events`);
    const event = this.#counter.next(path, draft, this.#nowMs());
    this.#write({ path, event, ...(progress === undefined ? {} : { progress }) });
  }

  note(path: string, position: Position): void {
    this.#write({ path, progress: position });
  }

  other(line: unknown): void {
    this.#write(line as Line);
  }

  close(): void {
    this.#file.close();
  }

  #write(line: Line): void {
    this.#file.append(line);
    this.#take(line);
  }

  #take(line: Line): void {
    const { path, event, progress } = line;
    if (path === undefined) {
      this.others.push(line);
      if ('redrivenAtMs' in line) this.#beginAnew();
      return;
    }
    if (event !== undefined) {
      this.events.push(event);
      this.#counter.seen(path, event.id);
    }
    if (progress !== undefined) this.#progress.set(path, progress);
    // What went on inside a state is of no more use once it has been left.
    if (event?.type.endsWith('StateExited') === true) this.#forgetWithin(path, event.type);
  }

  /** A redriven state starts over: tries are counted anew, tokens and their times are given anew. */
  #beginAnew(): void {
    for (const [path, progress] of this.#progress) {
      if ('output' in progress) continue;
      const { enteredAtMs, triedCount, mapRun } = progress.notes;
      const notes = { enteredAtMs, triedCount, mapRun };
      const kept = Object.entries(notes).filter(([, value]) => value !== undefined);
      this.#progress.set(path, { ...progress, notes: Object.fromEntries(kept) });
    }
  }

  #forgetWithin(path: string, type: string): void {
    if (type !== 'MapStateExited' && type !== 'ParallelStateExited') return;
    for (const inner of this.#progress.keys())
      if (inner !== path && inner.startsWith(path)) this.#progress.delete(inner);
  }
}
