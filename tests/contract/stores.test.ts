import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { putFirehoseLines } from '#adapters/aws/firehose-lines.ts';
import { createMemoryLake } from '#adapters/memory/memory-lake.ts';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { readObjectLines } from '#adapters/node/object-lines.ts';
import type { PersonKeys } from '#adapters/node/person-keys.ts';
import { createSealedLakeReader, createSealedLakeWriter } from '#adapters/node/sealed-lake.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { readObject } from '#app/ports/object-store.ts';
import type { TableSchema } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';
import { describeArtefactStore } from './artefact-store.suite.ts';
import { describeCostJournal } from './cost-journal.suite.ts';
import { describeDocumentStore } from './document-store.suite.ts';
import { type DynamoUnderTest, describeOnDynamo, startDynamo } from './dynamo.ts';
import { type FirehoseUnderTest, startFirehose } from './firehose.ts';
import { describeLake } from './lake.suite.ts';
import { describeProfileStore } from './profile-store.suite.ts';
import { describeQuarantine } from './quarantine.suite.ts';
import { type S3UnderTest, startS3 } from './s3.ts';

const memoryTable = async (schema: TableSchema) => createMemoryTable(schema);

let dynamo: DynamoUnderTest;
let s3: S3UnderTest;
let firehose: FirehoseUnderTest;
beforeAll(async () => {
  [dynamo, s3, firehose] = await Promise.all([startDynamo(), startS3(), startFirehose()]);
});
afterAll(() => Promise.all([dynamo.stop(), s3.stop(), firehose.stop()]));

const dynamoTable = (schema: TableSchema) => dynamo.createTable(schema);

describe('profile store in memory', () => describeProfileStore(memoryTable));
describeOnDynamo('profile store on DynamoDB', (on) =>
  describeProfileStore((schema) => on().createTable(schema)),
);

describe('document store in memory', () =>
  describeDocumentStore(async () => createTableDocumentStore(await memoryTable(tables.document))));
describeOnDynamo('document store on DynamoDB', (on) =>
  describeDocumentStore(async () => createTableDocumentStore(await on().createTable(tables.document))),
);

describe('artefact store in memory', () => describeArtefactStore(async () => createMemoryObjectStore()));
describe('artefact store on S3', () => describeArtefactStore(async () => s3.createBucket()));

describe('cost journal in memory', () => describeCostJournal(async () => createMemoryObjectStore()));
describe('cost journal on S3', () => describeCostJournal(async () => s3.createBucket()));

describe('quarantine in memory', () => describeQuarantine(async () => createMemoryObjectStore()));
describe('quarantine on S3', () => describeQuarantine(async () => s3.createBucket()));

describe('lake in memory', () => {
  describeLake(memoryTable, async (personKeys) => {
    const lines: string[] = [];
    return {
      lake: createMemoryLake(personKeys, lines),
      raw: async () => lines.join(''),
      spoil: async (line) => void lines.push(line),
    };
  });
});

describe('lake on Firehose and S3', () => {
  const lakeOver = async (personKeys: PersonKeys) => {
    const bucket = s3.createBucket();
    let objects = 0;
    const deliver = async (bytes: Buffer) => {
      objects += 1;
      if (bytes.length > 0) await bucket.put(`lake/2026/11/20/${objects}`, bytes);
    };
    const lake = {
      ...createSealedLakeWriter(personKeys, async (lines) => {
        await putFirehoseLines(firehose.client, 'lake', lines);
        await deliver(firehose.flush());
      }),
      ...createSealedLakeReader(personKeys, () => readObjectLines(bucket, 'lake/')),
    };
    const raw = async () => {
      let text = '';
      for await (const key of bucket.list('lake/')) {
        text += Buffer.from((await readObject(bucket, key)) ?? []).toString();
      }
      return text;
    };
    return { lake, raw, spoil: (line: string) => deliver(Buffer.from(line)) };
  };
  describeLake(dynamoTable, lakeOver);
});

describe('putFirehoseLines', () => {
  it('puts again what a call left out, and nothing else (9)', async () => {
    const lines = Array.from({ length: 30 }, (_, n) => `${n}:${'x'.repeat(100_000)}\n`);
    firehose.refuses = (record) => record % 3 === 0;
    await putFirehoseLines(firehose.client, 'lake', lines);
    firehose.refuses = () => false;
    const put = firehose.flush().toString().split('\n').filter(Boolean);
    expect(put.map((line) => Number.parseInt(line, 10)).sort((a, b) => a - b)).toEqual(
      lines.map((_, n) => n),
    );
  });

  it('packs many short lines into few records, within the limits of a call', async () => {
    firehose.calls.length = 0;
    const lines = Array.from({ length: 20_000 }, (_, n) => `${n}${'y'.repeat(600)}\n`);
    await putFirehoseLines(firehose.client, 'lake', lines);
    expect(firehose.flush().length).toBe(lines.join('').length);
    expect(firehose.calls.reduce((sum, { records }) => sum + records, 0)).toBeLessThan(30);
  });

  it('fails when a record is refused for good', async () => {
    firehose.refuses = () => true;
    const refused = putFirehoseLines(firehose.client, 'lake', ['x\n']);
    await expect(refused).rejects.toMatchObject({ name: 'UnavailableError' });
    firehose.refuses = () => false;
  });
});
