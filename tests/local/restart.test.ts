import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import {
  functionResource,
  mappingResource,
  removeFolder,
  STREAM,
  writeAssembly,
} from './support/assembly.ts';
import { clientConfig, until } from './support/running-cloud.ts';

/** 5 in CI, 50 under torture. */
const KILLS = Number(process.env['KAIROS_KILLS'] ?? 5);
const PROCESS = fileURLToPath(new URL('support/cloud-process.ts', import.meta.url));

/** Stores each record under its number and logs how often it was told to. */
const STORE = `export const handler = async (event) => {
  for (const { kinesis } of event.Records) {
    const { n } = JSON.parse(Buffer.from(kinesis.data, 'base64'));
    const answer = await fetch(process.env.AWS_ENDPOINT_URL_DYNAMODB, { method: 'POST', headers: {
      'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/x/dynamodb/aws4_request' },
      body: JSON.stringify({ TableName: process.env.TABLE, Item: { pk: { S: String(n) } } }) });
    if (!answer.ok) throw new Error(await answer.text());
  }
};`;

const ASSEMBLY = {
  stacks: {
    App: {
      Resources: {
        Events: STREAM,
        Table: {
          Type: 'AWS::DynamoDB::Table',
          Properties: {
            KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          },
        },
        Lake: { Type: 'AWS::S3::Bucket', Properties: {} },
        Archive: {
          Type: 'AWS::KinesisFirehose::DeliveryStream',
          Properties: {
            ExtendedS3DestinationConfiguration: {
              BucketARN: { 'Fn::GetAtt': ['Lake', 'Arn'] },
              RoleARN: 'role',
              CompressionFormat: 'GZIP',
              Prefix: 'day=!{timestamp:yyyy-MM-dd}/',
            },
          },
        },
        Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } },
        Consumer: functionResource('consumer', { Environment: { Variables: { TABLE: { Ref: 'Table' } } } }),
        Mapping: mappingResource({ BatchSize: 20, ParallelizationFactor: 2 }),
      },
    },
  },
  functions: { consumer: STORE },
};

interface CloudProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly startedInMs: number;
}

async function launch(assembly: string, data: string, port = '0'): Promise<CloudProcess> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [PROCESS, assembly, data, port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { port: taken } = JSON.parse(line.toString()) as { port: number };
  return { child, url: `http://127.0.0.1:${taken}`, startedInMs: performance.now() - startedMs };
}

async function kill({ child }: CloudProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Sends numbered records to the stream and the archive until told to stop; returns those acknowledged. */
async function produce(url: string, acknowledged: Set<number>, signal: AbortSignal): Promise<void> {
  const kinesis = new KinesisClient(clientConfig({ url }));
  const firehose = new FirehoseClient(clientConfig({ url }));
  while (!signal.aborted) {
    const numbers = Array.from({ length: 25 }, (_unused, index) => nextNumber + index);
    nextNumber += numbers.length;
    const Records = numbers.map((n) => ({
      PartitionKey: `c${n % 7}`,
      Data: Buffer.from(JSON.stringify({ n })),
    }));
    try {
      await kinesis.send(new PutRecordsCommand({ StreamName: 'App-Events', Records }));
      const Data = Buffer.from(`${numbers.join('\n')}\n`);
      await firehose.send(new PutRecordCommand({ DeliveryStreamName: 'App-Archive', Record: { Data } }));
      for (const n of numbers) acknowledged.add(n);
      await sleep(30);
    } catch {
      // Not acknowledged: such records may or may not have arrived.
      await sleep(20);
    }
  }
}

let nextNumber = 0;

async function storedNumbers(url: string): Promise<Set<number>> {
  const numbers = new Set<number>();
  const pages = paginateScan(
    { client: new DynamoDBClient(clientConfig({ url })) },
    { TableName: 'App-Table' },
  );
  for await (const { Items = [] } of pages) for (const { pk } of Items) numbers.add(Number(pk?.S));
  return numbers;
}

async function archivedLines(url: string): Promise<string[]> {
  await fetch(`${url}/firehose/flush`, { method: 'POST' });
  const s3 = new S3Client(clientConfig({ url }));
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'app-lake' }));
  const objects = Contents.map(async ({ Key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'app-lake', Key }));
    return gunzipSync((await Body?.transformToByteArray()) ?? '').toString();
  });
  return (await Promise.all(objects)).flatMap((text) => text.trimEnd().split('\n'));
}

interface Lag {
  readonly behindCount: number;
  readonly invocations: number;
}

async function lagOf(url: string): Promise<Lag> {
  const { mappings } = (await (await fetch(`${url}/lag`)).json()) as { mappings: [Lag] };
  return mappings[0];
}

describe('the local cloud on a data folder', () => {
  it(
    'loses nothing that it acknowledged when it is killed, and is back within ten seconds',
    async () => {
      const assembly = writeAssembly(ASSEMBLY);
      const data = mkdtempSync(join(tmpdir(), 'data-'));
      const acknowledged = new Set<number>();
      let cloud = await launch(assembly, data);
      const port = new URL(cloud.url).port;
      try {
        const secretOf = async () =>
          ((await (await fetch(`${cloud.url}/endpoints`)).json()) as { secrets: object }).secrets;
        const secret = await secretOf();
        for (let killed = 0; killed < KILLS; killed += 1) {
          const stop = new AbortController();
          const producing = produce(cloud.url, acknowledged, stop.signal);
          // Killed in full flight: batches are done, others under way, more read ahead.
          await until(async () => (await lagOf(cloud.url)).invocations >= 6 + killed, 20_000);
          await kill(cloud);
          stop.abort();
          await producing;
          cloud = await launch(assembly, data, port);
          expect(cloud.startedInMs).toBeLessThan(10_000);
        }
        await until(async () => (await lagOf(cloud.url)).behindCount === 0, 60_000);
        const stored = await storedNumbers(cloud.url);
        const lines = await archivedLines(cloud.url);
        const archived = new Set(lines.map(Number));
        expect(acknowledged.size).toBeGreaterThan(100);
        expect([...acknowledged].filter((n) => !stored.has(n))).toEqual([]);
        expect([...acknowledged].filter((n) => !archived.has(n))).toEqual([]);
        // A put that a kill tore must not leave half a line, nor a flush that it interrupted the lines twice.
        expect(lines.every((line) => /^\d+$/.test(line))).toBe(true);
        expect(archived.size).toBe(lines.length);
        expect(await secretOf()).toEqual(secret);
      } finally {
        await kill(cloud);
        removeFolder(assembly);
        rmSync(data, { recursive: true, force: true });
      }
    },
    60_000 + KILLS * 24_000,
  );

  it('is refused to a second process, by the number of the first', async () => {
    const assembly = writeAssembly(ASSEMBLY);
    const data = mkdtempSync(join(tmpdir(), 'data-'));
    const cloud = await launch(assembly, data);
    try {
      const second = spawn(process.execPath, [PROCESS, assembly, data, '0'], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const [message] = (await once(second.stderr, 'data')) as [Buffer];
      expect(message.toString()).toContain(`is in use by process ${cloud.child.pid}`);
      await once(second, 'exit');
    } finally {
      await kill(cloud);
      removeFolder(assembly);
      rmSync(data, { recursive: true, force: true });
    }
  });
});
