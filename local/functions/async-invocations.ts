import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MovedClock } from '../clock/moved-clock.ts';
import type { Invoker } from './invoker.ts';

export interface RetryPolicy {
  readonly maxRetries: number;
  readonly maxAgeMs: number;
}

/** Lambda's defaults for asynchronous invocation. */
const DEFAULT_RETRY: RetryPolicy = { maxRetries: 2, maxAgeMs: 6 * 3_600_000 };
const FIRST_RETRY_MS = 60_000;
const SECOND_RETRY_MS = 120_000;

interface Task {
  readonly functionName: string;
  readonly event: string;
  readonly caller: string;
  readonly queuedAtMs: number;
}

export interface AsyncInvocationsOptions {
  readonly folder: string;
  readonly invoker: Invoker;
  readonly clock: MovedClock;
  /** By function name. */
  readonly policies: ReadonlyMap<string, RetryPolicy>;
}

/** Asynchronous invocations, each a file until it is done with: none is lost by `kill -9`. */
export class AsyncInvocations {
  readonly #options: AsyncInvocationsOptions;
  readonly #stop = new AbortController();
  #runningCount = 0;

  constructor(options: AsyncInvocationsOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true });
  }

  /** Takes up what an earlier run left. */
  resume(): void {
    for (const name of readdirSync(this.#options.folder).filter((file) => file.endsWith('.json'))) {
      const path = join(this.#options.folder, name);
      void this.#see(path, JSON.parse(readFileSync(path, 'utf8')) as Task);
    }
  }

  queue(functionName: string, event: string, caller: string): void {
    const task = { functionName, event, caller, queuedAtMs: this.#options.clock.nowMs() };
    const path = join(this.#options.folder, `${randomUUID()}.json`);
    writeFileSync(`${path}.new`, JSON.stringify(task));
    renameSync(`${path}.new`, path);
    void this.#see(path, task);
  }

  /** Invocations that run now; those that wait for a retry do not count. */
  get runningCount(): number {
    return this.#runningCount;
  }

  close(): void {
    this.#stop.abort();
  }

  #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #see(path: string, task: Task): Promise<void> {
    const { invoker, clock, policies } = this.#options;
    const host = invoker.host(task.functionName);
    const { maxRetries, maxAgeMs } = policies.get(host.options.name) ?? DEFAULT_RETRY;
    for (let failedCount = 0; clock.nowMs() - task.queuedAtMs <= maxAgeMs; ) {
      this.#runningCount += 1;
      const reply = await invoker
        .invoke(host, task.event, task.caller)
        .finally(() => (this.#runningCount -= 1));
      if (this.#isStopped()) return;
      if (reply !== 'not-run' && 'payload' in reply) break;
      if (reply !== 'not-run') failedCount += 1;
      if (failedCount > maxRetries) break;
      await clock.sleep(failedCount > 1 ? SECOND_RETRY_MS : FIRST_RETRY_MS, this.#stop.signal);
      if (this.#isStopped()) return;
    }
    rmSync(path, { force: true });
  }
}
