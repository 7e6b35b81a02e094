import * as z from 'zod';
import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { answerTo, type Brand, type Delivery, renderAnswer, type SentMessage } from '#demo/index.ts';
import { COUPON_PERCENT } from './demo-campaigns.ts';

const DAY_MS = 86_400_000;
const READS_AT_ONCE = 8;

const outboxLine = z.object({
  at: z.string(),
  channel: z.enum(['push', 'email', 'sms']),
  messageKey: z.string(),
  campaignId: z.string(),
  customerKey: z.string(),
  body: z.string(),
});

/** A message that a send API was given. */
export type OutboxLine = z.output<typeof outboxLine>;

/** What the local send APIs were given so far, after the first `seenCount` messages. */
export async function readOutbox(endpoint: string, seenCount = 0): Promise<readonly OutboxLine[]> {
  const text = await (await fetch(`${endpoint}/outbox`)).text();
  return text
    .split('\n')
    .filter(Boolean)
    .slice(seenCount)
    .map((line) => outboxLine.parse(JSON.parse(line)));
}

/** The made-up people, who find messages in their phones and answer as they are. */
export interface DemoPeople {
  /** What comes back of the messages that arrived since last asked: each at its own time, which may be days later. */
  answer(): Promise<readonly Delivery[]>;
}

/** The code as a person reads it in the message. */
export function codeIn({ body }: Pick<OutboxLine, 'body'>): string | undefined {
  return /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(body)?.[0];
}

function couponIn(
  line: OutboxLine,
  offerId: string | undefined,
): Pick<SentMessage, 'discountShare' | 'couponCode'> {
  const couponCode = offerId === undefined ? undefined : codeIn(line);
  return couponCode === undefined
    ? { discountShare: 0 }
    : { discountShare: COUPON_PERCENT / 100, couponCode };
}

/** People of a brand who answer to whatever reaches them. */
export function letPeopleAnswer(
  brand: Brand,
  options: {
    readonly endpoint: string;
    readonly receipts: Pick<ReceiptStore, 'load'>;
    readonly copies: ReadonlyMap<string, ApprovedCopy>;
  },
): DemoPeople {
  const { endpoint, receipts, copies } = options;
  const customers = new Map(brand.hidden.customers.map((customer) => [customer.id, customer]));
  const answered = new Set<string>();
  /** Messages whose receipt is not written yet. */
  let pending: readonly OutboxLine[] = [];
  let readCount = 0;
  const sentTo = new Map<string, number[]>();

  const readMessage = (line: OutboxLine, { message }: Receipt): SentMessage | undefined => {
    const copy = copies.get(message.copyId);
    if (copy === undefined) return undefined;
    return {
      messageKey: line.messageKey,
      customerId: line.customerKey,
      atMs: Date.parse(line.at),
      channel: line.channel,
      appeal: copy.appealType,
      author: copy.copyAuthor === 'model' ? 'model' : 'person',
      ...couponIn(line, message.offerId),
      productId: copy.productId,
    };
  };

  const answerLine = (line: OutboxLine, receipt: Receipt): readonly Delivery[] => {
    const [message, customer] = [readMessage(line, receipt), customers.get(line.customerKey)];
    if (message === undefined || customer === undefined) return [];
    const before = sentTo.get(customer.id) ?? [];
    const recentCount = before.filter((atMs) => message.atMs - atMs < 7 * DAY_MS).length;
    sentTo.set(customer.id, [...before, message.atMs]);
    const { seed, startMs, hidden } = brand;
    const answer = answerTo(message, customer, { seed, world: hidden.world, startMs, recentCount });
    return renderAnswer(brand, customer, message, answer);
  };

  return {
    async answer() {
      const fresh = await readOutbox(endpoint, readCount);
      readCount += fresh.length;
      const lines = [...pending, ...fresh].filter(({ messageKey }) => !answered.has(messageKey));
      const found = await mapConcurrently(lines, READS_AT_ONCE, ({ campaignId, messageKey }) =>
        receipts.load(campaignId, messageKey),
      );
      pending = lines.filter((_, index) => found[index] === undefined);
      const deliveries: Delivery[] = [];
      for (const [index, line] of lines.entries()) {
        const receipt = found[index];
        if (receipt === undefined || answered.has(line.messageKey)) continue;
        answered.add(line.messageKey);
        if (receipt.status === 'accepted') deliveries.push(...answerLine(line, receipt));
      }
      return deliveries;
    },
  };
}
