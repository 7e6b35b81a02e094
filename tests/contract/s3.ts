import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { createS3ObjectStore } from '#adapters/aws/s3-object-store.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';

interface S3rver {
  configureBuckets(): Promise<void>;
  getMiddleware(): RequestListener;
}
// s3rver ships no types.
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => S3rver;

export interface S3UnderTest {
  createBucket(): ObjectStore;
  stop(): Promise<void>;
}

const BUCKETS = Array.from({ length: 12 }, (_, index) => `test-bucket-${index}`);

/** S3 for a suite: s3rver in this process, with `If-None-Match: *` added, which it lacks. */
export async function startS3(): Promise<S3UnderTest> {
  const directory = await mkdtemp(path.join(tmpdir(), 'kairos-s3-'));
  const s3rver = new S3rver({ directory, silent: true, configureBuckets: BUCKETS.map((name) => ({ name })) });
  await s3rver.configureBuckets();
  const server = createServer(withIfNoneMatch(s3rver.getMiddleware()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'ap-northeast-2',
    forcePathStyle: true,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  });
  let used = 0;
  return {
    createBucket() {
      const bucketName = BUCKETS[used] ?? '';
      used += 1;
      return createS3ObjectStore(client, { bucketName });
    },
    async stop() {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Refuses a conditional put of a key that was put before; the decision is one step, as on S3. */
function withIfNoneMatch(next: RequestListener): RequestListener {
  const taken = new Set<string>();
  return (request: IncomingMessage, response: ServerResponse) => {
    const key = (request.url ?? '').split('?')[0] ?? '';
    if (request.method === 'PUT') {
      if (request.headers['if-none-match'] === '*' && taken.has(key)) {
        request.resume();
        response.writeHead(412, { 'content-type': 'application/xml' });
        response.end('<Error><Code>PreconditionFailed</Code><Message>exists</Message></Error>');
        return;
      }
      taken.add(key);
    }
    next(request, response);
  };
}
