import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { createLazyS3ObjectStore } from '#adapters/aws/lazy-s3-object-store.ts';
import { createObjectCostJournal } from '#adapters/node/object-cost-journal.ts';
import { createUsageMeter, type UsageMeter } from '#app/cost/usage-meter.ts';
import { meterEnvironment } from '#contracts/environment/meter.ts';
import { createUsageTally } from '#core/cost/meter/usage-tally.ts';

/**
 * The meter of a function's sandbox: its runs share it. A run is billed by the millisecond; the first start before it,
 * which is billed too, a function cannot see.
 */
export function openMeter(): UsageMeter {
  const environment = meterEnvironment.parse(process.env);
  const logger = new Logger();
  const meter = createUsageMeter({
    tally: createUsageTally({ region: environment.AWS_REGION, stage: environment.COST_STAGE }),
    journal: createObjectCostJournal(
      createLazyS3ObjectStore({ bucketName: environment.COST_JOURNAL_BUCKET_NAME, tally: undefined }),
    ),
    clock: { nowMs: () => Date.now() },
    elapsedMs: () => performance.now(),
    newId: randomUUID,
    onUnmetered: ({ name }, batches) =>
      logger.warn('not metered', { errorType: name, batchCount: batches.length }),
  });
  return {
    ...meter,
    endRun(durationMs) {
      const megabyteMs = environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE * Math.max(1, Math.ceil(durationMs));
      meter.tally.count({ service: 'AWSLambda', unit: 'request', quantity: 1 });
      meter.tally.count({ service: 'AWSLambda', unit: 'megabyte-millisecond', quantity: megabyteMs });
      return meter.endRun(durationMs);
    },
  };
}
