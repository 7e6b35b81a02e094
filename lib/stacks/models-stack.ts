import { fileURLToPath } from 'node:url';
import { ArnFormat, CfnOutput, Duration, Stack, type StackProps, TimeZone } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import {
  fitModelsEnvironment,
  publishModelsEnvironment,
  scoreModelsEnvironment,
} from '#contracts/environment.ts';
import type { StageConfig } from '../config/stage-config.ts';
import { allow, USE_KEY } from '../constructs/allow.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import type { DataStack } from './data-stack.ts';

interface ModelsStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
}

const definition = fileURLToPath(new URL('../../state-machines/train.asl.json', import.meta.url));

/** From exported profiles to predictions of everybody: the functions and the state machine of a training run. */
export class ModelsStack extends Stack {
  private readonly config: StageConfig;
  private readonly data: DataStack;

  constructor(scope: Construct, id: string, props: ModelsStackProps) {
    super(scope, id, props);
    this.config = props.config;
    this.data = props.data;
    const train = this.train({ fit: this.fit(), publish: this.publish(), score: this.score() });
    if (this.config.trainsNightly) {
      new Schedule(this, 'TrainSchedule', {
        schedule: ScheduleExpression.cron({
          minute: '0',
          hour: '3',
          timeZone: TimeZone.of(this.config.brandZone),
        }),
        target: new StepFunctionsStartExecution(train, {}),
      });
    }
    new CfnOutput(this, 'TrainStateMachineArn', { value: train.stateMachineArn });
  }

  private get brand() {
    return { BRAND_ZONE: this.config.brandZone, BRAND_CURRENCY: this.config.brandCurrency };
  }

  private allowRunFiles(grantee: LambdaFunction, ...actions: readonly string[]): void {
    const { snapshotBucket, encryptionKey } = this.data;
    allow(grantee, ['s3:ListBucket'], snapshotBucket.bucketArn);
    allow(grantee, actions, snapshotBucket.arnForObjects('*'));
    allow(grantee, USE_KEY, encryptionKey.keyArn);
  }

  private fit(): LambdaFunction {
    const fit = new NodeFunction(this, 'FitModels', {
      folder: 'fit-models',
      environmentSchema: fitModelsEnvironment,
      environment: { ...this.brand, SNAPSHOT_BUCKET_NAME: this.data.snapshotBucket.bucketName },
      timeout: Duration.minutes(15),
      memorySizeMiB: 3008,
    }).function;
    this.allowRunFiles(fit, 's3:GetObject', 's3:PutObject');
    return fit;
  }

  private publish(): LambdaFunction {
    const { snapshotBucket, artefactBucket, documentTable, catalogueTable } = this.data;
    const publish = new NodeFunction(this, 'PublishModels', {
      folder: 'publish-models',
      environmentSchema: publishModelsEnvironment,
      environment: {
        ...this.brand,
        SNAPSHOT_BUCKET_NAME: snapshotBucket.bucketName,
        ARTEFACT_BUCKET_NAME: artefactBucket.bucketName,
        DOCUMENT_TABLE_NAME: documentTable.tableName,
        CATALOGUE_TABLE_NAME: catalogueTable.tableName,
      },
      timeout: Duration.minutes(5),
      memorySizeMiB: 1769,
    }).function;
    this.allowRunFiles(publish, 's3:GetObject', 's3:PutObject');
    allow(publish, ['s3:GetObject', 's3:PutObject'], artefactBucket.arnForObjects('model/*'));
    allow(publish, ['s3:ListBucket'], artefactBucket.bucketArn);
    allow(publish, ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], documentTable.tableArn);
    allow(publish, ['dynamodb:Query'], catalogueTable.tableArn);
    return publish;
  }

  private score(): LambdaFunction {
    const { snapshotBucket, artefactBucket, profileTable } = this.data;
    const score = new NodeFunction(this, 'ScoreModels', {
      folder: 'score-models',
      environmentSchema: scoreModelsEnvironment,
      environment: {
        SNAPSHOT_BUCKET_NAME: snapshotBucket.bucketName,
        ARTEFACT_BUCKET_NAME: artefactBucket.bucketName,
        PROFILE_TABLE_NAME: profileTable.tableName,
      },
      timeout: Duration.minutes(15),
      memorySizeMiB: 1769,
    }).function;
    this.allowRunFiles(score, 's3:GetObject');
    allow(score, ['s3:GetObject'], artefactBucket.arnForObjects('model/*'));
    allow(score, ['s3:ListBucket'], artefactBucket.bucketArn);
    allow(score, ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], profileTable.tableArn);
    return score;
  }

  private train(functions: {
    readonly fit: LambdaFunction;
    readonly publish: LambdaFunction;
    readonly score: LambdaFunction;
  }): StateMachine {
    const { data, config } = this;
    const { profileTable, ledgerTable, snapshotBucket } = data;
    const logs = new LogGroup(this, 'TrainLogs', { retention: RetentionDays.ONE_MONTH });
    const train = new StateMachine(this, 'Train', {
      definitionBody: DefinitionBody.fromFile(definition),
      definitionSubstitutions: {
        FitModelsArn: functions.fit.functionArn,
        PublishModelsArn: functions.publish.functionArn,
        ScoreModelsArn: functions.score.functionArn,
        ProfileTableArn: profileTable.tableArn,
        LedgerTableArn: ledgerTable.tableArn,
        SnapshotBucketName: snapshotBucket.bucketName,
        ShareCount: String(config.trainShares),
        ExportPollSeconds: config.stage === 'local' ? '1' : '60',
      },
      logs: { destination: logs, level: LogLevel.ALL },
      tracingEnabled: true,
    });
    const tableArns = [profileTable.tableArn, ledgerTable.tableArn];
    allow(train, ['lambda:InvokeFunction'], ...Object.values(functions).map((each) => each.functionArn));
    allow(train, ['dynamodb:ExportTableToPointInTime'], ...tableArns);
    allow(train, ['dynamodb:DescribeExport'], ...tableArns.map((arn) => `${arn}/export/*`));
    allow(train, ['s3:PutObject', 's3:AbortMultipartUpload'], snapshotBucket.arnForObjects('exports/*'));
    allow(train, ['s3:ListBucket'], snapshotBucket.bucketArn);
    allow(train, USE_KEY, data.encryptionKey.keyArn);
    this.allowChildren(train);
    return train;
  }

  /** A distributed map starts its children as executions of its own machine, whose name only its deployment knows. */
  private allowChildren(train: StateMachine): void {
    const own = this.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: 'Train*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const runs = this.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: 'Train*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    allow(train, ['states:StartExecution'], own);
    allow(train, ['states:DescribeExecution', 'states:StopExecution'], runs);
  }
}
