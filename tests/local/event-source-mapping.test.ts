import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import type { LocalCloud } from '#local/start-local-cloud.ts';
import { functionResource, mappingResource, STREAM, type TestAssembly } from './support/assembly.ts';
import { batches, clientConfig, putEvents, untilRead, withCloud } from './support/running-cloud.ts';

/** A consumer that logs the `n` of each batch it sees and then does what `body` says with `seen` and `event`. */
function consumer(body: string): string {
  return `const tries = new Map();
    export const handler = async (event) => {
      const seen = event.Records.map((r) => JSON.parse(Buffer.from(r.kinesis.data, 'base64')).n);
      console.log(JSON.stringify(seen));
      ${body}
    };`;
}

function assembly(
  body: string,
  mapping: Record<string, unknown>,
  more: Record<string, unknown> = {},
): TestAssembly {
  const Resources = {
    Events: STREAM,
    Consumer: functionResource('consumer'),
    Mapping: mappingResource(mapping),
    ...more,
  };
  return { stacks: { App: { Resources } }, functions: { consumer: consumer(body) } };
}

const events = (...numbers: number[]) => numbers.map((n) => ['customer', { n }] as const);
/** Backs off in milliseconds of wall time. */
const FAST = { speed: 1000 };
const FAILS_ON_3 = `if (seen.includes(3)) throw new Error('poison');`;
const FAILURE_BUCKET = {
  DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failures', 'Arn'] } } },
};
const FAILURES = { Failures: { Type: 'AWS::S3::Bucket', Properties: {} } };

describe('an event source mapping', () => {
  it('hands records over in order, at most a batch size at a time', () =>
    withCloud(assembly('', { BatchSize: 3 }), async (cloud) => {
      await putEvents(cloud, events(1, 2, 3, 4, 5));
      await untilRead(cloud);
      expect((await batches(cloud)).flat()).toEqual([1, 2, 3, 4, 5]);
      expect(Math.max(...(await batches(cloud)).map((batch) => batch.length))).toBe(3);
    }));

  it('gathers for the window on the moved clock, and not longer', () =>
    withCloud(assembly('', { BatchSize: 100, MaximumBatchingWindowInSeconds: 60 }), async (cloud) => {
      await putEvents(cloud, events(1));
      await putEvents(cloud, events(2));
      expect(cloud.lag()[0]?.behindCount).toBe(2);
      cloud.moveClock({ advance: 'PT61S' });
      await untilRead(cloud);
      expect(await batches(cloud)).toEqual([[1, 2]]);
    }));

  it('ends a window at once when the batch is full', () =>
    withCloud(assembly('', { BatchSize: 2, MaximumBatchingWindowInSeconds: 300 }), async (cloud) => {
      await putEvents(cloud, events(1, 2));
      await untilRead(cloud);
      expect(await batches(cloud)).toEqual([[1, 2]]);
    }));

  it('retries everything from the lowest failed record on', () =>
    withCloud(
      assembly(
        `if (seen[0] === 1) return { batchItemFailures: [4, 3].map((n) => ({ itemIdentifier: event.Records[n - 1].kinesis.sequenceNumber })) };`,
        { FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 3 },
      ),
      async (cloud) => {
        cloud.moveClock(FAST);
        await putEvents(cloud, events(1, 2, 3, 4, 5));
        await untilRead(cloud);
        expect(await batches(cloud)).toEqual([
          [1, 2, 3, 4, 5],
          [3, 4, 5],
        ]);
      },
    ));

  it('tries the whole batch again when the answer names an unknown record', () =>
    withCloud(
      assembly(
        `if (tries.size === 0) { tries.set(1, 1); return { batchItemFailures: [{ itemIdentifier: '' }] }; }`,
        {
          FunctionResponseTypes: ['ReportBatchItemFailures'],
        },
      ),
      async (cloud) => {
        cloud.moveClock(FAST);
        await putEvents(cloud, events(1, 2));
        await untilRead(cloud);
        expect(await batches(cloud)).toEqual([
          [1, 2],
          [1, 2],
        ]);
      },
    ));

  it('halves a failing batch until the poison stands alone, and keeps that one record whole in the bucket', () =>
    withCloud(
      assembly(
        FAILS_ON_3,
        { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1, ...FAILURE_BUCKET },
        FAILURES,
      ),
      async (cloud) => {
        cloud.moveClock(FAST);
        await putEvents(cloud, events(1, 2, 3, 4));
        await untilRead(cloud);
        expect(await batches(cloud)).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4]]);
        const [record] = await failureRecords(cloud);
        expect(record).toMatchObject({
          requestContext: { condition: 'RetryAttemptsExhausted' },
          KinesisBatchInfo: { shardId: 'shardId-000000000000', batchSize: 1 },
        });
        const { Records } = JSON.parse(record?.payload ?? '') as { Records: { kinesis: { data: string } }[] };
        expect(Records.map(({ kinesis }) => Buffer.from(kinesis.data, 'base64').toString())).toEqual([
          '{"n":3}',
        ]);
      },
    ));

  it('gives up a batch after its retries, and goes on behind it', () =>
    withCloud(assembly(FAILS_ON_3, { BatchSize: 2, MaximumRetryAttempts: 2 }), async (cloud) => {
      cloud.moveClock(FAST);
      await putEvents(cloud, events(3, 4, 5, 6));
      await untilRead(cloud);
      expect(await batches(cloud)).toEqual([
        [3, 4],
        [3, 4],
        [3, 4],
        [5, 6],
      ]);
      expect(cloud.lag()[0]?.discarded).toBe(2);
    }));

  it('discards what is older than the maximum age', () =>
    withCloud(
      assembly(
        '',
        { MaximumBatchingWindowInSeconds: 120, MaximumRecordAgeInSeconds: 60, ...FAILURE_BUCKET },
        FAILURES,
      ),
      async (cloud) => {
        await putEvents(cloud, events(1));
        cloud.moveClock({ advance: 'PT5M' });
        await untilRead(cloud);
        const [record] = await failureRecords(cloud);
        expect(record?.requestContext.condition).toBe('RecordAgeExceeded');
        expect(cloud.lag()[0]?.invocations).toBe(0);
      },
    ));

  it('keeps the order of each key while lanes run side by side', () =>
    withCloud(
      assembly('await new Promise((done) => setTimeout(done, 5));', {
        ParallelizationFactor: 4,
        BatchSize: 5,
      }),
      async (cloud) => {
        const records = Array.from({ length: 120 }, (_unused, n) => [`customer-${n % 6}`, { n }] as const);
        await putEvents(cloud, records);
        await untilRead(cloud);
        const seen = (await batches(cloud)).flat();
        expect(seen.toSorted((a, b) => a - b)).toEqual(records.map(([, { n }]) => n));
        for (let key = 0; key < 6; key += 1) {
          const ofKey = seen.filter((n) => n % 6 === key);
          expect(ofKey).toEqual(ofKey.toSorted((a, b) => a - b));
        }
      },
    ));

  it('shows the function only what the filter wants', () =>
    withCloud(
      assembly('', { FilterCriteria: { Filters: [{ Pattern: '{"data":{"n":[{"numeric":[">",2]}]}}' }] } }),
      async (cloud) => {
        await putEvents(cloud, [...events(1, 2, 3), ['customer', [{ n: 9 }]]]);
        await untilRead(cloud);
        expect(await batches(cloud)).toEqual([[3]]);
        expect(cloud.lag()[0]?.filtered).toBe(3);
      },
    ));

  it('delivers a batch twice when its answer is lost', () =>
    withCloud(assembly('', {}), async (cloud) => {
      cloud.moveClock(FAST);
      cloud.faults.add({ service: 'lambda', operation: 'Invoke', kind: 'reset-after-commit', count: 1 });
      await putEvents(cloud, events(1, 2));
      await untilRead(cloud);
      expect(await batches(cloud)).toEqual([
        [1, 2],
        [1, 2],
      ]);
    }));
});

interface FailureRecord {
  readonly requestContext: { readonly condition: string };
  readonly payload: string;
}

async function failureRecords(cloud: LocalCloud): Promise<FailureRecord[]> {
  const s3 = new S3Client(clientConfig(cloud));
  const Bucket = cloud.endpoints().buckets['Failures'];
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: 'aws/lambda/App-Mapping/' }),
  );
  const objects = Contents.map(async ({ Key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return JSON.parse((await Body?.transformToString()) ?? '') as FailureRecord;
  });
  return Promise.all(objects);
}
