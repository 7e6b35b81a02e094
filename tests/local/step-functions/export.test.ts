import { gunzipSync } from 'node:zlib';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { clientConfig, until, withCloud } from '../support/running-cloud.ts';
import { machineAssembly, machineResource } from './support/machine-assembly.ts';

const EXPORT = 'arn:aws:states:::aws-sdk:dynamodb';
/** Exports a table, waits for it, then counts the items of each data file in an execution of its own. */
const SNAPSHOT = {
  QueryLanguage: 'JSONata',
  StartAt: 'Export',
  States: {
    Export: {
      Type: 'Task',
      Resource: `${EXPORT}:exportTableToPointInTime`,
      Arguments: {
        TableArn: '${TableArn}',
        S3Bucket: '${Bucket}',
        S3Prefix: 'snapshots',
        ClientToken: '{% $states.context.Execution.Name %}',
      },
      Assign: { exportArn: '{% $states.result.ExportDescription.ExportArn %}' },
      Next: 'Look',
    },
    Look: {
      Type: 'Task',
      Resource: `${EXPORT}:describeExport`,
      Arguments: { ExportArn: '{% $exportArn %}' },
      Output: '{% $states.result.ExportDescription %}',
      Next: 'Ready',
    },
    Ready: {
      Type: 'Choice',
      Choices: [{ Condition: "{% $states.input.ExportStatus = 'COMPLETED' %}", Next: 'Each' }],
      Default: 'Pause',
    },
    Pause: { Type: 'Wait', Seconds: 1, Next: 'Look' },
    Each: {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSONL' },
        Arguments: {
          Bucket: '${Bucket}',
          Key: "{% $replace($states.input.ExportManifest, 'manifest-summary', 'manifest-files') %}",
        },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
        StartAt: 'Keep',
        States: { Keep: { Type: 'Pass', End: true } },
      },
      End: true,
    },
  },
};

const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'part', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'part', AttributeType: 'S' },
    ],
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  },
};

function assembly(table: unknown) {
  const substitutions = {
    DefinitionSubstitutions: { TableArn: { 'Fn::GetAtt': ['Profiles', 'Arn'] }, Bucket: { Ref: 'Lake' } },
  };
  const machines = { Profiles: table, Snapshot: machineResource(SNAPSHOT, substitutions) };
  return machineAssembly(machines, 'export const handler = async () => null;');
}

interface FileLine {
  readonly itemCount: number;
  readonly dataFileS3Key: string;
}

describe('an export of a table, run by a state machine', () => {
  it('lands in S3 in the layout of AWS, in several files, each key in one of them', () =>
    withCloud(assembly(TABLE), async (cloud) => {
      const dynamodb = new DynamoDBClient(clientConfig(cloud));
      const items = Array.from({ length: 1250 }, (_unused, n) =>
        ['hot', 'history'].map((part) => ({ pk: { S: `c${n}` }, part: { S: part }, n: { N: String(n) } })),
      ).flat();
      for (let start = 0; start < items.length; start += 25)
        await dynamodb.send(
          new BatchWriteItemCommand({
            RequestItems: {
              'App-Profiles': items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } })),
            },
          }),
        );
      const sfn = new SFNClient(clientConfig(cloud));
      const { executionArn } = await sfn.send(
        new StartExecutionCommand({
          stateMachineArn: cloud.endpoints().stateMachines['Snapshot'],
          name: 'night',
        }),
      );
      const look = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
      await until(async () => (await look()).status !== 'RUNNING', 20_000);
      const { status, output = '[]', cause } = await look();
      expect({ status, cause }).toEqual({ status: 'SUCCEEDED', cause: undefined });
      const files = JSON.parse(output) as FileLine[];
      expect(files.length).toBeGreaterThan(1);
      expect(files.reduce((sum, { itemCount }) => sum + itemCount, 0)).toBe(2500);
      const s3 = new S3Client(clientConfig(cloud));
      const read = async (Key: string) =>
        Buffer.from(
          (await (
            await s3.send(new GetObjectCommand({ Bucket: 'app-lake', Key }))
          ).Body?.transformToByteArray()) ?? [],
        );
      const seen = new Map<string, string>();
      for (const { dataFileS3Key, itemCount } of files) {
        expect(dataFileS3Key).toMatch(
          /^snapshots\/AWSDynamoDB\/\d{14}-[0-9a-f]{8}\/data\/[a-z2-7]{26}\.json\.gz$/,
        );
        const lines = gunzipSync(await read(dataFileS3Key))
          .toString()
          .trim()
          .split('\n');
        expect(lines).toHaveLength(itemCount);
        for (const line of lines) {
          const { Item } = JSON.parse(line) as { Item: { pk: { S: string } } };
          expect(seen.get(Item.pk.S) ?? dataFileS3Key).toBe(dataFileS3Key);
          seen.set(Item.pk.S, dataFileS3Key);
        }
      }
      expect(seen.size).toBe(1250);
      const folder = files[0]?.dataFileS3Key.replace(/\/data\/.*/, '') ?? '';
      const summary = JSON.parse((await read(`${folder}/manifest-summary.json`)).toString()) as object;
      expect(summary).toMatchObject({
        itemCount: 2500,
        outputFormat: 'DYNAMODB_JSON',
        manifestFilesS3Key: `${folder}/manifest-files.json`,
      });
    }));

  it('fails by name for a table without point-in-time recovery', () =>
    withCloud(
      assembly({
        ...TABLE,
        Properties: { ...TABLE.Properties, PointInTimeRecoverySpecification: undefined },
      }),
      async (cloud) => {
        const sfn = new SFNClient(clientConfig(cloud));
        const { executionArn } = await sfn.send(
          new StartExecutionCommand({ stateMachineArn: cloud.endpoints().stateMachines['Snapshot'] }),
        );
        const look = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
        await until(async () => (await look()).status !== 'RUNNING');
        expect(await look()).toMatchObject({
          status: 'FAILED',
          error: 'DynamoDb.PointInTimeRecoveryUnavailableException',
        });
      },
    ));
});
