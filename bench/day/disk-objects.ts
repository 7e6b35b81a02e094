import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectStore } from '#app/ports/object-store.ts';
import type { UsageTally } from '#core/cost/meter/usage-tally.ts';
import { ConflictError } from '#core/kernel/errors.ts';

/** A bucket as files in one folder, which counts its requests. */
export function createDiskObjects(folder: string, tally: Pick<UsageTally, 'count'>): ObjectStore {
  mkdirSync(folder);
  const pathOf = (key: string): string => join(folder, createHash('sha256').update(key).digest('hex'));
  const count = (unit: string): void => tally.count({ service: 'AmazonS3', unit, quantity: 1 });
  const nothing = async function* () {
    yield* [] as string[];
    throw new Error('a day lists no bucket');
  };
  return {
    async put(key, body, condition) {
      count('put-request');
      if (condition !== undefined && existsSync(pathOf(key))) throw new ConflictError('the object is there');
      writeFileSync(pathOf(key), body);
    },
    async get(key) {
      count('get-request');
      const path = pathOf(key);
      return existsSync(path) ? once(readFileSync(path)) : undefined;
    },
    list: nothing,
    folders: nothing,
  };
}

async function* once(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}
