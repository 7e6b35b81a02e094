import { gunzipSync } from 'node:zlib';
import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  MergeShardsCommand,
  PutRecordCommand,
  PutRecordsCommand,
  SplitShardCommand,
} from '@aws-sdk/client-kinesis';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { clientConfig, until, withCloud } from './support/running-cloud.ts';
import { ASSEMBLY } from './support/services-assembly.ts';

describe('the local S3', () => {
  it('keeps objects with their headers, gives ranges, lists in pages and folders', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const s3 = new S3Client(clientConfig(cloud));
      const Bucket = 'app-lake';
      for (const Key of ['a/1', 'a/2', 'b', '한국어/가 나+다%.txt', 'a', '../x'])
        await s3.send(
          new PutObjectCommand({ Bucket, Key, Body: `body of ${Key}`, Metadata: { kind: 'test' } }),
        );
      const whole = await s3.send(new GetObjectCommand({ Bucket, Key: '한국어/가 나+다%.txt' }));
      expect([await whole.Body?.transformToString(), whole.Metadata]).toEqual([
        'body of 한국어/가 나+다%.txt',
        { kind: 'test' },
      ]);
      const part = await s3.send(new GetObjectCommand({ Bucket, Key: 'b', Range: 'bytes=0-3' }));
      expect([await part.Body?.transformToString(), part.ContentRange]).toEqual(['body', 'bytes 0-3/9']);
      const first = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 2, Delimiter: '/' }));
      const second = await s3.send(
        new ListObjectsV2Command({ Bucket, Delimiter: '/', ContinuationToken: first.NextContinuationToken }),
      );
      const names = [first, second].map((page) => [
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      ]);
      expect(names).toEqual([
        ['a', '../'],
        ['b', 'a/', '한국어/'],
      ]);
      await s3.send(
        new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a/1' }, { Key: 'a/2' }] } }),
      );
      await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'a/1' }))).rejects.toMatchObject({
        name: 'NotFound',
      });
      await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'a/2' }))).rejects.toMatchObject({
        name: 'NoSuchKey',
      });
    }));

  it('lets one of many writers create an object, and only who knows it replace it', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const s3 = new S3Client(clientConfig(cloud));
      const at = { Bucket: 'app-lake', Key: 'pointer' };
      const race = await Promise.allSettled(
        Array.from({ length: 10 }, (_unused, n) =>
          s3.send(new PutObjectCommand({ ...at, Body: `${n}`, IfNoneMatch: '*' })),
        ),
      );
      expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const { ETag } = await s3.send(new HeadObjectCommand(at));
      await s3.send(new PutObjectCommand({ ...at, Body: 'next', IfMatch: ETag }));
      await expect(
        s3.send(new PutObjectCommand({ ...at, Body: 'late', IfMatch: ETag })),
      ).rejects.toMatchObject({
        name: 'PreconditionFailed',
      });
    }));
});

describe('the local Kinesis', () => {
  it('keeps order per key over a split and a merge, with sequence numbers of 56 digits', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const kinesis = new KinesisClient(clientConfig(cloud));
      const StreamName = 'App-Events';
      const put = (n: number) =>
        kinesis.send(
          new PutRecordCommand({ StreamName, PartitionKey: `k${n % 5}`, Data: Buffer.from(String(n)) }),
        );
      const { SequenceNumber } = await put(0);
      expect(SequenceNumber).toMatch(/^49\d{54}$/);
      await kinesis.send(
        new SplitShardCommand({
          StreamName,
          ShardToSplit: 'shardId-000000000000',
          NewStartingHashKey: String(1n << 127n),
        }),
      );
      for (let n = 1; n < 20; n += 1) await put(n);
      await kinesis.send(
        new MergeShardsCommand({
          StreamName,
          ShardToMerge: 'shardId-000000000001',
          AdjacentShardToMerge: 'shardId-000000000002',
        }),
      );
      for (let n = 20; n < 30; n += 1) await put(n);
      const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName }));
      const seen: number[] = [];
      for (const { ShardId } of Shards) {
        const { ShardIterator } = await kinesis.send(
          new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
        );
        const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
        seen.push(...Records.map(({ Data }) => Number(Buffer.from(Data ?? []).toString())));
      }
      expect(Shards).toHaveLength(4);
      for (let key = 0; key < 5; key += 1)
        expect(seen.filter((n) => n % 5 === key)).toEqual([0, 1, 2, 3, 4, 5].map((turn) => turn * 5 + key));
    }));

  it('spreads an on-demand stream over shards and refuses what AWS refuses', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const kinesis = new KinesisClient(clientConfig(cloud));
      const records = (count: number, bytes: number) =>
        Array.from({ length: count }, (_unused, n) => ({ PartitionKey: `k${n}`, Data: Buffer.alloc(bytes) }));
      const send = (count: number, bytes: number) =>
        kinesis.send(new PutRecordsCommand({ StreamName: 'App-Many', Records: records(count, bytes) }));
      const { Records = [] } = await send(500, 10);
      expect(new Set(Records.map(({ ShardId }) => ShardId)).size).toBe(4);
      await expect(send(501, 1)).rejects.toMatchObject({ name: 'InvalidArgumentException' });
      await expect(send(1, 1_048_577)).rejects.toMatchObject({ name: 'ValidationException' });
      await expect(kinesis.send(new ListShardsCommand({ StreamName: 'nobody' }))).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    }));
});

describe('the local Firehose', () => {
  it('delivers when its interval has passed on the moved clock, under the month of arrival', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      cloud.moveClock({ now: '2031-03-05T00:00:00Z' });
      const firehose = new FirehoseClient(clientConfig(cloud));
      const s3 = new S3Client(clientConfig(cloud));
      const Records = ['one\n', 'two\n'].map((line) => ({ Data: Buffer.from(line) }));
      await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: 'App-Archive', Records }));
      const list = async () =>
        (await s3.send(new ListObjectsV2Command({ Bucket: 'app-lake' }))).Contents ?? [];
      expect(await list()).toEqual([]);
      cloud.moveClock({ advance: 'PT61S' });
      await until(async () => (await list()).length === 1);
      const [object] = await list();
      expect(object?.Key).toMatch(
        /^events\/year=2031\/month=03\/App-Archive-1-2031-03-05-00-00-\d\d-.*\.gz$/,
      );
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'app-lake', Key: object?.Key }));
      expect(gunzipSync((await Body?.transformToByteArray()) ?? '').toString()).toBe('one\ntwo\n');
    }));
});
