import { notExists } from '#app/ports/condition.ts';
import { type ObjectStore, readObject } from '#app/ports/object-store.ts';
import type { Quarantine, QuarantineEntry } from '#app/ports/quarantine.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { ConflictError } from '#core/kernel/errors.ts';

/** Requests under way at once. */
const AT_ONCE = 16;
/** Two folders, so that the bucket can let raw bytes expire sooner than messages. */
const KINDS = ['json', 'bytes'] as const;

/**
 * Quarantine as one object per entry: `json/<day>/<id>` or `bytes/<day>/<id>`, day of arrival in UTC, and
 * `replayed/<day>/<id>` beside it once it was replayed. The key says all that makes an entry the same.
 */
export function createObjectQuarantine(objects: ObjectStore): Quarantine {
  const daysNewestFirst = async (): Promise<string[]> => {
    const days = new Set<string>();
    for (const kind of KINDS) {
      for await (const folder of objects.folders(`${kind}/`)) days.add(folder.slice(kind.length + 1, -1));
    }
    return [...days].sort().reverse();
  };

  const idsOf = async (folder: string): Promise<string[]> => {
    const ids: string[] = [];
    for await (const key of objects.list(folder)) ids.push(key.slice(folder.length));
    return ids;
  };

  const readEntry = async (kind: string, day: string, id: string): Promise<QuarantineEntry | undefined> => {
    const text = await readText(objects, `${kind}/${day}/${id}`);
    // We wrote it; undefined when it expired since it was listed.
    return text === undefined ? undefined : (JSON.parse(text) as QuarantineEntry);
  };

  async function* entriesOf(day: string): AsyncIterable<QuarantineEntry> {
    const replayed = new Set(await idsOf(`replayed/${day}/`));
    const listed: { kind: string; id: string }[] = [];
    for (const kind of KINDS) for (const id of await idsOf(`${kind}/${day}/`)) listed.push({ kind, id });
    listed.sort((a, b) => (a.id < b.id ? 1 : -1));
    for (const { kind, id } of listed) {
      const entry = await readEntry(kind, day, id);
      if (entry === undefined) continue;
      const at = replayed.has(id) ? await readText(objects, `replayed/${day}/${id}`) : undefined;
      yield at === undefined ? entry : { ...entry, replayedAtMs: Number(at) };
    }
  }

  return {
    async put(entries) {
      await mapConcurrently(entries, AT_ONCE, (entry) => {
        const key = `${entry.body.kind}/${dayOf(entry)}/${entry.id}`;
        return putOnce(objects, key, JSON.stringify(entry));
      });
    },
    async *list({ reason, limit = Number.POSITIVE_INFINITY } = {}) {
      let left = limit;
      for (const day of await daysNewestFirst()) {
        if (left <= 0) return;
        for await (const entry of entriesOf(day)) {
          if (reason !== undefined && entry.reason !== reason) continue;
          yield entry;
          left -= 1;
          if (left <= 0) return;
        }
      }
    },
    markReplayed: (entry, atMs) => putOnce(objects, `replayed/${dayOf(entry)}/${entry.id}`, String(atMs)),
  };
}

/** Puts an object unless it is there; false if it was. */
async function putOnce(objects: ObjectStore, key: string, text: string): Promise<boolean> {
  try {
    await objects.put(key, Buffer.from(text), notExists());
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

async function readText(objects: ObjectStore, key: string): Promise<string | undefined> {
  const bytes = await readObject(objects, key);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString();
}

function dayOf(entry: QuarantineEntry): string {
  return new Date(entry.arrivedAtMs).toISOString().slice(0, 10);
}
