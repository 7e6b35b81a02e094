import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Construct } from 'constructs';
import {
  collectEventsEnvironment,
  handleUrgentEnvironment,
  ingestEventsEnvironment,
  watchSourcesEnvironment,
} from '#contracts/environment/events.ts';
import { URGENT_PATTERN } from '#core/events/urgent-event.ts';
import type { StageConfig } from '../config/stage-config.ts';
import { allow, USE_KEY } from '../constructs/allow.ts';
import { FrontDoor } from '../constructs/front-door.ts';
import { IngestMonitoring } from '../constructs/ingest-monitoring.ts';
import { LakeDelivery } from '../constructs/lake-delivery.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { StreamLane } from '../constructs/stream-lane.ts';
import type { DataStack } from './data-stack.ts';

interface IngestStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
}

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
const READ_SECRET = ['secretsmanager:GetSecretValue'];

/** From an app's HTTP request or Kinesis record to a folded profile and a line in the lake. */
export class IngestStack extends Stack {
  private readonly config: StageConfig;
  private readonly data: DataStack;
  /** The front door, to which other stacks add their paths. */
  readonly api: HttpApi;
  /** What apps report; other stacks add their readers. */
  readonly stream: Stream;

  constructor(scope: Construct, id: string, props: IngestStackProps) {
    super(scope, id, props);
    this.config = props.config;
    this.data = props.data;
    this.stream = new Stream(this, 'EventStream', {
      streamMode: StreamMode.ON_DEMAND,
      retentionPeriod: Duration.hours(24),
      encryption: StreamEncryption.MANAGED,
    });
    this.api = this.frontDoor();
    const ingest = this.mainLane();
    this.urgentLane();
    this.sourceWatch();
    new IngestMonitoring(this, 'Monitoring', { stream: this.stream, ingest });
    new CfnOutput(this, 'EventStreamName', { value: this.stream.streamName });
    new CfnOutput(this, 'BrandZone', { value: this.config.brandZone });
    new CfnOutput(this, 'BrandCurrency', { value: this.config.brandCurrency });
    new CfnOutput(this, 'GoalEvents', { value: JSON.stringify(this.config.goalEvents) });
    new CfnOutput(this, 'ProfileRetentionDays', { value: String(this.config.profileRetentionDays) });
    new CfnOutput(this, 'ApiUrl', { value: this.api.apiEndpoint });
  }

  private frontDoor(): HttpApi {
    const { data } = this;
    const collect = new NodeFunction(this, 'CollectEvents', {
      folder: 'collect-events',
      costs: data.costsOf('events'),
      environmentSchema: collectEventsEnvironment,
      environment: {
        TENANT_KEYS_SECRET_ID: data.tenantKeys.secretArn,
        WRITE_KEYS_SECRET_ID: data.writeKeys.secretArn,
        EVENT_STREAM_NAME: this.stream.streamName,
        CONTACT_TABLE_NAME: data.contactTable.tableName,
        GOAL_EVENTS: JSON.stringify(this.config.goalEvents),
      },
      timeout: Duration.seconds(15),
    }).function;
    allow(collect, ['kinesis:PutRecord', 'kinesis:PutRecords'], this.stream.streamArn);
    allow(collect, READ_SECRET, data.tenantKeys.secretArn, data.writeKeys.secretArn);
    allow(collect, [...READ, ...WRITE], data.contactTable.tableArn);
    allow(collect, USE_KEY, data.encryptionKey.keyArn);
    return new FrontDoor(this, 'FrontDoor', { collect, ratePerSecond: this.config.collectRatePerSecond }).api;
  }

  private mainLane(): NodeFunction<typeof ingestEventsEnvironment>['function'] {
    const { data, config } = this;
    const lake = new LakeDelivery(this, 'Lake', {
      bucket: data.lakeBucket,
      encryptionKey: data.encryptionKey,
    });
    new CfnOutput(this, 'LakeDeliveryStreamName', { value: lake.deliveryStream.ref });
    const ingest = new NodeFunction(this, 'IngestEvents', {
      folder: 'ingest-events',
      costs: data.costsOf('events'),
      environmentSchema: ingestEventsEnvironment,
      environment: {
        TENANT_KEYS_SECRET_ID: data.tenantKeys.secretArn,
        BRAND_ZONE: config.brandZone,
        SOURCE_UNITS: JSON.stringify(config.sourceUnits),
        BRAND_CURRENCY: config.brandCurrency,
        GOAL_EVENTS: JSON.stringify(config.goalEvents),
        PROFILE_TABLE_NAME: data.profileTable.tableName,
        PROFILE_RETENTION_DAYS: String(config.profileRetentionDays),
        LEDGER_TABLE_NAME: data.ledgerTable.tableName,
        PERSON_TABLE_NAME: data.personTable.tableName,
        PERSON_KEY_TABLE_NAME: data.personKeyTable.tableName,
        SOURCE_TABLE_NAME: data.sourceTable.tableName,
        QUARANTINE_BUCKET_NAME: data.quarantineBucket.bucketName,
        LAKE_DELIVERY_STREAM_NAME: lake.deliveryStream.ref,
      },
      timeout: Duration.minutes(5),
      memorySizeMiB: 1024,
    }).function;
    const { profileTable, ledgerTable, personTable, personKeyTable, sourceTable } = data;
    const written = [profileTable, ledgerTable, personTable, personKeyTable, sourceTable];
    allow(ingest, [...READ, ...WRITE], ...written.map((table) => table.tableArn));
    allow(ingest, READ_SECRET, data.tenantKeys.secretArn);
    allow(
      ingest,
      ['s3:PutObject'],
      data.quarantineBucket.arnForObjects('json/*'),
      data.quarantineBucket.arnForObjects('bytes/*'),
    );
    allow(ingest, ['firehose:PutRecordBatch'], lake.deliveryStream.attrArn);
    allow(ingest, USE_KEY, data.encryptionKey.keyArn);
    new StreamLane(this, 'MainLane', {
      stream: this.stream,
      function: ingest,
      failureBucket: data.failureBucket,
      batchSize: 10_000,
      window: Duration.seconds(config.ingestWindowSeconds),
      parallelizationFactor: config.ingestParallelization,
    });
    return ingest;
  }

  private urgentLane(): void {
    const { data } = this;
    const urgent = new NodeFunction(this, 'HandleUrgent', {
      folder: 'handle-urgent',
      costs: data.costsOf('events'),
      environmentSchema: handleUrgentEnvironment,
      environment: {
        TENANT_KEYS_SECRET_ID: data.tenantKeys.secretArn,
        LEDGER_TABLE_NAME: data.ledgerTable.tableName,
        PERSON_TABLE_NAME: data.personTable.tableName,
        RECEIPT_TABLE_NAME: data.receiptTable.tableName,
        DOCUMENT_TABLE_NAME: data.documentTable.tableName,
        OFFER_TABLE_NAME: data.offerTable.tableName,
        BRAND_ZONE: this.config.brandZone,
        BRAND_CURRENCY: this.config.brandCurrency,
      },
    }).function;
    // Documents: a campaign whose messages bounce pauses itself.
    const written = [data.ledgerTable, data.receiptTable, data.offerTable, data.documentTable];
    allow(urgent, [...READ, ...WRITE], ...written.map((table) => table.tableArn));
    allow(urgent, READ, data.personTable.tableArn);
    allow(urgent, READ_SECRET, data.tenantKeys.secretArn);
    allow(urgent, USE_KEY, data.encryptionKey.keyArn);
    new StreamLane(this, 'UrgentLane', {
      stream: this.stream,
      function: urgent,
      failureBucket: data.failureBucket,
      batchSize: 100,
      window: Duration.seconds(0),
      parallelizationFactor: 10,
      filterPattern: { data: URGENT_PATTERN },
    });
  }

  private sourceWatch(): void {
    const { data } = this;
    const watch = new NodeFunction(this, 'WatchSources', {
      folder: 'watch-sources',
      costs: data.costsOf('events'),
      environmentSchema: watchSourcesEnvironment,
      environment: {
        SOURCE_TABLE_NAME: data.sourceTable.tableName,
        LEDGER_TABLE_NAME: data.ledgerTable.tableName,
        PERSON_TABLE_NAME: data.personTable.tableName,
      },
      timeout: Duration.minutes(2),
    }).function;
    const watched = [data.sourceTable, data.ledgerTable, data.personTable];
    allow(
      watch,
      [...READ, ...WRITE, 'dynamodb:Query', 'dynamodb:Scan'],
      ...watched.map((table) => table.tableArn),
    );
    allow(watch, USE_KEY, data.encryptionKey.keyArn);
    new Schedule(this, 'WatchSourcesSchedule', {
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      target: new LambdaInvoke(watch),
    });
  }
}
