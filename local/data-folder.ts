import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConflictError } from '#core/kernel/errors.ts';

export interface DataFolder {
  readonly path: string;
  /** Lets go of the folder; one that was only lent is removed. */
  release(): void;
}

/** Folders of this very process; its own number in a lock is otherwise that of a dead namesake. */
const held = new Set<string>();

/**
 * Takes a data folder for this process alone.
 *
 * @throws ConflictError naming the process that has it.
 */
export function takeDataFolder(asked: string | undefined): DataFolder {
  const path = asked === undefined ? mkdtempSync(join(tmpdir(), 'kairos-')) : resolve(asked);
  mkdirSync(path, { recursive: true });
  const lock = join(path, 'lock');
  const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
  if (held.has(path) || (holder > 0 && holder !== process.pid && isRunning(holder)))
    throw new ConflictError(
      `${path} is in use by process ${holder}: stop that local cloud, or choose another folder with --data`,
    );
  writeFileSync(lock, String(process.pid));
  held.add(path);
  return {
    path,
    release: () => {
      held.delete(path);
      rmSync(asked === undefined ? path : lock, { recursive: true, force: true });
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
