import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Dashboard, GraphWidget, type IMetric, type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { triggerSkips } from '#core/delivery/triggers/trigger-skips.ts';
import type { StageConfig } from '../config/stage-config.ts';
import { counted, searched } from '../constructs/watched-metrics.ts';

/** Shares of the month's limit at which its readers are told that it is spent, percent. */
const TOLD_AT_PERCENT = [50, 80, 100];

type Graphs = Readonly<Record<string, readonly IMetric[]>>;

/** A dashboard for each reader, and the month's limit for the account's bill. */
export class ReadersStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly config: StageConfig }) {
    super(scope, id, props);
    const { config } = props;
    const term = `"Kairos-${config.stage}"`;
    this.page('OnCall', onCall(term));
    this.page('Marketing', marketing(), TRIGGER_LEGEND);
    this.page('Finance', finance(term));
    if (config.monthlyLimit !== undefined) this.limit(config.stage, config.monthlyLimit);
  }

  private page(reader: string, graphs: Graphs, legend?: string): void {
    const widgets = Object.entries(graphs).map(
      ([title, metrics]) => new GraphWidget({ title, width: 12, left: [...metrics] }),
    );
    const rows: IWidget[][] = widgets.flatMap((_, index) =>
      index % 2 === 0 ? [widgets.slice(index, index + 2)] : [],
    );
    if (legend !== undefined) rows.push([new TextWidget({ markdown: legend, width: 24, height: 12 })]);
    new Dashboard(this, reader, { dashboardName: `${this.stackName}-${reader}`, widgets: rows });
  }

  /** Of everything that carries the stage's tag, once that is activated as a cost allocation tag. */
  private limit(stage: string, { usd, readers }: NonNullable<StageConfig['monthlyLimit']>): void {
    const subscribers = readers.map((address) => ({ subscriptionType: 'EMAIL', address }));
    const tell = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold },
      subscribers,
    });
    new CfnBudget(this, 'MonthlyLimit', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: usd, unit: 'USD' },
        costFilters: { TagKeyValue: [`user:kairos-stage$${stage}`] },
      },
      notificationsWithSubscribers: [
        ...TOLD_AT_PERCENT.map((percent) => tell('ACTUAL', percent)),
        tell('FORECASTED', 100),
      ],
    });
  }
}

/** What the reasons say by which occasions that started nothing are counted. */
const TRIGGER_LEGEND = [
  '| occasion started no message | because | 발송하지 않은 이유 |',
  '| --- | --- | --- |',
  ...Object.entries(triggerSkips).map(([reason, { en, ko }]) => `| ${reason} | ${en} | ${ko} |`),
].join('\n');

const FUNCTIONS = 'AWS/Lambda,FunctionName';
const TABLES = 'AWS/DynamoDB,TableName';

const byReason = (metricName: string): IMetric => searched('Kairos,reason,service', metricName, { term: '' });

/** What is broken, and how far behind. */
const onCall = (term: string): Graphs => ({
  'Errors of functions': [searched(FUNCTIONS, 'Errors', { term })],
  'Throttles of functions': [searched(FUNCTIONS, 'Throttles', { term })],
  'Oldest record that waits, ms': [searched(FUNCTIONS, 'IteratorAge', { term, statistic: 'Maximum' })],
  'Executions that failed': [searched('AWS/States,StateMachineArn', 'ExecutionsFailed', { term })],
  'Events that were refused, by reason': [byReason('EventsQuarantinedByReason')],
  'Sources and providers': [
    ...counted('watch-sources', 'EventsSourcesSilent', 'EventsSourcesLagging'),
    ...counted('dispatch-messages', 'DeliveryBreakersOpened'),
  ],
});

/** What goes out, and what waits for people. */
const marketing = (): Graphs => ({
  Messages: [
    ...counted('dispatch-messages', 'DeliveryMessagesLookedAt', 'DeliveryMessagesPending'),
    ...counted('start-triggers', 'DeliveryTriggersStarted', 'DeliveryTriggersBroken'),
    ...counted('unsubscribe', 'DeliveryUnsubscribed'),
  ],
  'Occasions that started no message, by reason': [byReason('DeliveryTriggersSkippedByReason')],
  Copy: counted('write-copy', 'CopyVariantsPassed', 'CopyVariantsFailed', 'CopyReviewsOverdue'),
  Models: [
    ...counted('publish-models', 'ModelsPromoted', 'ModelsPartsRefused'),
    ...counted('score-models', 'ModelsPersonsScored', 'ModelsStageMoves'),
  ],
  Personas: counted('name-personas', 'PersonasNamed', 'PersonasNamesRefused'),
});

/** What is used of what is billed; in money it is in `kairos cost`. */
const finance = (term: string): Graphs => ({
  'Writes to tables, units': [searched(TABLES, 'ConsumedWriteCapacityUnits', { term })],
  'Reads of tables, units': [searched(TABLES, 'ConsumedReadCapacityUnits', { term })],
  'Functions, ms': [searched(FUNCTIONS, 'Duration', { term })],
  'Stream, bytes': [searched('AWS/Kinesis,StreamName', 'IncomingBytes', { term })],
  'Language models, tokens': [
    searched('AWS/Bedrock,ModelId', 'InputTokenCount', { term: '' }),
    searched('AWS/Bedrock,ModelId', 'OutputTokenCount', { term: '' }),
  ],
});
