import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Brand } from '#contracts/brand.ts';
import { writeCopyEnvironment } from '#contracts/environment/copy.ts';
import { allow, USE_KEY } from '../constructs/allow.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { StateMachine } from '../constructs/state-machine.ts';
import type { DataStack } from './data-stack.ts';

/** Copy: the function that asks the language model, and the state machine that waits for people. */
export class CopyStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { readonly data: DataStack; readonly copy: Brand['copy'] },
  ) {
    super(scope, id, props);
    const { data, copy: settings } = props;
    const batch = this.batchRole(data);
    const write = new NodeFunction(this, 'WriteCopy', {
      folder: 'write-copy',
      costs: data.costsOf('copy'),
      environmentSchema: writeCopyEnvironment,
      environment: {
        TENANT_KEYS_SECRET_ID: data.tenantKeys.secretArn,
        DOCUMENT_TABLE_NAME: data.documentTable.tableName,
        CATALOGUE_TABLE_NAME: data.catalogueTable.tableName,
        PERSON_KEY_TABLE_NAME: data.personKeyTable.tableName,
        ARTEFACT_BUCKET_NAME: data.artefactBucket.bucketName,
        LAKE_BUCKET_NAME: data.lakeBucket.bucketName,
        BATCH_ROLE_ARN: batch.roleArn,
      },
      timeout: Duration.minutes(15),
      memorySizeMiB: 1024,
    }).function;
    const read = ['dynamodb:BatchGetItem', 'dynamodb:Query'];
    const { artefactBucket, lakeBucket } = data;
    allow(write, [...read, 'dynamodb:PutItem'], data.documentTable.tableArn);
    allow(write, read, data.catalogueTable.tableArn, data.personKeyTable.tableArn);
    allow(write, ['s3:GetObject', 's3:PutObject'], artefactBucket.arnForObjects('copy/*'));
    allow(write, ['s3:GetObject', 's3:PutObject'], artefactBucket.arnForObjects('copy-runs/*'));
    allow(write, ['s3:GetObject'], lakeBucket.arnForObjects('lake/*'));
    allow(write, ['s3:ListBucket'], lakeBucket.bucketArn, artefactBucket.bucketArn);
    allow(write, ['secretsmanager:GetSecretValue'], data.tenantKeys.secretArn);
    allow(write, USE_KEY, data.encryptionKey.keyArn);
    allow(write, ['bedrock:InvokeModel'], ...this.models());
    const jobs = this.formatArn({
      service: 'bedrock',
      resource: 'model-invocation-job',
      resourceName: '*',
    });
    allow(write, ['bedrock:CreateModelInvocationJob'], jobs, ...this.models());
    allow(write, ['bedrock:GetModelInvocationJob'], jobs);
    allow(write, ['iam:PassRole'], batch.roleArn);
    if (settings.guardrail !== undefined) {
      const own = { service: 'bedrock', resource: 'guardrail', resourceName: settings.guardrail.id };
      // Cross-Region inference, without which no Korean is read, goes through a profile.
      const profile = { service: 'bedrock', region: '*', resource: 'guardrail-profile', resourceName: '*' };
      allow(write, ['bedrock:ApplyGuardrail'], this.formatArn(own), this.formatArn(profile));
    }
    const copy = new StateMachine(this, 'Copy', {
      definition: 'copy',
      functions: { WriteCopyArn: write },
      substitutions: {
        ArtefactBucketName: artefactBucket.bucketName,
        // How long people have, before what was live simply stays.
        BatchPollSeconds: String(Duration.minutes(5).toSeconds()),
        ReviewSeconds: String(Duration.days(settings.reviewDays).toSeconds()),
      },
      hasDistributedMap: true,
      mayHoldPersonalData: false,
    });
    new Alarm(this, 'ReviewsOverdue', {
      alarmDescription: 'copy waits for people since half of its time; see docs/runbooks.md#reviews-overdue',
      metric: new Metric({
        namespace: 'Kairos',
        metricName: 'CopyReviewsOverdue',
        dimensionsMap: { service: 'write-copy' },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    allow(copy.role, ['s3:GetObject'], artefactBucket.arnForObjects('copy-runs/*'));
    allow(copy.role, USE_KEY, data.encryptionKey.keyArn);
    // An answer to the machine that waits, also from the function itself when there is nothing to wait for.
    allow(
      write,
      ['states:SendTaskSuccess'],
      this.formatArn({ service: 'states', resource: 'stateMachine', resourceName: '*' }),
    );
    new CfnOutput(this, 'CopyStateMachineArn', { value: copy.machine.stateMachineArn });
  }

  /** Any model: which one is the brand's configuration; from Seoul many answer through profiles in other Regions. */
  private models(): readonly string[] {
    const profile = { service: 'bedrock', region: '*', resource: 'inference-profile', resourceName: '*' };
    return ['arn:aws:bedrock:*::foundation-model/*', this.formatArn(profile)];
  }

  /** What Bedrock may do with a job of ours: read its questions, ask the model, write its answers. */
  private batchRole({ artefactBucket, encryptionKey }: DataStack): Role {
    const role = new Role(this, 'BatchRole', {
      assumedBy: new ServicePrincipal('bedrock.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    });
    allow(role, ['s3:GetObject', 's3:PutObject'], artefactBucket.arnForObjects('copy-runs/*'));
    allow(role, ['s3:ListBucket'], artefactBucket.bucketArn);
    allow(role, ['bedrock:InvokeModel'], ...this.models());
    allow(role, USE_KEY, encryptionKey.keyArn);
    return role;
  }
}
