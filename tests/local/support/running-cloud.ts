import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '#local/start-local-cloud.ts';
import { removeFolder, type TestAssembly, writeAssembly } from './assembly.ts';

/** What every SDK client needs to talk to a local cloud. */
export function clientConfig(cloud: Pick<LocalCloud, 'url'>) {
  return {
    endpoint: cloud.url,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
}

/** Runs `work` on a cloud of its own, on any free port, and cleans up. */
export async function withCloud(
  assembly: TestAssembly,
  work: (cloud: LocalCloud) => Promise<void>,
  options: Partial<LocalCloudOptions> = {},
): Promise<void> {
  const folder = writeAssembly(assembly);
  try {
    const cloud = await startLocalCloud({ assembly: folder, port: 0, ...options });
    try {
      await work(cloud);
    } finally {
      await cloud.close();
    }
  } finally {
    removeFolder(folder);
  }
}

/** Puts JSON records into the stream `Events`: [partition key, data] each. */
export async function putEvents(cloud: LocalCloud, records: readonly (readonly [string, unknown])[]) {
  const client = new KinesisClient(clientConfig(cloud));
  const answer = await client.send(
    new PutRecordsCommand({
      StreamName: cloud.endpoints().streams['Events'],
      Records: records.map(([PartitionKey, data]) => ({
        PartitionKey,
        Data: Buffer.from(JSON.stringify(data)),
      })),
    }),
  );
  client.destroy();
  return answer;
}

/** Resolves once `isTrue` holds; fails when that takes too long. */
export async function until(isTrue: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await isTrue())) {
    if (performance.now() > endMs) throw new Error(`it did not come true within ${limitMs} ms`);
    await sleep(10);
  }
}

export async function untilRead(cloud: LocalCloud): Promise<void> {
  await until(() => cloud.lag().every(({ behindCount }) => behindCount === 0));
}

/** What `Consumer`, which logs one JSON line an invocation, has logged; waits for the last line to reach the file. */
export async function batches(cloud: LocalCloud): Promise<number[][]> {
  const lines = () =>
    readFileSync(join(cloud.dataFolder, 'logs', 'Consumer.log'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('['));
  await until(() => lines().length >= (cloud.lag()[0]?.invocations ?? 0));
  return lines().map((line) => JSON.parse(line) as number[]);
}
