import type { CustomerEvent } from './customer-event.ts';
import type { Message } from './message.ts';

const NAMED_BY_TYPE = new Set(['identify', 'alias', 'group']);

/**
 * The message that an event came from, as far as the privacy gate passed it: decoding it again gives the same event.
 * For what is kept in quarantine after the gates.
 */
export function messageOf(event: CustomerEvent): Message {
  const { type, messageId, userId, anonymousId, previousId, times, properties, traits, context } = event;
  const isNamed = event.name !== type && !NAMED_BY_TYPE.has(type);
  return {
    type,
    messageId,
    userId,
    anonymousId,
    previousId,
    ...(isNamed && (type === 'track' ? { event: event.name } : { name: event.name })),
    properties,
    traits,
    context,
    timestamp: isoOf(times.deviceMs),
    sentAt: isoOf(times.sentMs),
    receivedAt: isoOf(times.receivedMs),
  };
}

function isoOf(atMs: number | undefined): string | undefined {
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
}
