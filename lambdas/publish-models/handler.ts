import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { PublishModels } from '#app/models/train-run.ts';
import { publishModelsInput } from '#contracts/train.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** The first and the last step of a training run: which models are live. */
export function createHandler(
  dependencies: Telemetry & { readonly publish: PublishModels },
): LambdaFunction<unknown, unknown> {
  const { publish, metrics, logger } = dependencies;
  return withMiddleware<unknown, unknown>(dependencies, async (event) => {
    const input = publishModelsInput.parse(event);
    if (input.step === 'begin') return publish.begin(input.run, Date.parse(input.at));
    const published = await publish.publish(input.run, input.round, input.accept);
    const { verdict } = published;
    metrics.addMetric('ModelsPromoted', MetricUnit.Count, verdict.isPromoted ? 1 : 0);
    if (!verdict.isPromoted) logger.warn('challenger not promoted', { ...verdict });
    const refused = Object.values(published.card?.parts ?? {}).filter(({ refusal }) => refusal !== undefined);
    metrics.addMetric('ModelsPartsRefused', MetricUnit.Count, refused.length);
    return published;
  });
}
