import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Scored } from '#app/models/score-persons.ts';
import type { ScoreShare } from '#app/models/train-run.ts';
import { scoreModelsInput } from '#contracts/train.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** Scores one share of a run's persons. */
export function createHandler(
  dependencies: Telemetry & { readonly score: ScoreShare },
): LambdaFunction<unknown, Scored> {
  const { score, metrics } = dependencies;
  return withMiddleware<unknown, Scored>(dependencies, async (event) => {
    const { run, share, live } = scoreModelsInput.parse(event);
    const scored = await score(run, share, live);
    metrics.addMetric('ModelsPersonsScored', MetricUnit.Count, scored.personCount);
    metrics.addMetric('ModelsStageMoves', MetricUnit.Count, scored.movedCount);
    return scored;
  });
}
