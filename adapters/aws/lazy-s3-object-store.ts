import type { ObjectStore } from '#app/ports/object-store.ts';
import type { OpenedBucket } from './open-s3-object-store.ts';

/**
 * A bucket whose client is loaded when it is first asked: a function that seldom needs S3 starts without the SDK's
 * largest client.
 */
export function createLazyS3ObjectStore(config: OpenedBucket): ObjectStore {
  let opening: Promise<ObjectStore> | undefined;
  const open = (): Promise<ObjectStore> => {
    opening ??= import('./open-s3-object-store.ts').then((module) => module.openS3ObjectStore(config));
    return opening;
  };
  return {
    put: async (key, body, condition) => (await open()).put(key, body, condition),
    get: async (key) => (await open()).get(key),
    async *list(prefix) {
      yield* (await open()).list(prefix);
    },
    async *folders(prefix) {
      yield* (await open()).folders(prefix);
    },
  };
}
