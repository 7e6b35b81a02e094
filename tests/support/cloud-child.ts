import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../local/support/cloud-process.ts', import.meta.url));

/** A local cloud in a process of its own, to be killed and started again on the same folder and port. */
export class CloudChild {
  readonly #assembly: string;
  readonly #data: string;
  #child: ChildProcess | undefined;
  #port = 0;

  constructor(options: { readonly assembly: string; readonly data: string }) {
    this.#assembly = options.assembly;
    this.#data = options.data;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Resolves once `GET /health` is answered; gives how long that took, milliseconds. */
  async start(): Promise<number> {
    const startedMs = performance.now();
    const child = spawn(process.execPath, [ENTRY, this.#assembly, this.#data, String(this.#port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    const said = once(child.stdout, 'data') as Promise<[Buffer]>;
    const gone = once(child, 'exit').then(() => Promise.reject(new Error('the cloud did not start')));
    gone.catch(() => undefined);
    const [line] = await Promise.race([said, gone]);
    this.#port = (JSON.parse(line.toString()) as { port: number }).port;
    while (!(await this.#isHealthy())) await sleep(20);
    return performance.now() - startedMs;
  }

  /** As a power cut would: no handler runs. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async #isHealthy(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health`)).ok;
    } catch {
      return false;
    }
  }
}
