import { randomBytes } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createSecretTenantKeys } from '#adapters/aws/secret-tenant-keys.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createKeyedHasher } from '#adapters/node/keyed-hasher.ts';
import { createRotateKeys, type RotateKeys } from '#app/profiles/rotate-keys.ts';
import type { Connection } from '../connection.ts';
import { openCloudStores } from './cloud-stores.ts';

/** The tenant's keys of a local run or a stage. */
export async function openRotateKeys(connection: Connection): Promise<RotateKeys> {
  const stores = await openCloudStores(connection);
  const client = new SecretsManagerClient(connection.clientConfig);
  const secrets = createSecrets(client, stores.clock);
  return createRotateKeys({
    ...stores,
    keys: createSecretTenantKeys(client, { secrets, secretId: connection.nameOf('TenantKeysSecretId') }),
    hasherOf: createKeyedHasher,
    newSecret: () => randomBytes(48).toString('base64'),
  });
}
