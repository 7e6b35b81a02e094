import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamRecord } from '#app/ports/event-stream.ts';
import { AppError } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import type { KairosCloud } from './kairos-cloud.ts';
import type { Stores } from './kairos-stores.ts';

/** A message as an app sends it. */
export type SentMessage = Readonly<Record<string, Json>>;

/** A message as a record of its own, under its customer key. */
export function recordOf(message: SentMessage): StreamRecord {
  const key = message['userId'] ?? message['anonymousId'];
  const partitionKey = typeof key === 'string' ? key : 'nobody';
  return { partitionKey, data: Buffer.from(JSON.stringify(message)) };
}

/** Puts records as a producer does that is told "later": the whole lot again, until it is in. */
export async function putUntilTaken({ stream }: Stores, records: readonly StreamRecord[]): Promise<void> {
  for (;;) {
    try {
      await stream.put(records);
      return;
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
      await sleep(50);
    }
  }
}

/** Sends messages by the HTTP front door, as an SDK's batch; gives the status of the answer. */
export async function postBatch({ local }: KairosCloud, batch: readonly SentMessage[]): Promise<number> {
  const { secrets } = local.endpoints();
  const held = Object.values(secrets).flatMap((text) => /"writeKey":"([^"]+)"/.exec(text)?.[1] ?? []);
  const answer = await fetch(`${local.url}/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${held[0]}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ batch, sentAt: new Date().toISOString() }),
  });
  return answer.status;
}
