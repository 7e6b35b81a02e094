import * as z from 'zod';
import type { EventStream } from '#app/ports/event-stream.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { answerTo, type Brand, renderAnswer, type SentMessage } from '#demo/index.ts';
import { recordOf } from './send-days.ts';

const DAY_MS = 86_400_000;

const outboxLine = z.object({
  at: z.string(),
  channel: z.enum(['push', 'email', 'sms']),
  messageKey: z.string(),
  customerKey: z.string(),
});

/** The made-up people, who find messages in their phones and answer as they are. */
export interface DemoPeople {
  /** Answers to what was sent since last asked; gives how many messages were new and what came back. */
  answer(): Promise<{ readonly messageCount: number; readonly eventCount: number }>;
}

/** People of a brand who get the messages of these plans. */
export function letPeopleAnswer(
  brand: Brand,
  options: {
    readonly endpoint: string;
    readonly stream: EventStream;
    readonly planned: ReadonlyMap<string, PlannedMessage>;
    readonly copies: ReadonlyMap<string, ApprovedCopy>;
  },
): DemoPeople {
  const { endpoint, stream, planned, copies } = options;
  const customers = new Map(brand.hidden.customers.map((customer) => [customer.id, customer]));
  const seen = new Set<string>();
  const sentTo = new Map<string, number[]>();

  const readMessage = (line: z.output<typeof outboxLine>): SentMessage | undefined => {
    const message = planned.get(line.messageKey);
    const copy = copies.get(message?.copyId ?? '');
    if (message === undefined || copy === undefined) return undefined;
    return {
      messageKey: line.messageKey,
      customerId: line.customerKey,
      atMs: Date.parse(line.at),
      channel: line.channel,
      appeal: copy.appealType,
      author: copy.copyAuthor === 'model' ? 'model' : 'person',
      discountShare: 0,
      productId: copy.productId,
    };
  };

  return {
    async answer() {
      const text = await (await fetch(`${endpoint}/outbox`)).text();
      const lines = text
        .split('\n')
        .filter(Boolean)
        .map((line) => outboxLine.parse(JSON.parse(line)));
      const fresh = lines.filter(({ messageKey }) => planned.has(messageKey) && !seen.has(messageKey));
      const records = [];
      for (const line of fresh) {
        seen.add(line.messageKey);
        const [message, customer] = [readMessage(line), customers.get(line.customerKey)];
        if (message === undefined || customer === undefined) continue;
        const before = sentTo.get(customer.id) ?? [];
        const recentCount = before.filter((atMs) => message.atMs - atMs < 7 * DAY_MS).length;
        sentTo.set(customer.id, [...before, message.atMs]);
        const { seed, startMs, hidden } = brand;
        const answer = answerTo(message, customer, { seed, world: hidden.world, startMs, recentCount });
        records.push(...renderAnswer(brand, customer, message, answer).map(recordOf));
      }
      if (records.length > 0) await stream.put(records);
      return { messageCount: fresh.length, eventCount: records.length };
    },
  };
}
