import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { MetricTally } from './metric-tally.ts';
import type { FunctionWorkerData, InvocationReply, InvocationRequest } from './worker-protocol.ts';

export interface FunctionOptions {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly bundlePath: string;
  readonly exportName: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Wall time. */
  readonly timeoutMs: number;
  readonly memorySizeMiB: number;
  readonly maxConcurrency: number;
}

/** Loading and first connections do not count against the function's time-out on Lambda either. */
const INIT_ALLOWANCE_MS = 10_000;

interface Waiting {
  readonly request: InvocationRequest;
  readonly resolve: (reply: InvocationReply) => void;
}

interface Sandbox {
  readonly worker: Worker;
  isFresh: boolean;
  running: { readonly job: Waiting; readonly timer: NodeJS.Timeout } | undefined;
}

/** The sandboxes of one function: threads started when needed, reused when free, ended when they time out. */
export class FunctionHost {
  readonly options: FunctionOptions;
  readonly counts = { invocations: 0, errors: 0, timeouts: 0 };
  readonly metrics: MetricTally = new MetricTally();
  readonly #clockMemory: SharedArrayBuffer;
  readonly #log: WriteStream;
  readonly #sandboxes = new Set<Sandbox>();
  readonly #queue: Waiting[] = [];
  #isClosed = false;

  constructor(options: FunctionOptions, clockMemory: SharedArrayBuffer, logFolder: string) {
    this.options = options;
    this.#clockMemory = clockMemory;
    mkdirSync(logFolder, { recursive: true });
    this.#log = createWriteStream(join(logFolder, `${options.logicalId}.log`), { flags: 'a' });
  }

  /** Runs the function once; waits for a free sandbox where Lambda would throttle. Never rejects. */
  invoke(event: string): Promise<InvocationReply> {
    this.counts.invocations += 1;
    const request = { requestId: randomUUID(), event, timeoutMs: this.options.timeoutMs };
    return new Promise((resolve) => {
      this.#queue.push({ request, resolve });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { running } of this.#sandboxes) clearTimeout(running?.timer);
    await Promise.all([...this.#sandboxes].map(({ worker }) => worker.terminate()));
    await new Promise<void>((resolve) => {
      this.#log.end(resolve);
    });
  }

  #dispatch(): void {
    if (this.#isClosed || this.#queue.length === 0) return;
    const idle = [...this.#sandboxes].find(({ running }) => running === undefined);
    if (idle === undefined && this.#sandboxes.size >= this.options.maxConcurrency) return;
    const job = this.#queue.shift();
    if (job !== undefined) this.#run(idle ?? this.#start(), job);
  }

  #run(sandbox: Sandbox, job: Waiting): void {
    const allowedMs = this.options.timeoutMs + (sandbox.isFresh ? INIT_ALLOWANCE_MS : 0);
    const timer = setTimeout(() => this.#timeOut(sandbox), allowedMs);
    sandbox.running = { job, timer };
    sandbox.worker.postMessage(job.request);
  }

  #start(): Sandbox {
    const { environment, memorySizeMiB, bundlePath, exportName, name, arn } = this.options;
    const workerData: FunctionWorkerData = {
      bundlePath,
      exportName,
      functionName: name,
      functionArn: arn,
      memorySizeMiB,
      clockMemory: this.#clockMemory,
    };
    const worker = new Worker(new URL('../workers/function-worker.ts', import.meta.url), {
      workerData,
      env: { ...environment },
      execArgv: (environment['NODE_OPTIONS'] ?? '').includes('--enable-source-maps')
        ? ['--enable-source-maps']
        : [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memorySizeMiB },
    });
    worker.stdout.pipe(this.#log, { end: false });
    this.metrics.follow(worker.stdout);
    worker.stderr.pipe(this.#log, { end: false });
    const sandbox: Sandbox = { worker, isFresh: true, running: undefined };
    worker.on('message', (reply: InvocationReply) => this.#finish(sandbox, reply));
    worker.on('error', (error: Error & { code?: string }) => this.#break(sandbox, error));
    worker.on('exit', (code) => this.#break(sandbox, new Error(`Runtime exited with status ${code}`)));
    this.#sandboxes.add(sandbox);
    return sandbox;
  }

  #finish(sandbox: Sandbox, reply: InvocationReply): void {
    const { running } = sandbox;
    if (running === undefined) return;
    clearTimeout(running.timer);
    sandbox.running = undefined;
    sandbox.isFresh = false;
    if ('error' in reply) this.counts.errors += 1;
    running.job.resolve(reply);
    this.#dispatch();
  }

  #timeOut(sandbox: Sandbox): void {
    const { running } = sandbox;
    if (running === undefined) return;
    this.counts.timeouts += 1;
    this.#sandboxes.delete(sandbox);
    void sandbox.worker.terminate();
    const { requestId } = running.job.request;
    const errorMessage = `${requestId} Task timed out after ${(this.options.timeoutMs / 1000).toFixed(2)} seconds`;
    this.#finish(sandbox, { requestId, error: { errorType: 'Sandbox.Timedout', errorMessage } });
  }

  #break(sandbox: Sandbox, error: Error & { code?: string }): void {
    this.#sandboxes.delete(sandbox);
    const requestId = sandbox.running?.job.request.requestId ?? '';
    const errorType = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'Runtime.OutOfMemory' : 'Runtime.ExitError';
    this.#finish(sandbox, { requestId, error: { errorType, errorMessage: error.message } });
    this.#dispatch();
  }
}
