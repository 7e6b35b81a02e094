import type { EventStream, StreamRecord } from '#app/ports/event-stream.ts';

/** A stream in this process, with everything that was put, in order. */
export interface MemoryEventStream extends EventStream {
  readonly records: readonly StreamRecord[];
}

/** An empty stream. Each call settles in a later turn of the event loop, as a real one would. */
export function createMemoryEventStream(): MemoryEventStream {
  const records: StreamRecord[] = [];
  return {
    records,
    async put(more) {
      await Promise.resolve();
      for (const { partitionKey, data } of more) records.push({ partitionKey, data: Uint8Array.from(data) });
    },
  };
}
