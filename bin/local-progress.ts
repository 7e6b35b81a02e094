import * as z from 'zod';
import type { StreamProgress } from '#app/ports/stream-progress.ts';
import { askGateway } from './connection.ts';

const lagAnswer = z.object({
  mappings: z.array(
    z.object({ mapping: z.string(), behindCount: z.number(), discarded: z.number(), expired: z.number() }),
  ),
});

const runningAnswer = z.object({ runningCount: z.number() });

/** How far each reader of the local stream is. */
export type ReaderLag = z.output<typeof lagAnswer>['mappings'][number];

export async function readLag(endpoint: string): Promise<readonly ReaderLag[]> {
  return lagAnswer.parse(await askGateway(endpoint, '/lag')).mappings;
}

/** How many functions run now that nobody waits for: what a schedule started. */
export async function readRunningCount(endpoint: string): Promise<number> {
  return runningAnswer.parse(await askGateway(endpoint, '/lag')).runningCount;
}

/** Progress of a local run, as its gateway tells it: the reader that is furthest behind counts. */
export function createLocalProgress(endpoint: string): StreamProgress {
  return {
    async behind() {
      return Math.max(0, ...(await readLag(endpoint)).map(({ behindCount }) => behindCount));
    },
  };
}
