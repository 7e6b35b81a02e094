import { versionIs } from '#app/ports/condition.ts';
import type { PersonStore, UnderWay } from '#app/ports/person-store.ts';
import type { Item, Table } from '#app/ports/table.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import { DomainError } from '#core/kernel/errors.ts';
import { hash48 } from '#core/kernel/hash.ts';
import type { IdentifierClaims, KeyIdentifiers } from '#core/profiles/identity/identifiers.ts';
import type { MergeRecord } from '#core/profiles/identity/merge-record.ts';

/** Merges under way lie in so many partitions: at once there are few. */
const PARTITIONS = 8;

/** Who is who as items `subject, fact, version, value`, the value as JSON text. */
export function createTablePersonStore(table: Table): PersonStore {
  const load = async <Value>(
    prefix: string,
    names: readonly string[],
    empty: Value,
  ): Promise<ReadonlyMap<string, Versioned<Value>>> => {
    const items = await table.get(names.map((name) => ({ subject: `${prefix}#${name}`, fact: prefix })));
    const found = new Map(items.map((item) => [item['subject'], item]));
    return new Map(names.map((name) => [name, valueIn(found.get(`${prefix}#${name}`), empty)]));
  };
  const save = (
    subject: readonly [prefix: string, name: string],
    expectedVersion: number,
    value: unknown,
  ) => {
    const [fact, name] = subject;
    const item = {
      subject: `${fact}#${name}`,
      fact,
      version: expectedVersion + 1,
      value: JSON.stringify(value),
    };
    return table.put(item, versionIs(expectedVersion));
  };
  const noteKey = ({ mergeId, kind }: Pick<UnderWay, 'mergeId' | 'kind'>) => ({
    subject: `underway#${hash48(mergeId) % PARTITIONS}`,
    fact: `${kind}#${mergeId}`,
  });

  return {
    loadKeys: (customerKeys) =>
      load('key', customerKeys, { identifiers: [], pending: [] } satisfies KeyIdentifiers),
    saveKey: (customerKey, version, next) => save(['key', customerKey], version, next),
    loadIdentifiers: (identifiers) =>
      load('identifier', identifiers, { keys: [] } satisfies IdentifierClaims),
    saveIdentifier: (identifier, version, next) => save(['identifier', identifier], version, next),
    async *identifiers() {
      for await (const { subject = '', fact } of table.keys())
        if (fact === 'identifier') yield subject.slice('identifier#'.length);
    },
    async loadMerge(mergeId) {
      const found = await load<MergeRecord | undefined>('merge', [mergeId], undefined);
      return found.get(mergeId) ?? { value: undefined, version: 0 };
    },
    saveMerge: (version, next) => save(['merge', next.mergeId], version, next),
    noteUnderWay: (note) => table.put({ ...noteKey(note), ...note }),
    forgetUnderWay: (note) => table.remove(noteKey(note)),
    async *underWay() {
      for (let partition = 0; partition < PARTITIONS; partition += 1) {
        for await (const item of table.query(`underway#${partition}`)) yield noteIn(item);
      }
    },
  };
}

function noteIn({ mergeId, kind, atMs }: Item): UnderWay {
  const isWhole = typeof mergeId === 'string' && typeof atMs === 'number';
  if (!isWhole || (kind !== 'merge' && kind !== 'unmerge'))
    throw new DomainError('a stored note is not whole');
  return { mergeId, kind, atMs };
}

function valueIn<Value>(item: Item | undefined, empty: Value): Versioned<Value> {
  if (item === undefined) return { value: empty, version: 0 };
  const { version, value } = item;
  if (typeof version !== 'number' || typeof value !== 'string')
    throw new DomainError('a stored person is not whole');
  return { value: JSON.parse(value) as Value, version };
}
