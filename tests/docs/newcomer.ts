import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const COMMAND_MS = 120_000;
const START_MS = 90_000;

/** How a command ended. */
export interface Ended {
  readonly status: number;
  readonly said: string;
}

/** Somebody in a folder of their own with a shop's files, who types what the pages say. */
export class Newcomer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kairos-newcomer-'));
  #cloud: ChildProcess | undefined;

  constructor() {
    cpSync(new URL('shop', import.meta.url), this.#folder, { recursive: true });
    symlinkSync(join(project, 'tests'), join(this.#folder, 'tests'));
    mkdirSync(join(this.#folder, 'home'));
  }

  /** `kairos …` to its end. */
  async run(words: readonly string[]): Promise<Ended> {
    return new Promise((resolve) => {
      const options = { cwd: this.#folder, env: this.#environment(), timeout: COMMAND_MS };
      execFile(process.execPath, [kairos, ...words], options, (error, out, err) => {
        const code = error === null ? 0 : Number(error.code ?? 1);
        resolve({ status: code, said: `${out}${err}` });
      });
    });
  }

  /** `kairos up …`, which stays up, on any free port. */
  async up(words: readonly string[]): Promise<void> {
    const child = spawn(process.execPath, [kairos, ...words, '--port', '0'], {
      cwd: this.#folder,
      env: this.#environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#cloud = child;
    const until = Date.now() + START_MS;
    while (!existsSync(join(this.#folder, 'home', 'local.json'))) {
      if (child.exitCode !== null || Date.now() > until) throw new Error('kairos up did not come up');
      await sleep(100);
    }
  }

  async leave(): Promise<void> {
    if (this.#cloud !== undefined && this.#cloud.exitCode === null) {
      this.#cloud.kill('SIGTERM');
      await once(this.#cloud, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #environment(): NodeJS.ProcessEnv {
    return { ...process.env, KAIROS_HOME: join(this.#folder, 'home') };
  }
}

const kairos = join(project, 'bin', 'kairos.js');
