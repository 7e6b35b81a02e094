import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Stream } from 'aws-cdk-lib/aws-kinesis';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

const PERIOD = Duration.minutes(5);

/** A metric that `ingest-events` counts itself. */
const counted = (metricName: string): Metric =>
  new Metric({
    namespace: 'Kairos',
    metricName,
    dimensionsMap: { service: 'ingest-events' },
    statistic: 'Sum',
    period: PERIOD,
  });

/** Alarms that call somebody, and the dashboard that they look at then. */
export class IngestMonitoring extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly stream: Stream; readonly ingest: LambdaFunction },
  ) {
    super(scope, id);
    const iteratorAge = props.ingest.metric('IteratorAge', { statistic: 'Maximum', period: PERIOD });
    const quarantineShare = new MathExpression({
      label: 'Share quarantined',
      expression: 'quarantined / (quarantined + accepted + 1)',
      usingMetrics: { quarantined: counted('EventsQuarantined'), accepted: counted('EventsAccepted') },
      period: PERIOD,
    });
    this.alarm(
      'EventsLate',
      iteratorAge,
      Duration.minutes(15).toMilliseconds(),
      'events wait 15 minutes; see docs/runbooks.md#events-late',
    );
    this.alarm(
      'RecordsGivenUp',
      props.ingest.metric('OnFailureDestinationDeliveries', { statistic: 'Sum', period: PERIOD }),
      1,
      'records went to the failure bucket; see docs/runbooks.md#records-given-up',
    );
    this.alarm(
      'QuarantineHigh',
      quarantineShare,
      0.05,
      'over 5 % of events are quarantined; see docs/runbooks.md#quarantine-high',
    );
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [
          new GraphWidget({
            title: 'Events',
            width: 12,
            left: ['EventsAccepted', 'EventsDuplicate', 'EventsQuarantined', 'LocationDropped'].map(counted),
          }),
          new GraphWidget({ title: 'How far behind', width: 12, left: [iteratorAge] }),
        ],
        [
          new GraphWidget({
            title: 'Stream',
            width: 12,
            left: [
              props.stream.metricIncomingRecords(),
              props.stream.metricWriteProvisionedThroughputExceeded(),
            ],
          }),
          new GraphWidget({
            title: 'Function',
            width: 12,
            left: [
              props.ingest.metricInvocations(),
              props.ingest.metricErrors(),
              props.ingest.metricThrottles(),
            ],
            right: [props.ingest.metricDuration()],
          }),
        ],
      ],
    });
  }

  private alarm(
    id: string,
    metric: Metric | MathExpression,
    threshold: number,
    alarmDescription: string,
  ): void {
    new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: 2,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
