import { randomBytes } from 'node:crypto';
import type { Clock } from '#app/ports/clock.ts';
import { notExists } from '#app/ports/condition.ts';
import type { Table } from '#app/ports/table.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { ConflictError, InputError, UnavailableError } from '#core/kernel/errors.ts';
import { deriveLineKey, personIdOf, type TenantKey } from './line-seal.ts';

/** A person's key and the name under which its salt is kept. */
export interface PersonKey {
  readonly personId: string;
  readonly key: Uint8Array;
}

/** Keys of persons for the lake, made of a tenant's key and a salt of their own. */
export interface PersonKeys {
  /** The newest key of each customer key; salts that are missing are made, once, whoever asks first. */
  obtain(customerKeys: readonly string[]): Promise<ReadonlyMap<string, PersonKey>>;
  /** The keys that still exist among these person ids. */
  find(personIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Destroys a person's salts under every tenant key: what was sealed can never be read again. */
  destroy(customerKey: string): Promise<void>;
}

const SALT_BYTES = 32;
const WRITES_AT_ONCE = 32;
/** About 5 MB of remembered keys. */
const REMEMBERED = 20_000;
/** A key that was destroyed is forgotten everywhere after this: erasure is complete ten minutes later. */
const REMEMBERED_MS = 600_000;

/** Salts in a table `personId, salt`, created by conditional put, the keys made of them remembered for ten minutes. */
export function createPersonKeys(
  table: Table,
  config: { readonly tenantKeys: readonly [TenantKey, ...TenantKey[]]; readonly clock: Clock },
): PersonKeys {
  const { tenantKeys, clock } = config;
  const remembered = new Map<string, { readonly key: Uint8Array; readonly untilMs: number }>();

  const remember = (personId: string, salt: Uint8Array): Uint8Array => {
    const tenantKey = tenantKeys.find(({ id }) => personId.startsWith(`${id}.`));
    if (tenantKey === undefined) throw new InputError('a salt belongs to a tenant key that is not in force');
    const key = deriveLineKey(tenantKey, salt);
    remembered.set(personId, { key, untilMs: clock.nowMs() + REMEMBERED_MS });
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
    return key;
  };

  const recall = (personId: string): Uint8Array | undefined => {
    const known = remembered.get(personId);
    if (known === undefined || known.untilMs <= clock.nowMs()) return undefined;
    // The least recently used goes first.
    remembered.delete(personId);
    remembered.set(personId, known);
    return known.key;
  };

  const find = async (personIds: readonly string[]): Promise<Map<string, Uint8Array>> => {
    const found = new Map<string, Uint8Array>();
    const missing: { personId: string }[] = [];
    for (const personId of new Set(personIds)) {
      const key = recall(personId);
      if (key === undefined) missing.push({ personId });
      else found.set(personId, key);
    }
    for (const { personId, salt } of await table.get(missing)) {
      if (typeof personId === 'string' && salt instanceof Uint8Array) {
        found.set(personId, remember(personId, salt));
      }
    }
    return found;
  };

  const create = async (personId: string): Promise<void> => {
    try {
      await table.put({ personId, salt: randomBytes(SALT_BYTES) }, notExists());
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  };

  return {
    find,
    async obtain(customerKeys) {
      const ids = new Map(customerKeys.map((each) => [each, personIdOf(tenantKeys[0], each)]));
      const found = await find([...ids.values()]);
      const missing = [...ids.values()].filter((personId) => !found.has(personId));
      if (missing.length > 0) {
        await mapConcurrently(missing, WRITES_AT_ONCE, create);
        // Read back rather than trusted: another writer may have been first.
        for (const [personId, key] of await find(missing)) found.set(personId, key);
      }
      const keyOf = (personId: string): PersonKey => {
        const key = found.get(personId);
        if (key === undefined) throw new UnavailableError('a salt vanished while it was being used');
        return { personId, key };
      };
      return new Map([...ids].map(([customerKey, personId]) => [customerKey, keyOf(personId)]));
    },
    async destroy(customerKey) {
      for (const tenantKey of tenantKeys) {
        const personId = personIdOf(tenantKey, customerKey);
        await table.remove({ personId });
        remembered.delete(personId);
      }
    },
  };
}
