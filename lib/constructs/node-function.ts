import { AssetHashType, Duration, RemovalPolicy, Token } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type * as z from 'zod/mini';
import { InputError } from '#core/kernel/errors.ts';
import { allow, USE_KEY } from './allow.ts';
import { bundle, bundleHash } from './bundle.ts';

/** Whose cost a function is, and the journal that it writes it to. */
export interface FunctionCosts {
  readonly station: string;
  readonly journalBucket: Bucket;
  readonly encryptionKey: Key;
}

export interface NodeFunctionProps<Environment extends z.ZodMiniObject> {
  /** Folder under lambdas/, e.g. `ingest-events`. Its index.ts is the entry. */
  readonly folder: string;
  /** The function's schema from contracts/environment/: the values below must satisfy its keys. */
  readonly environmentSchema: Environment;
  readonly environment: z.input<Environment>;
  /** Who pays for it, and where it writes what it used. */
  readonly costs: FunctionCosts;
  /** @default 30 seconds */
  readonly timeout?: Duration;
  /** In MiB. @default 512 */
  readonly memorySizeMiB?: number;
}

/** A Lambda function in the house shape: ARM, Node 24, ESM bundle, JSON logs, tracing, own role and log group, meter, error alarm. */
export class NodeFunction<Environment extends z.ZodMiniObject> extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: NodeFunctionProps<Environment>) {
    super(scope, id);
    assertReadable(props);
    const code = bundle(props.folder);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.function = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(code, { assetHash: bundleHash(code), assetHashType: AssetHashType.CUSTOM }),
      role,
      tracing: Tracing.ACTIVE,
      timeout: props.timeout ?? Duration.seconds(30),
      memorySize: props.memorySizeMiB ?? 512,
      environment: {
        ...(props.environment as Record<string, string>),
        COST_STAGE: props.costs.station,
        COST_JOURNAL_BUCKET_NAME: props.costs.journalBucket.bucketName,
        POWERTOOLS_SERVICE_NAME: props.folder,
        POWERTOOLS_METRICS_NAMESPACE: 'Kairos',
      },
      loggingFormat: LoggingFormat.JSON,
      logGroup,
    });
    const { journalBucket, encryptionKey } = props.costs;
    // Reading is for the write that meets its own: is it the same batch?
    allow(role, ['s3:PutObject', 's3:GetObject'], journalBucket.arnForObjects('cost-journal/*'));
    allow(role, USE_KEY, encryptionKey.keyArn);
    new Alarm(this, 'Errors', {
      alarmDescription: `${props.folder} failed; see docs/runbooks.md#function-errors`,
      metric: this.function.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

/** What the function would refuse at its start is refused at synth; what only the deployment knows may be any name. */
function assertReadable({
  folder,
  environmentSchema,
  environment,
}: NodeFunctionProps<z.ZodMiniObject>): void {
  const deployed = Object.entries(environment).map(([name, value]) => [
    name,
    Token.isUnresolved(value) ? `deployed-${name}` : value,
  ]);
  const read = environmentSchema.safeParse(Object.fromEntries(deployed));
  if (!read.success) {
    throw new InputError(
      `the environment of ${folder} is not what its schema asks for: ${read.error.message}`,
    );
  }
}
