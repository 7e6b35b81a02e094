import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Erasure, ResumeErasure } from '#app/profiles/erase-person.ts';
import { eraseInput } from '#contracts/erase.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** A pass of an erasure that was asked for; the state machine comes again for the second. */
export function createHandler(
  dependencies: Telemetry & { readonly resume: ResumeErasure },
): LambdaFunction<unknown, Pick<Erasure, 'state' | 'secondPassFrom' | 'proof'>> {
  const { resume, metrics } = dependencies;
  return withMiddleware(dependencies, async (event: unknown) => {
    const { state, secondPassFrom, proof } = await resume(eraseInput.parse(event).request);
    if (state === 'done') metrics.addMetric('PersonsErased', MetricUnit.Count, 1);
    return { state, secondPassFrom, proof };
  });
}
