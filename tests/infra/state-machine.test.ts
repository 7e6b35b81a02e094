import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { allow } from '#lib/constructs/allow.ts';
import { StateMachine } from '#lib/constructs/state-machine.ts';
import { startLocalCloud } from '#local/start-local-cloud.ts';
import { clientConfig, until } from '#tests/local/support/running-cloud.ts';
import { missingActions } from './support/machine-grants.ts';

const DEFINITION = {
  QueryLanguage: 'JSONata',
  StartAt: 'Put',
  States: {
    Put: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:s3:putObject',
      Arguments: { Bucket: '${LakeBucket}', Key: 'list.json', Body: [1, 2, 3] },
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON' },
        Arguments: { Bucket: '${LakeBucket}', Key: 'list.json' },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
        StartAt: 'Double',
        States: { Double: { Type: 'Pass', Output: '{% $states.input * 2 %}', End: true } },
      },
      End: true,
    },
  },
};

/** A stack with one machine over a bucket, synthesised into a folder of its own. */
function synthesise(actions: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'machine-'));
  writeFileSync(join(folder, 'double.asl.json'), JSON.stringify(DEFINITION));
  const app = new App({ outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'Machines');
  const lake = new Bucket(stack, 'Lake');
  const { role } = new StateMachine(stack, 'Double', {
    definition: 'double',
    folder,
    functions: {},
    substitutions: { LakeBucket: lake.bucketName },
    hasDistributedMap: true,
    mayHoldPersonalData: true,
  });
  allow(role, actions, lake.arnForObjects('*'));
  app.synth();
  const template = Template.fromStack(stack);
  return { template, assembly: app.outdir, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function missing(template: Template): readonly string[] {
  const [machineId = ''] = Object.keys(template.findResources('AWS::StepFunctions::StateMachine'));
  return missingActions(template.toJSON() as never, machineId, DEFINITION);
}

describe('the StateMachine construct', () => {
  it('traces, logs without data that may be personal, and calls somebody when it fails', () => {
    const { template, remove } = synthesise(['s3:PutObject', 's3:GetObject']);
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      DefinitionSubstitutions: { LakeBucket: Match.anyValue() },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('runbooks.md#executions-failed'),
      MetricName: 'ExecutionsFailed',
    });
    remove();
  });

  it('is found out when the definition does what its role may not', () => {
    const whole = synthesise(['s3:PutObject', 's3:GetObject']);
    expect(missing(whole.template)).toEqual([]);
    whole.remove();
    const lacking = synthesise(['s3:PutObject']);
    expect(missing(lacking.template)).toEqual(['s3:GetObject']);
    lacking.remove();
  });

  it('comes up at home from the very assembly that would be deployed', async () => {
    const { assembly, remove } = synthesise(['s3:PutObject', 's3:GetObject']);
    const cloud = await startLocalCloud({ assembly, port: 0 });
    try {
      const sfn = new SFNClient(clientConfig(cloud));
      const [stateMachineArn] = Object.values(cloud.endpoints().stateMachines);
      const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn }));
      const look = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
      await until(async () => (await look()).status !== 'RUNNING');
      expect(await look()).toMatchObject({ status: 'SUCCEEDED', output: '[2,4,6]' });
    } finally {
      await cloud.close();
      remove();
    }
  });
});
