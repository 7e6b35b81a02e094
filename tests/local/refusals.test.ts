import { describe, expect, it } from '@jest/globals';
import { startLocalCloud } from '#local/start-local-cloud.ts';
import {
  functionResource,
  mappingResource,
  removeFolder,
  STREAM,
  writeAssembly,
} from './support/assembly.ts';
import { withCloud } from './support/running-cloud.ts';

async function refusal(Resources: Record<string, unknown>): Promise<string> {
  const assembly = writeAssembly({
    stacks: { App: { Resources } },
    functions: { consumer: 'export const handler = async () => {};' },
  });
  try {
    const cloud = await startLocalCloud({ assembly, port: 0 });
    await cloud.close();
    return 'nothing was refused';
  } catch (error) {
    return (error as Error).message;
  } finally {
    removeFolder(assembly);
  }
}

describe('the local cloud refuses', () => {
  it('a type that it does not know, with the logical id', async () => {
    expect(await refusal({ Queue: { Type: 'AWS::SQS::Queue', Properties: {} } })).toMatch(
      /App\/Queue: resources of type AWS::SQS::Queue are not known/,
    );
  });

  it('a custom resource', async () => {
    expect(await refusal({ Hook: { Type: 'Custom::S3AutoDelete', Properties: {} } })).toMatch(
      /Custom::S3AutoDelete/,
    );
  });

  it('a property that it does not know, by its path', async () => {
    const Table = {
      Type: 'AWS::DynamoDB::Table',
      Properties: { KeySchema: [], StreamSpecification: { StreamViewType: 'NEW_IMAGE' } },
    };
    expect(await refusal({ Table })).toMatch(/App\/Table .*property StreamSpecification is not known/);
    const Bad = mappingResource({ DestinationConfig: { OnSuccess: { Destination: 'x' } } });
    expect(await refusal({ Events: STREAM, Consumer: functionResource('consumer'), Bad })).toMatch(
      /property DestinationConfig\.OnSuccess/,
    );
  });

  it('a value that it cannot honour', async () => {
    const parts = { Events: STREAM, Consumer: functionResource('consumer') };
    expect(await refusal({ ...parts, Bad: mappingResource({ StartingPosition: 'AT_TIMESTAMP' }) })).toMatch(
      /AT_TIMESTAMP/,
    );
    expect(await refusal({ Consumer: functionResource('consumer', { Runtime: 'python3.13' }) })).toMatch(
      /python3.13/,
    );
  });

  it('an expression that points nowhere', async () => {
    const Bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Nobody' } } };
    expect(await refusal({ Bucket })).toMatch(/Nobody/);
  });
});

describe('the local cloud accepts', () => {
  it('what changes nothing on one machine, and values across stacks', () =>
    withCloud(
      {
        stacks: {
          Data: {
            Resources: {
              Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
              Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Threshold: 1 } },
              Secret: {
                Type: 'AWS::SecretsManager::Secret',
                Properties: { GenerateSecretString: { PasswordLength: 20 } },
              },
              Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
            },
            Outputs: { BucketName: { Value: { Ref: 'Bucket' }, Export: { Name: 'Data:Bucket' } } },
          },
          Use: {
            Resources: {},
            Outputs: {
              Imported: {
                Value: { 'Fn::Sub': ['s3://${Name}/x', { Name: { 'Fn::ImportValue': 'Data:Bucket' } }] },
              },
            },
          },
        },
      },
      async (cloud) => {
        expect(cloud.endpoints().outputs['Use']).toEqual({ Imported: 's3://data-bucket/x' });
        expect(cloud.endpoints().secrets['Secret']).toHaveLength(20);
      },
    ));
});
