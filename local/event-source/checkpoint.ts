import { readFileSync } from 'node:fs';
import { keepText } from '../keep-text.ts';

/** Where each lane of a shard must go on: positions before it are done with. */
export interface Checkpoint {
  readonly lanes: readonly number[];
}

/** The kept checkpoint, spread over `laneCount` lanes; a changed count falls back to the lowest position. */
export function loadCheckpoint(path: string, laneCount: number): Checkpoint | undefined {
  try {
    const { lanes } = JSON.parse(readFileSync(path, 'utf8')) as Checkpoint;
    return lanes.length === laneCount
      ? { lanes }
      : { lanes: Array<number>(laneCount).fill(Math.min(...lanes)) };
  } catch {
    return undefined;
  }
}

/** A kill leaves the old one or the new one. */
export function saveCheckpoint(path: string, checkpoint: Checkpoint): void {
  keepText(path, JSON.stringify(checkpoint));
}
