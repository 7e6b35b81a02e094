import { createHash } from 'node:crypto';
import { notExists } from '#app/ports/condition.ts';
import type { CostJournal } from '#app/ports/cost-journal.ts';
import { type ObjectStore, readObject } from '#app/ports/object-store.ts';
import { type CostEntry, checkEntry } from '#core/cost/ledger/charge.ts';
import { monthOf } from '#core/cost/ledger/month.ts';
import { ConflictError, DomainError } from '#core/kernel/errors.ts';

const PREFIX = 'cost-journal/';

/** The journal as objects `cost-journal/<month>/<batch>.jsonl`, written once: one request keeps any number of entries. */
export function createObjectCostJournal(objects: ObjectStore): CostJournal {
  return {
    async append(batchId, entries) {
      const byMonth = Map.groupBy(entries.map(checkEntry), (entry) => monthOf(entry.atMs));
      for (const [month, own] of byMonth) {
        await putOnce(objects, `${PREFIX}${month}/${fileName(batchId)}.jsonl`, linesOf(own));
      }
    },
    async *batches() {
      for await (const key of objects.list(PREFIX)) {
        const body = await readObject(objects, key);
        if (body === undefined) throw new DomainError(`${key} of the cost journal is gone`);
        yield { key, month: key.slice(PREFIX.length, PREFIX.length + 7), entries: entriesIn(body) };
      }
    },
  };
}

/** Ids come from everywhere: what cannot be a short plain name is named by its hash. */
function fileName(batchId: string): string {
  return /^[\w.=-]{1,100}$/.test(batchId) ? batchId : createHash('sha256').update(batchId).digest('hex');
}

async function putOnce(objects: ObjectStore, key: string, body: Uint8Array): Promise<void> {
  try {
    await objects.put(key, body, notExists());
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const kept = await readObject(objects, key);
    if (kept === undefined || Buffer.compare(kept, body) !== 0)
      throw new ConflictError(`${key} is kept with another content`, { cause: error });
  }
}

const linesOf = (entries: readonly CostEntry[]): Uint8Array =>
  Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));

const entriesIn = (body: Uint8Array): CostEntry[] =>
  Buffer.from(body)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => checkEntry(JSON.parse(line) as CostEntry));
