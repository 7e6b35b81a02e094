import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { AssignedPeople } from '#app/personas/assign-people.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** The last step of a persona run: everybody's persona, written beside their profile. */
export function createHandler(
  dependencies: Telemetry & { readonly assignPeople: () => Promise<AssignedPeople> },
): LambdaFunction<unknown, AssignedPeople> {
  const { assignPeople, metrics } = dependencies;
  return withMiddleware(dependencies, async () => {
    const assigned = await assignPeople();
    metrics.addMetric('PersonasPeopleAssigned', MetricUnit.Count, assigned.peopleCount);
    return assigned;
  });
}
