import { PutSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { TenantKeyStore } from '#app/ports/tenant-key-store.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import type { Secrets } from './secrets.ts';
import { translateErrors } from './translate-error.ts';

/** The tenant's keys in a secret. `secrets` must be new: it believes what it read for five minutes. */
export function createSecretTenantKeys(
  client: SecretsManagerClient,
  { secrets, secretId }: { readonly secrets: Secrets; readonly secretId: string },
): TenantKeyStore {
  return {
    load: async () => tenantKeysSecret.parse(JSON.parse(await secrets.read(secretId))),
    async save(next) {
      const command = new PutSecretValueCommand({ SecretId: secretId, SecretString: JSON.stringify(next) });
      await translateErrors('PutSecretValue', () => client.send(command));
    },
  };
}
