import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FirehoseClient } from '@aws-sdk/client-firehose';

export interface FirehoseUnderTest {
  readonly client: FirehoseClient;
  /** Records per call, as they came. */
  readonly calls: { readonly records: number; readonly bytes: number }[];
  /** Refuses every record whose number, counted over all calls, this says. */
  refuses: (record: number) => boolean;
  /** Takes what was accepted since the last time: what the real one would write to S3 by and by. */
  flush(): Buffer;
  stop(): Promise<void>;
}

/** A delivery stream that holds what was put until it is flushed, within the service's limits. */
export async function startFirehose(): Promise<FirehoseUnderTest> {
  let held: Buffer[] = [];
  let count = 0;
  const calls: { records: number; bytes: number }[] = [];
  const answer = (body: Buffer, response: ServerResponse) => {
    const { Records } = JSON.parse(body.toString()) as { Records: { Data: string }[] };
    const data = Records.map((record) => Buffer.from(record.Data, 'base64'));
    const bytes = data.reduce((sum, { length }) => sum + length, 0);
    calls.push({ records: data.length, bytes });
    if (data.length > 500 || bytes > 4 * 2 ** 20 || data.some(({ length }) => length > 1000 * 2 ** 10)) {
      response.writeHead(400, { 'x-amzn-errortype': 'InvalidArgumentException' }).end('{}');
      return;
    }
    const answers = data.map((piece) => {
      count += 1;
      if (under.refuses(count)) return { ErrorCode: 'ServiceUnavailableException' };
      held.push(piece);
      return { RecordId: String(count) };
    });
    const FailedPutCount = answers.filter((each) => 'ErrorCode' in each).length;
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ FailedPutCount, RequestResponses: answers }));
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => answer(Buffer.concat(pieces), response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new FirehoseClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const under: FirehoseUnderTest = {
    client,
    calls,
    refuses: () => false,
    flush() {
      const flushed = Buffer.concat(held);
      held = [];
      return flushed;
    },
    async stop() {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return under;
}
