import { join } from 'node:path';
import { ArnFormat, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { StateMachine as CdkStateMachine, DefinitionBody, LogLevel } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { allow } from './allow.ts';

export interface StateMachineProps {
  /** Name of the file under state-machines/ without its ending, e.g. `train`. */
  readonly definition: string;
  /** Functions that it invokes, by the name that stands for their ARN in the definition. Each is granted. */
  readonly functions: Readonly<Record<string, IFunction>>;
  /** What else stands in the definition by name: buckets, tables. Granted by hand, with `allow(machine.role, …)`. */
  readonly substitutions?: Readonly<Record<string, string>>;
  /** Does a map in it run executions of its own? They are executions of this machine, which must be allowed to it. */
  readonly hasDistributedMap: boolean;
  /** May inputs and outputs hold personal data? Then the log does not. */
  readonly mayHoldPersonalData: boolean;
  /** @default state-machines/ */
  readonly folder?: string;
}

const FOLDER = join(import.meta.dirname, '../../state-machines');

/** A Standard state machine in the house shape: definition from a file, own role and log group, tracing, an alarm. */
export class StateMachine extends Construct {
  readonly machine: CdkStateMachine;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: StateMachineProps) {
    super(scope, id);
    const { definition, functions, folder = FOLDER } = props;
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    const arns = Object.entries(functions).map(([name, { functionArn }]) => [name, functionArn] as const);
    this.machine = new CdkStateMachine(this, 'Machine', {
      definitionBody: DefinitionBody.fromFile(join(folder, `${definition}.asl.json`)),
      definitionSubstitutions: { ...props.substitutions, ...Object.fromEntries(arns) },
      role: this.role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: !props.mayHoldPersonalData,
      },
    });
    if (arns.length > 0) allow(this.role, ['lambda:InvokeFunction'], ...arns.map(([, arn]) => arn));
    if (props.hasDistributedMap) this.allowMapRuns();
    new Alarm(this, 'Failed', {
      alarmDescription: `${definition} failed; see docs/runbooks.md#executions-failed`,
      metric: this.machine.metricFailed({ period: Duration.minutes(5) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** A policy of its own: the machine waits for its role's, and this one needs the machine's ARN. */
  private allowMapRuns(): void {
    const { stateMachineArn, stateMachineName, stack } = this.machine;
    const executions = stack.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${stateMachineName}/*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    new Policy(this, 'MapRuns', {
      roles: [this.role],
      statements: [
        new PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachineArn] }),
        new PolicyStatement({
          actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
          resources: [executions],
        }),
      ],
    });
  }
}
