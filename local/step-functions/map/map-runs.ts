import { createReadStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Json } from '#core/kernel/json.ts';
import { LineFile } from '../line-file.ts';

/** What became of one execution of a map, as one line of the run's file. */
export interface ChildLine {
  readonly index: number;
  readonly itemCount: number;
  readonly startedAtMs: number;
  readonly stoppedAtMs: number;
  readonly input: Json;
  readonly output?: Json;
  readonly error?: string;
  readonly reason?: string;
}

export interface MapRunHead {
  readonly id: string;
  readonly arn: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly startedAtMs: number;
  /** How often the execution had been redriven by then. */
  readonly executionRedrive: number;
  readonly maxConcurrency: number;
  readonly toleratedCount: number;
  readonly toleratedPercentage: number;
}

export type MapRunStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

interface Tally {
  running: number;
  succeeded: number;
  failed: number;
}

/** One run of a distributed map: its executions' ends in a file, so that a restart does only what is left. */
export class MapRun {
  readonly head: MapRunHead;
  readonly path: string;
  readonly #file: LineFile;
  readonly #done = new Set<number>();
  readonly #failed: number[] = [];
  readonly executions: Tally = { running: 0, succeeded: 0, failed: 0 };
  readonly items: Tally = { running: 0, succeeded: 0, failed: 0 };
  status: MapRunStatus = 'RUNNING';
  stoppedAtMs: number | undefined;
  writtenCount = 0;
  redriveCount = 0;
  redrivenAtMs: number | undefined;
  #executionRedrive: number;

  constructor(path: string, head: MapRunHead) {
    this.path = path;
    const { file, lines } = LineFile.open(path);
    this.#file = file;
    this.head = (lines[0] as MapRunHead | undefined) ?? head;
    this.#executionRedrive = this.head.executionRedrive;
    if (lines.length === 0) file.append(head);
    for (const line of lines.slice(1)) this.#count(line as Line);
  }

  isDone(index: number): boolean {
    return this.#done.has(index);
  }

  started(itemCount: number): void {
    this.executions.running += 1;
    this.items.running += itemCount;
  }

  /** Stopped before its end: it is as if it had not begun. */
  dropped(itemCount: number): void {
    this.executions.running -= 1;
    this.items.running -= itemCount;
  }

  ended(line: ChildLine): void {
    this.dropped(line.itemCount);
    this.#write(line);
  }

  /** Did it end before the execution was redriven? A run that was cut off by a kill did not end. */
  isLeftBehindBy(executionRedrive: number): boolean {
    return this.status !== 'RUNNING' && executionRedrive > this.#executionRedrive;
  }

  /** Takes it up again: what failed counts as not yet run. */
  redrive(executionRedrive: number, redrivenAtMs: number): void {
    this.#write({ executionRedrive, redrivenAtMs });
  }

  end(status: MapRunStatus, stoppedAtMs: number): void {
    this.#write({ status, stoppedAtMs, writtenCount: this.writtenCount });
    this.#file.close();
  }

  /** How each execution ended, in the order in which they did; failures that a redrive has made good are left out. */
  async *lines(): AsyncGenerator<ChildLine> {
    let redrivesSeen = 0;
    for await (const text of createInterface({ input: createReadStream(this.path) })) {
      const line = JSON.parse(text) as Line | MapRunHead;
      if ('redrivenAtMs' in line) redrivesSeen += 1;
      if (!('index' in line)) continue;
      if (line.error === undefined || redrivesSeen === this.redriveCount) yield line;
    }
  }

  #write(line: Line): void {
    this.#file.append(line);
    this.#count(line);
  }

  #count(line: Line): void {
    if ('status' in line) {
      this.status = line.status;
      this.stoppedAtMs = line.stoppedAtMs;
      this.writtenCount = line.writtenCount;
    } else if ('redrivenAtMs' in line) this.#countRedrive(line);
    else if (line.error === undefined) this.#tally('succeeded', line);
    else {
      this.#failed.push(line.index);
      this.#tally('failed', line);
    }
  }

  #tally(how: 'succeeded' | 'failed', { index, itemCount }: ChildLine): void {
    this.#done.add(index);
    this.executions[how] += 1;
    this.items[how] += itemCount;
  }

  #countRedrive({ executionRedrive, redrivenAtMs }: Redrive): void {
    this.status = 'RUNNING';
    this.stoppedAtMs = undefined;
    this.redriveCount += 1;
    this.redrivenAtMs = redrivenAtMs;
    this.#executionRedrive = executionRedrive;
    for (const index of this.#failed.splice(0)) this.#done.delete(index);
    this.executions.failed = 0;
    this.items.failed = 0;
  }
}

interface MapRunEnd {
  readonly status: MapRunStatus;
  readonly stoppedAtMs: number;
  readonly writtenCount: number;
}

interface Redrive {
  readonly executionRedrive: number;
  readonly redrivenAtMs: number;
}

type Line = ChildLine | MapRunEnd | Redrive;

/** The runs of distributed maps, each a file. */
export class MapRuns {
  readonly #folder: string;
  readonly #open = new Map<string, MapRun>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** The run of this id, taken up where it was or begun. */
  open(head: MapRunHead): MapRun {
    const run = new MapRun(join(this.#folder, `${head.id}.jsonl`), head);
    this.#open.set(head.arn, run);
    return run;
  }

  find(arn: string): MapRun | undefined {
    return this.#open.get(arn);
  }

  of(executionArn: string): MapRun[] {
    return [...this.#open.values()].filter(({ head }) => head.executionArn === executionArn);
  }
}
