import { describe, expect, it } from '@jest/globals';
import { MessageBatch } from '#app/events/imports/message-batch.ts';
import type { StreamRecord } from '#app/ports/event-stream.ts';
import type { Message } from '#core/events/message.ts';

describe('MessageBatch', () => {
  it('puts messages of one customer together, in their order, in records that readers can take', async () => {
    const records: StreamRecord[] = [];
    const batch = new MessageBatch({ put: async (more) => void records.push(...more) });
    for (let index = 0; index < 9000; index += 1) {
      const userId = `u${index % 7}`;
      await batch.add({
        type: 'track',
        messageId: `m${index}`,
        userId,
        properties: { filler: 'x'.repeat(200) },
      });
    }
    await batch.flush();
    expect(batch.messageCount).toBe(9000);
    expect(batch.recordCount).toBe(records.length);
    expect(Math.max(...records.map(({ data }) => data.length))).toBeLessThan(1_048_576);
    for (let user = 0; user < 7; user += 1) {
      const own = records.filter(({ partitionKey }) => partitionKey === `u${user}`);
      const ids = own
        .flatMap(({ data }) => JSON.parse(new TextDecoder().decode(data)) as Message | Message[])
        .map(({ messageId }) => Number(messageId.slice(1)));
      expect(ids).toEqual([...ids].sort((a, b) => a - b));
      expect(ids.every((id) => id % 7 === user)).toBe(true);
    }
  });

  it('puts nothing when nothing was added', async () => {
    let calls = 0;
    await new MessageBatch({ put: async () => void (calls += 1) }).flush();
    expect(calls).toBe(0);
  });
});
