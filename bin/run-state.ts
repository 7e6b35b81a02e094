import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

const runState = z.object({ endpoint: z.url(), pid: z.int(), dataFolder: z.string() });

/** The local run that is up on this machine. */
export type RunState = z.output<typeof runState>;

/** Folder of what the command line remembers between runs. */
export function homeFolder(env: NodeJS.ProcessEnv): string {
  return env['KAIROS_HOME'] ?? join(homedir(), '.kairos');
}

const pathOf = (env: NodeJS.ProcessEnv): string => join(homeFolder(env), 'local.json');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The run that is up; undefined if there is none, or if the one remembered was killed. */
export function readRunState(env: NodeJS.ProcessEnv): RunState | undefined {
  try {
    const parsed = runState.safeParse(JSON.parse(readFileSync(pathOf(env), 'utf8')));
    return parsed.success && isAlive(parsed.data.pid) ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export function writeRunState(env: NodeJS.ProcessEnv, state: RunState): void {
  mkdirSync(homeFolder(env), { recursive: true });
  writeFileSync(pathOf(env), `${JSON.stringify(state)}\n`, { mode: 0o600 });
}

/** Forgets the run, unless another one has taken its place. */
export function forgetRunState(env: NodeJS.ProcessEnv, pid: number): void {
  if (readRunState(env)?.pid === pid) rmSync(pathOf(env), { force: true });
}
