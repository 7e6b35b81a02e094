import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createS3ObjectStore } from '#adapters/aws/s3-object-store.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { lakeKeysOf, recordNames } from '#adapters/node/line-seal.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createPersonKeys } from '#adapters/node/person-keys.ts';
import { createPersonalStores } from '#adapters/node/personal-stores.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { plannedOccurrences } from '#app/plan/plan-records.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { createErasePerson, type EraseRequest, type Erasure } from '#app/profiles/erase-person.ts';
import { tables } from '#contracts/tables.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { askGateway, type Connection, type OutputName } from '../connection.ts';
import { openWorkflows } from './workflows.ts';

/** Erases a person of a local run or a stage. */
export async function erasePerson(connection: Connection, request: EraseRequest): Promise<Erasure> {
  const { clientConfig } = connection;
  const clock = { nowMs: await connection.clock() };
  const dynamo = new DynamoDBClient(clientConfig);
  const s3 = new S3Client({ ...clientConfig, forcePathStyle: connection.kind === 'local' });
  const secrets = createSecrets(new SecretsManagerClient(clientConfig), clock);
  const secret = await secrets.read(connection.nameOf('TenantKeysSecretId'));
  const tenantKeys = lakeKeysOf(tenantKeysSecret.parse(JSON.parse(secret)));
  const table = (output: OutputName, schema: TableSchema): Table =>
    createDynamoTable(dynamo, { tableName: connection.nameOf(output), schema });
  const ledger = table('LedgerTableName', tables.ledger);
  const person = table('PersonTableName', tables.person);
  const plans = {
    documents: createTableDocumentStore(table('DocumentTableName', tables.document)),
    artefacts: createObjectArtefactStore(
      createS3ObjectStore(s3, { bucketName: connection.nameOf('ArtefactBucketName') }),
    ),
  };
  const erase = createErasePerson({
    ...plans,
    ledgers: createTableLedgerStore(ledger),
    persons: createTablePersonStore(person),
    clock,
    newPseudonym: () => `erased-${randomUUID()}`,
    hashKeys: recordNames(tenantKeys, 'erasure'),
    stores: createPersonalStores({
      contact: table('ContactTableName', tables.contact),
      profile: table('ProfileTableName', tables.profile),
      ledger,
      person,
      due: table('DueTableName', tables.due),
      receipt: table('ReceiptTableName', tables.receipt),
      occurrences: () => plannedOccurrences(plans),
      personKeys: createPersonKeys(table('PersonKeyTableName', tables.personKey), { tenantKeys, clock }),
    }),
  });
  const erasure = await erase(request);
  if (erasure.state !== 'done') await startSecondPass(connection, erasure);
  // The cloud's stores forget what is deleted; here it would stay in the files until they are next rewritten.
  if (connection.endpoint !== undefined) await askGateway(connection.endpoint, '/compact', 'POST');
  return erasure;
}

/** The state machine looks once more when everything has arrived; one that has been started already does. */
async function startSecondPass(connection: Connection, { id, requestedAt }: Erasure): Promise<void> {
  const name = `${id.replaceAll('.', '-')}-${Date.parse(requestedAt)}`;
  try {
    await openWorkflows(connection).start(connection.nameOf('EraseStateMachineArn'), {
      name,
      input: { request: id },
    });
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
