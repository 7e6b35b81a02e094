import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');
/** Heap bounds as a function of 256 MB gets them from its runtime. */
const HEAP = ['--max-semi-space-size=16', '--max-old-space-size=180'];

describe('a batch as large as they come (16)', () => {
  it('of 10,000 records and 6 MB is folded within 256 MB', async () => {
    const { stdout } = await run(process.execPath, [...HEAP, 'bench/ingest-memory.ts'], { cwd: ROOT });
    const { accepted, failed, peakMiB } = JSON.parse(stdout) as Record<string, number>;
    expect([accepted, failed]).toEqual([10_000, 0]);
    expect(peakMiB).toBeLessThanOrEqual(256);
  });
});
