import { S3Client } from '@aws-sdk/client-s3';
import type { ObjectStore } from '#app/ports/object-store.ts';
import type { UsageTally } from '#core/cost/meter/usage-tally.ts';
import { meteredClient } from './metered-client.ts';
import { createS3ObjectStore } from './s3-object-store.ts';

/** A bucket that a function opens, and where its requests are counted; undefined for what counts them itself. */
export interface OpenedBucket {
  readonly bucketName: string;
  readonly tally: Pick<UsageTally, 'count'> | undefined;
}

/** A bucket with a client of its own, set up by the environment. */
export function openS3ObjectStore({ bucketName, tally }: OpenedBucket): ObjectStore {
  const client = new S3Client({});
  return createS3ObjectStore(tally === undefined ? client : meteredClient(client, tally), { bucketName });
}
