import { CfnOutput, Duration, Stack, type StackProps, TimeZone } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import {
  fitModelsEnvironment,
  publishModelsEnvironment,
  scoreModelsEnvironment,
} from '#contracts/environment/models.ts';
import type { StageConfig } from '../config/stage-config.ts';
import { allow, USE_KEY } from '../constructs/allow.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { StateMachine } from '../constructs/state-machine.ts';
import type { DataStack } from './data-stack.ts';

interface ModelsStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
}

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
      costs: this.data.costsOf('models'),
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
      costs: this.data.costsOf('models'),
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
      costs: this.data.costsOf('models'),
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
  }): IStateMachine {
    const { data, config } = this;
    const { profileTable, ledgerTable, snapshotBucket } = data;
    const train = new StateMachine(this, 'Train', {
      definition: 'train',
      functions: {
        FitModelsArn: functions.fit,
        PublishModelsArn: functions.publish,
        ScoreModelsArn: functions.score,
      },
      substitutions: {
        ProfileTableArn: profileTable.tableArn,
        LedgerTableArn: ledgerTable.tableArn,
        SnapshotBucketName: snapshotBucket.bucketName,
        ShareCount: String(config.trainShares),
        ExportPollSeconds: config.stage === 'local' ? '1' : '60',
      },
      hasDistributedMap: true,
      mayHoldPersonalData: false,
    });
    const tableArns = [profileTable.tableArn, ledgerTable.tableArn];
    allow(train.role, ['dynamodb:ExportTableToPointInTime'], ...tableArns);
    allow(train.role, ['dynamodb:DescribeExport'], ...tableArns.map((arn) => `${arn}/export/*`));
    allow(train.role, ['s3:PutObject', 's3:AbortMultipartUpload'], snapshotBucket.arnForObjects('exports/*'));
    allow(train.role, ['s3:ListBucket'], snapshotBucket.bucketArn);
    allow(train.role, USE_KEY, data.encryptionKey.keyArn);
    return train.machine;
  }
}
