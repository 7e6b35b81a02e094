import { S3Client } from '@aws-sdk/client-s3';
import type { ObjectStore } from '#app/ports/object-store.ts';
import { createS3ObjectStore } from './s3-object-store.ts';

/** A bucket with a client of its own, set up by the environment. */
export function openS3ObjectStore(config: { readonly bucketName: string }): ObjectStore {
  return createS3ObjectStore(new S3Client({}), config);
}
