import { setTimeout } from 'node:timers/promises';
import type { ArrivedRecord, EventReader } from '#app/ports/event-reader.ts';

const PAUSE_MS = 5;

/** Reads a stream that is a growing list in this process. */
export function createMemoryEventReader(records: readonly ArrivedRecord[]): EventReader {
  return {
    async *read(fromMs, signal) {
      let next = fromMs === undefined ? records.length : 0;
      while (!signal.aborted) {
        for (; next < records.length; next += 1) {
          const record = records[next];
          if (record !== undefined && record.arrivedAtMs >= (fromMs ?? 0)) yield record;
        }
        await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
