import { AwsError } from '../gateway/aws-error.ts';

/** The payload of a body sent with `Content-Encoding: aws-chunked`; chunk signatures and trailers are dropped. */
export function decodeAwsChunked(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf('\r\n', at);
    const bytes = Number.parseInt(body.toString('latin1', at, lineEnd), 16);
    if (lineEnd < 0 || Number.isNaN(bytes)) throw new AwsError('IncompleteBody', 'The chunked body is torn');
    if (bytes === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(lineEnd + 2, lineEnd + 2 + bytes));
    at = lineEnd + 2 + bytes + 2;
  }
}
