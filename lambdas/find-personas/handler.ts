import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { FoundPersonas } from '#app/personas/find-personas.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** The first step of a persona run: find groups, describe them, make them live. */
export function createHandler(
  dependencies: Telemetry & { readonly findPersonas: () => Promise<FoundPersonas> },
): LambdaFunction<unknown, FoundPersonas> {
  const { findPersonas, metrics } = dependencies;
  return withMiddleware(dependencies, async () => {
    const found = await findPersonas();
    metrics.addMetric('PersonasFound', MetricUnit.Count, found.personaIds.length);
    metrics.addMetric('PersonasNoise', MetricUnit.Count, found.noiseIds.length);
    metrics.addMetric('PersonasEmbeddingTokens', MetricUnit.Count, found.inTokens);
    return found;
  });
}
