import { afterAll, beforeAll, describe } from '@jest/globals';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { describeObjectStore } from './object-store.suite.ts';
import { type S3UnderTest, startS3 } from './s3.ts';

describe('memory object store', () => {
  describeObjectStore(async () => createMemoryObjectStore());
});

describe('S3 object store, on s3rver', () => {
  let s3: S3UnderTest;
  beforeAll(async () => {
    s3 = await startS3();
  });
  afterAll(() => s3.stop());

  describeObjectStore(async () => s3.createBucket());
});
