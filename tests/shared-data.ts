import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, it } from '@jest/globals';

const folder = new URL('../../shared/data/', import.meta.url);
const otherFolder = process.env['KAIROS_SHARED_DATA'];

/** Where a file of the shared data lies; the folder stands beside the project and is not part of it. */
export function sharedDataPath(name: string): string {
  return otherFolder === undefined ? new URL(name, folder).pathname : `${otherFolder}/${name}`;
}

/** Tests that need a file of the shared data: skipped by name where it is missing, never passed. */
export function describeWithSharedData(title: string, file: string, tests: () => void): void {
  if (existsSync(sharedDataPath(file))) describe(title, tests);
  else describe(title, () => it.skip(`needs ${file} from the shared data`, () => undefined));
}

/** Rows of a small, plain CSV of the shared data (no quoted fields), header left out. */
export function sharedRows(file: string): string[][] {
  const bytes = readFileSync(sharedDataPath(file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
}

const DAY_MS = 86_400_000;

/** Days on which each customer ordered, ascending, counted from a first day (UTC dates). */
export function orderDaysByCustomer(file: string, firstDay: string): Map<string, number[]> {
  const days = new Map<string, Set<number>>();
  for (const [customer, , timestamp] of sharedRows(file)) {
    const day = Math.floor((Date.parse(timestamp!) - Date.parse(firstDay)) / DAY_MS);
    days.set(customer!, (days.get(customer!) ?? new Set()).add(day));
  }
  return new Map([...days].map(([customer, set]) => [customer, [...set].sort((a, b) => a - b)]));
}
