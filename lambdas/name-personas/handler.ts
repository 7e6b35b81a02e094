import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { NamedPersonas } from '#app/personas/name-personas.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** The second step of a persona run: names for those that have none, for people to accept. */
export function createHandler(
  dependencies: Telemetry & { readonly namePersonas: () => Promise<NamedPersonas> },
): LambdaFunction<unknown, NamedPersonas> {
  const { namePersonas, logger, metrics } = dependencies;
  return withMiddleware(dependencies, async () => {
    const named = await namePersonas();
    for (const { personaId, why } of named.refused) logger.warn('persona name refused', { personaId, why });
    metrics.addMetric('PersonasNamed', MetricUnit.Count, named.named.length);
    metrics.addMetric('PersonasNamesRefused', MetricUnit.Count, named.refused.length);
    return named;
  });
}
