import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import { dispatchMessagesEnvironment } from '#contracts/environment/delivery.ts';
import { openDelivery } from '#lambdas/shared/open-delivery.ts';
import { createHandler } from './handler.ts';

const { delivery, meter } = await openDelivery(dispatchMessagesEnvironment.parse(process.env));

/** The minute's worker. */
export const handler = createHandler({
  logger: new Logger(),
  metrics: new Metrics(),
  meter,
  dispatch: createDispatchDue(delivery),
});
