import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestAssembly {
  /** By stack name. */
  readonly stacks: Readonly<
    Record<string, { Resources: Record<string, unknown>; Outputs?: Record<string, unknown> }>
  >;
  /** Source of each function's index.mjs, by asset name. */
  readonly functions?: Readonly<Record<string, string>>;
}

/** A folder as `cdk synth` leaves it, hand-written: manifest, templates, assets. */
export function writeAssembly({ stacks, functions = {} }: TestAssembly): string {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const files: Record<string, unknown> = {};
  for (const [asset, source] of Object.entries(functions)) {
    mkdirSync(join(folder, `asset.${asset}`));
    writeFileSync(join(folder, `asset.${asset}`, 'index.mjs'), source);
    files[asset] = {
      source: { path: `asset.${asset}`, packaging: 'zip' },
      destinations: { current: { bucketName: 'assets', objectKey: `${asset}.zip` } },
    };
  }
  const artifacts: Record<string, unknown> = {
    'Test.assets': { type: 'cdk:asset-manifest', properties: { file: 'Test.assets.json' } },
  };
  writeFileSync(join(folder, 'Test.assets.json'), JSON.stringify({ version: '48.0.0', files }));
  for (const [name, template] of Object.entries(stacks)) {
    writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(template));
    const properties = { templateFile: `${name}.template.json`, stackName: name };
    artifacts[name] = { type: 'aws:cloudformation:stack', properties, dependencies: ['Test.assets'] };
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts }));
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** A function resource over one of the assembly's assets. */
export function functionResource(asset: string, more: Record<string, unknown> = {}): unknown {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: `${asset}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: 'arn:aws:iam::000000000000:role/test',
      Timeout: 5,
      MemorySize: 128,
      ...more,
    },
  };
}

export const STREAM = {
  Type: 'AWS::Kinesis::Stream',
  Properties: { ShardCount: 1, RetentionPeriodHours: 24 },
};

/** A mapping from `Events` to `Consumer`. */
export function mappingResource(more: Record<string, unknown> = {}): unknown {
  return {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': ['Events', 'Arn'] },
      FunctionName: { Ref: 'Consumer' },
      StartingPosition: 'TRIM_HORIZON',
      ...more,
    },
  };
}
