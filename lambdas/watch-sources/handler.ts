import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SourceAlarm, WatchSources } from '#app/events/watch-sources.ts';
import type { SweepMerges } from '#app/profiles/sweep-merges.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** What a look found. */
export interface WatchedSources {
  readonly alarms: readonly SourceAlarm[];
  readonly finishedMerges: number;
}

/** The scheduled look at sources that fell silent or late, and at merges that a crash left half done. */
export function createHandler(
  dependencies: Telemetry & { readonly watchSources: WatchSources; readonly sweepMerges: SweepMerges },
): LambdaFunction<unknown, WatchedSources> {
  const { watchSources, sweepMerges, logger, metrics, meter } = dependencies;
  return withMiddleware(dependencies, async () => {
    // It runs every hour, for which the stream is billed whether anything is on it or not.
    meter?.tally.count({ service: 'AmazonKinesis', unit: 'stream-hour', quantity: 1 });
    const alarms = await watchSources();
    for (const alarm of alarms) logger.warn('source alarm', { ...alarm });
    const counted = (rule: SourceAlarm['rule']) => alarms.filter((alarm) => alarm.rule === rule).length;
    metrics.addMetric('EventsSourcesSilent', MetricUnit.Count, counted('silent_source'));
    metrics.addMetric('EventsSourcesLagging', MetricUnit.Count, counted('lagging_source'));

    const { finishedCount } = await sweepMerges();
    metrics.addMetric('ProfilesMergesSwept', MetricUnit.Count, finishedCount);
    return { alarms, finishedMerges: finishedCount };
  });
}
