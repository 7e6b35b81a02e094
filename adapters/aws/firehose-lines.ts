import { type FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { backOff } from '#adapters/node/back-off.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { translateErrors } from './translate-error.ts';

/** Firehose bills each record rounded up to 5 KB, so lines travel together, well below the limit of 1,000 KiB. */
const RECORD_BYTES = 500_000;
/** A line alone may be longer than that, up to just under the limit. */
const CALL_BYTES = 4_000_000 - 1_000_000;
const RECORDS_PER_CALL = 500;
const ATTEMPTS = 8;

/**
 * Puts lines to a delivery stream; what one call leaves out is put again.
 * @throws UnavailableError when some are still not in after eight attempts.
 */
export async function putFirehoseLines(
  client: FirehoseClient,
  deliveryStreamName: string,
  lines: readonly string[],
): Promise<void> {
  for (const call of group(group(lines, RECORD_BYTES).map(joined), CALL_BYTES, RECORDS_PER_CALL)) {
    let records: readonly string[] = call;
    for (let attempt = 0; records.length > 0; attempt += 1) {
      if (attempt === ATTEMPTS) {
        throw new UnavailableError('Firehose keeps refusing', { details: { records: records.length } });
      }
      if (attempt > 0) await backOff(attempt);
      records = await putRecords(client, deliveryStreamName, records);
    }
  }
}

/** Puts records in one call and gives back those that were refused. */
async function putRecords(
  client: FirehoseClient,
  deliveryStreamName: string,
  records: readonly string[],
): Promise<string[]> {
  const command = new PutRecordBatchCommand({
    DeliveryStreamName: deliveryStreamName,
    Records: records.map((text) => ({ Data: Buffer.from(text) })),
  });
  const answer = await translateErrors('PutRecordBatch', () => client.send(command));
  if (answer.FailedPutCount === 0) return [];
  return records.filter((_, index) => answer.RequestResponses?.[index]?.ErrorCode !== undefined);
}

const joined = (lines: readonly string[]) => lines.join('');

/** Texts (ASCII, so that length is bytes) in groups of at most so many bytes and texts; a longer text is alone. */
function group(
  texts: readonly string[],
  limitBytes: number,
  limitCount = Number.POSITIVE_INFINITY,
): string[][] {
  const groups: string[][] = [];
  let current: string[] = [];
  let bytes = 0;
  for (const text of texts) {
    if (current.length > 0 && (bytes + text.length > limitBytes || current.length >= limitCount)) {
      groups.push(current);
      current = [];
      bytes = 0;
    }
    current.push(text);
    bytes += text.length;
  }
  if (current.length > 0) groups.push(current);
  return groups;
}
