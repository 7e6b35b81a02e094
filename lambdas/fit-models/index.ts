import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { exportCodec } from '#adapters/aws/export-codec.ts';
import { openS3ObjectStore } from '#adapters/aws/open-s3-object-store.ts';
import { createObjectRunFiles } from '#adapters/node/object-run-files.ts';
import { createFitModels } from '#app/models/train-run.ts';
import { createShuffleExport } from '#app/profiles/snapshot/shuffle-export.ts';
import { fitModelsEnvironment } from '#contracts/environment/models.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = fitModelsEnvironment.parse(process.env);
const meter = openMeter();
const files = createObjectRunFiles(
  openS3ObjectStore({ bucketName: environment.SNAPSHOT_BUCKET_NAME, tally: meter.tally }),
);
const settings = { brandZone: environment.BRAND_ZONE, brandCurrency: environment.BRAND_CURRENCY };

/** Snapshot and fit. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  fit: createFitModels({ files }),
  shuffle: createShuffleExport({ files, codec: exportCodec, settings }),
});
