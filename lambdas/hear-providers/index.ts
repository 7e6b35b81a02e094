import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createKinesisEventStream } from '#adapters/aws/kinesis-event-stream.ts';
import { hearProviders } from '#app/delivery/hear-providers.ts';
import { hearProvidersEnvironment } from '#contracts/environment/delivery.ts';
import { openMeter } from '#lambdas/shared/open-meter.ts';
import { createHandler } from './handler.ts';

const environment = hearProvidersEnvironment.parse(process.env);
const stream = createKinesisEventStream(
  // HTTP/1.1: a single record does not pay for a session of HTTP/2.
  new KinesisClient({ requestHandler: new NodeHttpHandler() }),
  { streamName: environment.EVENT_STREAM_NAME },
);

/** Deliveries, bounces and complaints. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter: openMeter(),
  hear: (reports) => hearProviders(stream, reports, Date.now()),
});
