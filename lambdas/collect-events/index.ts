import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createDynamoTable } from '#adapters/aws/dynamo-table.ts';
import { createKinesisEventStream } from '#adapters/aws/kinesis-event-stream.ts';
import { meteredClient } from '#adapters/aws/metered-client.ts';
import { openTenantKeys } from '#adapters/aws/open-tenant-keys.ts';
import { createSecretWriteKeys } from '#adapters/aws/secret-write-keys.ts';
import { createSecrets } from '#adapters/aws/secrets.ts';
import { createTableContactStore } from '#adapters/node/table-contact-store.ts';
import { createCollectEvents } from '#app/events/collect-events.ts';
import { collectEventsEnvironment } from '#contracts/environment/events.ts';
import { tables } from '#contracts/tables.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = collectEventsEnvironment.parse(process.env);
const meter = openMeter();
const clock = { nowMs: () => Date.now() };
const secrets = createSecrets(new SecretsManagerClient({}), clock);
const { hasher, signer } = await openTenantKeys(secrets, environment.TENANT_KEYS_SECRET_ID, clock);
const contactTable = createDynamoTable(meteredClient(new DynamoDBClient({}), meter.tally), {
  tableName: environment.CONTACT_TABLE_NAME,
  schema: tables.contact,
});

/** The HTTP front door. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  collect: createCollectEvents({
    stream: createKinesisEventStream(new KinesisClient({ requestHandler: new NodeHttpHandler() }), {
      streamName: environment.EVENT_STREAM_NAME,
    }),
    contacts: createTableContactStore(contactTable),
    writeKeys: createSecretWriteKeys(secrets, environment.WRITE_KEYS_SECRET_ID),
    hasher,
    readLink: (token) => signer.read('link', token),
    goalEvents: environment.GOAL_EVENTS,
    newMessageId: randomUUID,
  }),
});
