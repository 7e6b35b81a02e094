import type { WriteKey, WriteKeys } from '#app/ports/write-keys.ts';

/** Write keys held in this process. */
export function createMemoryWriteKeys(keys: readonly WriteKey[]): WriteKeys {
  return { find: async (writeKey) => keys.find((key) => key.writeKey === writeKey) };
}
