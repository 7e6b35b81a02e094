import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { profileCodec } from '#adapters/aws/profile-codec.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createTableAssignmentStore } from '#adapters/node/table-assignment-store.ts';
import { createTablePredictionStore } from '#adapters/node/table-prediction-store.ts';
import { createTableProfileStore } from '#adapters/node/table-profile-store.ts';
import { createTableTriggerMarkStore } from '#adapters/node/table-trigger-mark-store.ts';
import { createRunningTriggers } from '#app/delivery/triggers/running-triggers.ts';
import { createSendTriggered } from '#app/delivery/triggers/send-triggered.ts';
import { createStartTriggers } from '#app/delivery/triggers/start-triggers.ts';
import { createTriggerLane } from '#app/delivery/triggers/trigger-lane.ts';
import { createReadProfile } from '#app/profiles/read-profile.ts';
import { startTriggersEnvironment } from '#contracts/environment/delivery.ts';
import { tables } from '#contracts/tables.ts';
import { readRecord } from '#core/events/read-record.ts';
import { openDelivery } from '#lambdas/shared/open-delivery.ts';
import { createHandler } from './handler.ts';

const environment = startTriggersEnvironment.parse(process.env);
const { delivery, meter, clock, tenantKeys, table, documents, catalogue } = await openDelivery(environment);
const profileTable = table(environment.PROFILE_TABLE_NAME, tables.profile);
const { hash } = tenantKeys.hasher;
const settings = { brandZone: environment.BRAND_ZONE, brandCurrency: environment.BRAND_CURRENCY };

/** The lane of triggers. Its records are plain JSON: the lane's filter sees no others. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  lane: createTriggerLane({
    goalEvents: environment.GOAL_EVENTS,
    read: ({ data, arrivedAtMs }) => readRecord(data, { hash, arrivedMs: arrivedAtMs }),
    start: createStartTriggers({
      ...delivery,
      running: createRunningTriggers({
        ...delivery,
        documents,
        artefacts: createObjectArtefactStore(
          openS3ObjectStore({ bucketName: environment.ARTEFACT_BUCKET_NAME, tally: meter.tally }),
        ),
      }),
      readProfile: createReadProfile({
        clock,
        profiles: createTableProfileStore(profileTable, { codec: profileCodec, clock, retentionDays: 1 }),
        settings,
      }),
      predictions: createTablePredictionStore(profileTable),
      personas: createTableAssignmentStore(profileTable),
      catalogue,
      marks: createTableTriggerMarkStore(profileTable),
      sendNow: createSendTriggered(delivery, randomUUID),
    }),
  }),
});
