import { setTimeout } from 'node:timers/promises';

/** Longest wait, milliseconds: with eight attempts a call gives up after about four seconds. */
const LONGEST_MS = 1000;

/** Waits before the next attempt: a random share ("full jitter") of a time that doubles with each attempt, from 50 ms. */
export async function backOff(attempt: number): Promise<void> {
  await setTimeout(Math.random() * Math.min(LONGEST_MS, 50 * 2 ** attempt));
}
