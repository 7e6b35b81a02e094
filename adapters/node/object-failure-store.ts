import { notExists } from '#app/ports/condition.ts';
import type { FailedBatch, FailureStore } from '#app/ports/failure-store.ts';
import { type ObjectStore, readObject } from '#app/ports/object-store.ts';
import { failedBatch } from '#contracts/failed-batch.ts';
import { ConflictError } from '#core/kernel/errors.ts';

/** Where event source mappings put objects: `aws/lambda/<mapping>/<shard>/<year>/<month>/<day>/<time>-<id>`. */
const WRITTEN = 'aws/lambda/';
/** Where we note that an object was replayed, by its own key. */
const REPLAYED = 'replayed/';

/** The bucket that is the failure destination of an event source mapping. */
export function createObjectFailureStore(objects: ObjectStore): FailureStore {
  return {
    async *list(onUnreadable) {
      const replayed = new Set<string>();
      for await (const key of objects.list(`${REPLAYED}${WRITTEN}`)) replayed.add(key.slice(REPLAYED.length));
      const ids: string[] = [];
      for await (const key of objects.list(WRITTEN)) if (!replayed.has(key)) ids.push(key);
      for (const id of ids.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
        const batch = parseBatch(id, await readObject(objects, id));
        if (batch === undefined) onUnreadable?.(id);
        else yield batch;
      }
    },
    async markReplayed(id, atMs) {
      try {
        await objects.put(`${REPLAYED}${id}`, Buffer.from(String(atMs)), notExists());
        return true;
      } catch (error) {
        if (error instanceof ConflictError) return false;
        throw error;
      }
    },
  };
}

/** The last part of a key begins with the time at which it was written. */
function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** The batch in an object; undefined if the object is gone, cut short or something else. */
function parseBatch(id: string, bytes: Uint8Array | undefined): FailedBatch | undefined {
  if (bytes === undefined) return undefined;
  const parsed = failedBatch.safeParse(jsonOf(bytes));
  if (!parsed.success) return undefined;
  const { requestContext, payload } = parsed.data;
  const records = payload.Records.map(({ eventID, kinesis }) => ({
    shardId: eventID.slice(0, eventID.lastIndexOf(':')),
    sequenceNumber: kinesis.sequenceNumber,
    partitionKey: kinesis.partitionKey,
    data: Buffer.from(kinesis.data, 'base64'),
    arrivedAtMs: Math.round(kinesis.approximateArrivalTimestamp * 1000),
  }));
  return { id, condition: requestContext.condition, records };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as unknown;
  } catch {
    return undefined;
  }
}
