import type { FitModels } from '#app/models/train-run.ts';
import type { ShuffleExport } from '#app/profiles/snapshot/shuffle-export.ts';
import { fitModelsInput } from '#contracts/train.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** One step of a training run that touches nothing but the run's own files. */
export function createHandler(
  dependencies: Telemetry & { readonly fit: FitModels; readonly shuffle: ShuffleExport },
): LambdaFunction<unknown, unknown> {
  const { fit, shuffle } = dependencies;
  return withMiddleware<unknown, unknown>(dependencies, async (event) => {
    const input = fitModelsInput.parse(event);
    switch (input.step) {
      case 'scatter':
        await shuffle.scatter(input.run, input.exportedKey);
        return {};
      case 'join':
        await shuffle.join(input.run, input.share);
        return {};
      case 'combine':
        return { personCount: await shuffle.combine(input.run, input.share, Date.parse(input.at)) };
      case 'summarise':
        await fit.summarise(input.run, input.round, input.share);
        return {};
      case 'solve':
        return fit.solve(input.run, input.round);
    }
  });
}
