import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';

const MINUTES = Duration.minutes(5);
const HOUR = Duration.hours(1);

/** What a function of ours counts itself, by `POWERTOOLS_SERVICE_NAME`. */
export const counted = (service: string, ...metricNames: readonly string[]): readonly IMetric[] =>
  metricNames.map(
    (metricName) =>
      new Metric({
        namespace: 'Kairos',
        metricName,
        dimensionsMap: { service },
        statistic: 'Sum',
        period: MINUTES,
      }),
  );

/**
 * A line for each resource that has the metric and `term` in a dimension, found when somebody looks: resources need not
 * be named, and those that are added appear.
 * @param schema namespace and dimension, e.g. `AWS/Lambda,FunctionName`.
 */
export const searched = (
  schema: string,
  metricName: string,
  { term, statistic = 'Sum' }: { readonly term: string; readonly statistic?: 'Sum' | 'Maximum' },
): IMetric =>
  new MathExpression({
    label: '',
    expression: `SEARCH('{${schema}} ${term} MetricName="${metricName}"', '${statistic}', ${HOUR.toSeconds()})`,
    usingMetrics: {},
    period: HOUR,
  });
