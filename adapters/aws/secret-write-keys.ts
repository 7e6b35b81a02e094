import type { WriteKeys } from '#app/ports/write-keys.ts';
import { writeKeysSecret } from '#contracts/write-keys.ts';
import type { Secrets } from './secrets.ts';

/** Write keys from a secret. */
export function createSecretWriteKeys(secrets: Secrets, secretId: string): WriteKeys {
  return {
    async find(writeKey) {
      const keys = writeKeysSecret.parse(JSON.parse(await secrets.read(secretId)));
      return keys.find((key) => key.writeKey === writeKey);
    },
  };
}
