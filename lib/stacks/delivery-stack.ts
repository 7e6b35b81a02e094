import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { DispatchEvent } from '#contracts/dispatch-event.ts';
import { dispatchMessagesEnvironment, unsubscribeEnvironment } from '#contracts/environment.ts';
import type { StageConfig } from '../config/stage-config.ts';
import { allow, USE_KEY } from '../constructs/allow.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import type { DataStack } from './data-stack.ts';

interface DeliveryStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly api: HttpApi;
  /** Undefined where push is switched off. */
  readonly pushApplicationId: string | undefined;
}

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:DeleteItem'];
const READ_SECRET = ['secretsmanager:GetSecretValue'];

/** Every minute: claim, send, receipt; and the page by which people leave. */
export class DeliveryStack extends Stack {
  private readonly props: DeliveryStackProps;

  constructor(scope: Construct, id: string, props: DeliveryStackProps) {
    super(scope, id, props);
    this.props = props;
    this.everyMinute(this.dispatcher());
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
    const { config, data, api, pushApplicationId } = this.props;
    const emails = new ConfigurationSet(this, 'Emails');
    const dispatch = new NodeFunction(this, 'DispatchMessages', {
      folder: 'dispatch-messages',
      environmentSchema: dispatchMessagesEnvironment,
      environment: {
        TENANT_KEYS_SECRET_ID: data.tenantKeys.secretArn,
        LEDGER_TABLE_NAME: data.ledgerTable.tableName,
        PERSON_TABLE_NAME: data.personTable.tableName,
        CONTACT_TABLE_NAME: data.contactTable.tableName,
        DOCUMENT_TABLE_NAME: data.documentTable.tableName,
        CATALOGUE_TABLE_NAME: data.catalogueTable.tableName,
        DUE_TABLE_NAME: data.dueTable.tableName,
        BUDGET_TABLE_NAME: data.budgetTable.tableName,
        RECEIPT_TABLE_NAME: data.receiptTable.tableName,
        RATE_TABLE_NAME: data.rateTable.tableName,
        FRONT_DOOR_URL: api.apiEndpoint,
        PUSH_APPLICATION_ID: pushApplicationId ?? '',
        EMAIL_FROM: config.emailFrom,
        EMAIL_CONFIGURATION_SET: emails.configurationSetName,
        SMS_ORIGINATION_IDENTITY: config.smsOriginationIdentity,
        PUSH_PER_SECOND: String(config.sendRates.push),
        EMAIL_PER_SECOND: String(config.sendRates.email),
        SMS_PER_SECOND: String(config.sendRates.sms),
      },
      timeout: Duration.minutes(5),
      memorySizeMiB: 1024,
    }).function;
    const { ledgerTable, contactTable, dueTable, budgetTable, receiptTable, rateTable } = data;
    const written = [
      ledgerTable,
      contactTable,
      dueTable,
      budgetTable,
      receiptTable,
      rateTable,
      data.personTable,
    ];
    allow(dispatch, [...READ, ...WRITE], ...written.map((table) => table.tableArn));
    allow(dispatch, READ, data.documentTable.tableArn, data.catalogueTable.tableArn);
    allow(dispatch, READ_SECRET, data.tenantKeys.secretArn);
    allow(dispatch, USE_KEY, data.encryptionKey.keyArn);
    this.allowSending(dispatch);
    return dispatch;
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
