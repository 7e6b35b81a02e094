import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createDynamoCatalogueStore } from '#adapters/aws/dynamo-catalogue-store.ts';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createKinesisEventStream } from '#adapters/aws/kinesis-event-stream.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createKeyedHasher } from '#adapters/node/keyed-hasher.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import type { ImportPorts } from '#app/events/imports/import-ports.ts';
import { createSaveContacts } from '#app/events/imports/save-contacts.ts';
import { createSaveSuppressions } from '#app/events/imports/save-suppressions.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { TableSchema } from '#app/ports/table.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { createImportConsents } from '#app/profiles/import-consents.ts';
import { tables } from '#contracts/tables.ts';
import { tenantKeysSecret } from '#contracts/tenant-keys.ts';
import { maskText } from '#core/events/personal-text.ts';
import { gateId, privacyGate } from '#core/events/privacy-gate.ts';
import type { Connection, OutputName } from '../connection.ts';

/** Where imported rows go, on a local run or a stage. */
export async function openImportPorts(connection: Connection, clock: Clock): Promise<ImportPorts> {
  const { clientConfig } = connection;
  const nameOf = (output: OutputName): string => connection.nameOf(output);
  const dynamo = new DynamoDBClient(clientConfig);
  const table = (name: string, schema: TableSchema) => createDynamoTable(dynamo, { tableName: name, schema });
  const secrets = createSecrets(new SecretsManagerClient(clientConfig), clock);
  const tenantKeys = tenantKeysSecret.parse(JSON.parse(await secrets.read(nameOf('TenantKeysSecretId'))));
  const hasher = createKeyedHasher(tenantKeys);
  const { hash } = hasher;
  const gateText = (text: string): string => maskText(text, false, hash);
  // The gateway speaks HTTP/1.1; the client would try HTTP/2.
  const kinesis = new KinesisClient({ ...clientConfig, requestHandler: new NodeHttpHandler() });
  const catalogue = createDynamoCatalogueStore(dynamo, { tableName: nameOf('CatalogueTableName') });
  const contactStore = createTableContactStore(table(nameOf('ContactTableName'), tables.contact));
  const ledgers = createTableLedgerStore(table(nameOf('LedgerTableName'), tables.ledger));
  const persons = createTablePersonStore(table(nameOf('PersonTableName'), tables.person));
  const importConsents = createImportConsents({ applyConsents: createApplyConsents({ ledgers, persons }) });
  return {
    stream: createKinesisEventStream(kinesis, { streamName: nameOf('EventStreamName') }),
    catalogue,
    gateMessage: (message) => privacyGate(message, hash),
    saveContacts: createSaveContacts({ contacts: contactStore, hash, clock }),
    async saveConsents(consents) {
      const rows = consents.map(({ customerId, ...consent }, index) => ({
        ...consent,
        basis: gateText(consent.basis),
        textVersion: gateText(consent.textVersion),
        row: index + 1,
        customerKey: gateId(customerId, hash),
      }));
      await importConsents(rows);
    },
    saveSuppressions: createSaveSuppressions({ catalogue, hasher, gateText }),
  };
}
