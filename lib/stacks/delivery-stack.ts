import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Construct } from 'constructs';
import type { DispatchEvent } from '#contracts/dispatch-event.ts';
import {
  dispatchMessagesEnvironment,
  startTriggersEnvironment,
  unsubscribeEnvironment,
} from '#contracts/environment/delivery.ts';
import { triggerEventNames } from '#core/delivery/triggers/trigger-rules.ts';
import type { StageConfig } from '../config/stage-config.ts';
import { allow, USE_KEY } from '../constructs/allow.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { ProviderFeedback } from '../constructs/provider-feedback.ts';
import { StreamLane } from '../constructs/stream-lane.ts';
import { counted } from '../constructs/watched-metrics.ts';
import type { DataStack } from './data-stack.ts';

interface DeliveryStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly api: HttpApi;
  readonly stream: IStream;
  /** Undefined where push is switched off. */
  readonly pushApplicationId: string | undefined;
}

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:DeleteItem'];
const READ_SECRET = ['secretsmanager:GetSecretValue'];

/** Every minute what is due, at once what an event starts: claim, send, receipt; and the page by which people leave. */
export class DeliveryStack extends Stack {
  private readonly props: DeliveryStackProps;
  private readonly feedback: ProviderFeedback;

  constructor(scope: Construct, id: string, props: DeliveryStackProps) {
    super(scope, id, props);
    this.props = props;
    const { data, stream } = props;
    this.feedback = new ProviderFeedback(this, 'Feedback', {
      stream,
      costs: data.costsOf('delivery'),
      encryptionKey: data.encryptionKey,
      isTexting: props.config.smsOriginationIdentity !== '',
    });
    this.everyMinute(this.dispatcher());
    this.triggers();
    this.wayOut();
    new CfnOutput(this, 'SendRatesPerSecond', { value: JSON.stringify(this.sendRates()) });
  }

  /** What plans may count on, by channel; a channel that is off has no rate. */
  private sendRates(): Readonly<Record<string, number>> {
    const { config, pushApplicationId } = this.props;
    const { push, email, sms } = config.sendRates;
    return {
      ...(pushApplicationId !== undefined && { push }),
      ...(config.emailFrom !== '' && { email }),
      ...(config.smsOriginationIdentity !== '' && { sms }),
    };
  }

  private dispatcher(): LambdaFunction {
    const dispatch = new NodeFunction(this, 'DispatchMessages', {
      folder: 'dispatch-messages',
      costs: this.props.data.costsOf('delivery'),
      environmentSchema: dispatchMessagesEnvironment,
      environment: this.sending(),
      timeout: Duration.minutes(5),
      memorySizeMiB: 1024,
    }).function;
    this.allowDelivery(dispatch);
    return dispatch;
  }

  /** What just happened starts a message: a reader of its own, so that no provider keeps a consent waiting. */
  private triggers(): void {
    const { config, data, stream } = this.props;
    const start = new NodeFunction(this, 'StartTriggers', {
      folder: 'start-triggers',
      costs: this.props.data.costsOf('delivery'),
      environmentSchema: startTriggersEnvironment,
      environment: {
        ...this.sending(),
        BRAND_ZONE: config.brandZone,
        BRAND_CURRENCY: config.brandCurrency,
        GOAL_EVENTS: JSON.stringify(config.goalEvents),
        ARTEFACT_BUCKET_NAME: data.artefactBucket.bucketName,
      },
      timeout: Duration.minutes(1),
      memorySizeMiB: 1024,
    }).function;
    this.allowDelivery(start);
    allow(start, ['s3:GetObject'], data.artefactBucket.arnForObjects('plan/*'));
    allow(start, ['s3:ListBucket'], data.artefactBucket.bucketArn);
    new StreamLane(this, 'TriggerLane', {
      stream,
      function: start,
      failureBucket: data.failureBucket,
      batchSize: 100,
      window: Duration.seconds(0),
      parallelizationFactor: 10,
      filterPattern: { data: { type: ['track'], event: triggerEventNames(config.goalEvents) } },
    });
    const [broken] = counted('start-triggers', 'DeliveryTriggersBroken');
    new Alarm(this, 'TriggersBroken', {
      alarmDescription:
        'a running campaign cannot start messages, the others go on; see docs/runbooks.md#triggers-broken',
      metric: broken!,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private sending() {
    const { config, data, api, pushApplicationId, stream } = this.props;
    return {
      TENANT_KEYS_SECRET_ID: data.tenantKeys.secretArn,
      PROFILE_TABLE_NAME: data.profileTable.tableName,
      LEDGER_TABLE_NAME: data.ledgerTable.tableName,
      PERSON_TABLE_NAME: data.personTable.tableName,
      CONTACT_TABLE_NAME: data.contactTable.tableName,
      DOCUMENT_TABLE_NAME: data.documentTable.tableName,
      CATALOGUE_TABLE_NAME: data.catalogueTable.tableName,
      DUE_TABLE_NAME: data.dueTable.tableName,
      BUDGET_TABLE_NAME: data.budgetTable.tableName,
      RECEIPT_TABLE_NAME: data.receiptTable.tableName,
      RATE_TABLE_NAME: data.rateTable.tableName,
      OFFER_TABLE_NAME: data.offerTable.tableName,
      EVENT_STREAM_NAME: stream.streamName,
      FRONT_DOOR_URL: api.apiEndpoint,
      PUSH_APPLICATION_ID: pushApplicationId ?? '',
      EMAIL_FROM: config.emailFrom,
      EMAIL_CONFIGURATION_SET: this.feedback.emailSet,
      SMS_ORIGINATION_IDENTITY: config.smsOriginationIdentity,
      SMS_CONFIGURATION_SET: this.feedback.textSet,
      PUSH_PER_SECOND: String(config.sendRates.push),
      EMAIL_PER_SECOND: String(config.sendRates.email),
      SMS_PER_SECOND: String(config.sendRates.sms),
    };
  }

  /** Stores and providers of a function that claims and sends. */
  private allowDelivery(sender: LambdaFunction): void {
    const { data } = this.props;
    const { ledgerTable, contactTable, dueTable, budgetTable, receiptTable, rateTable, offerTable } = data;
    const written = [
      ledgerTable,
      contactTable,
      dueTable,
      budgetTable,
      receiptTable,
      rateTable,
      offerTable,
      data.personTable,
      data.profileTable,
    ];
    allow(sender, [...READ, ...WRITE], ...written.map((table) => table.tableArn));
    allow(sender, READ, data.documentTable.tableArn, data.catalogueTable.tableArn);
    allow(sender, READ_SECRET, data.tenantKeys.secretArn);
    allow(sender, USE_KEY, data.encryptionKey.keyArn);
    allow(sender, ['kinesis:PutRecords'], this.props.stream.streamArn);
    this.allowSending(sender);
  }

  /** Each channel's one action, on what this account calls its own; nothing for a channel that is off. */
  private allowSending(dispatch: LambdaFunction): void {
    const { config, pushApplicationId } = this.props;
    const own = (service: string, resource: string) =>
      this.formatArn({
        service,
        resource: resource.split('/')[0] ?? '',
        resourceName: resource.split('/').slice(1).join('/'),
      });
    if (pushApplicationId !== undefined)
      allow(
        dispatch,
        ['mobiletargeting:SendMessages'],
        own('mobiletargeting', `apps/${pushApplicationId}/messages`),
      );
    if (config.emailFrom !== '')
      allow(dispatch, ['ses:SendEmail'], own('ses', 'identity/*'), own('ses', 'configuration-set/*'));
    if (config.smsOriginationIdentity !== '')
      allow(
        dispatch,
        ['sms-voice:SendTextMessage'],
        own('sms-voice', 'phone-number/*'),
        own('sms-voice', 'sender-id/*'),
        own('sms-voice', 'configuration-set/*'),
      );
  }

  /** One schedule a worker: no function is needed only to start others. */
  private everyMinute(dispatch: LambdaFunction): void {
    const workers = this.props.config.dispatchWorkers;
    for (let worker = 0; worker < workers; worker += 1) {
      const event: DispatchEvent = { worker, workers };
      new Schedule(this, `DispatchSchedule${worker}`, {
        schedule: ScheduleExpression.rate(Duration.minutes(1)),
        target: new LambdaInvoke(dispatch, {
          input: ScheduleTargetInput.fromObject(event),
          retryAttempts: 0,
        }),
      });
    }
  }

  private wayOut(): void {
    const { data, api } = this.props;
    const unsubscribe = new NodeFunction(this, 'Unsubscribe', {
      folder: 'unsubscribe',
      costs: this.props.data.costsOf('delivery'),
      environmentSchema: unsubscribeEnvironment,
      environment: {
        TENANT_KEYS_SECRET_ID: data.tenantKeys.secretArn,
        LEDGER_TABLE_NAME: data.ledgerTable.tableName,
        PERSON_TABLE_NAME: data.personTable.tableName,
      },
    }).function;
    allow(unsubscribe, [...READ, ...WRITE], data.ledgerTable.tableArn, data.personTable.tableArn);
    allow(unsubscribe, READ_SECRET, data.tenantKeys.secretArn);
    allow(unsubscribe, USE_KEY, data.encryptionKey.keyArn);
    new HttpRoute(this, 'WayOut', {
      httpApi: api,
      routeKey: HttpRouteKey.with('/u/{token}', HttpMethod.ANY),
      integration: new HttpLambdaIntegration('Unsubscribe', unsubscribe),
    });
  }
}
