import {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectStore } from '#app/ports/object-store.ts';
import { translateErrors } from './translate-error.ts';

/** A bucket of S3; encryption at rest (KMS) is the bucket's own setting. */
export function createS3ObjectStore(client: S3Client, config: { readonly bucketName: string }): ObjectStore {
  const Bucket = config.bucketName;

  async function* pages(prefix: string, delimiter?: string): AsyncIterable<ListObjectsV2CommandOutput> {
    let token: string | undefined;
    do {
      const request = {
        Bucket,
        Prefix: prefix,
        ...(delimiter !== undefined && { Delimiter: delimiter }),
        ...(token !== undefined && { ContinuationToken: token }),
      };
      const page = await translateErrors('ListObjects', () => client.send(new ListObjectsV2Command(request)));
      yield page;
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  return {
    async put(key, body, condition) {
      const request = { Bucket, Key: key, Body: body, ...(condition && { IfNoneMatch: '*' }) };
      await translateErrors('PutObject', () => client.send(new PutObjectCommand(request)));
    },
    async get(key) {
      return translateErrors('GetObject', async () => {
        try {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
          return Body as AsyncIterable<Uint8Array> | undefined;
        } catch (error) {
          if ((error as Error).name === 'NoSuchKey') return undefined;
          throw error;
        }
      });
    },
    async *list(prefix) {
      for await (const page of pages(prefix)) {
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
      }
    },
    async *folders(prefix) {
      for await (const page of pages(prefix, '/')) {
        for (const { Prefix } of page.CommonPrefixes ?? []) if (Prefix !== undefined) yield Prefix;
      }
    },
  };
}
