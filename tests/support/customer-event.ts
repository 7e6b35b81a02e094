import type { CustomerEvent, CustomerRecord } from '#core/events/customer-event.ts';

/** An event as the fold takes it, with what a test does not care about filled in. */
export function eventOf(
  fields: Partial<CustomerEvent> & { readonly name: string; readonly atMs: number },
): CustomerEvent {
  return {
    messageId: `m-${fields.name}-${fields.atMs}`,
    customerKey: 'c-1',
    userId: 'c-1',
    anonymousId: undefined,
    previousId: undefined,
    type: 'track',
    isClamped: false,
    times: { deviceMs: fields.atMs, sentMs: fields.atMs, receivedMs: fields.atMs },
    zone: 'Asia/Seoul',
    properties: {},
    traits: {},
    context: {},
    ...fields,
  };
}

/** Sequence numbers as Kinesis gives them: 56 digits. */
export function sequenceOf(index: number): string {
  return `49650000000000000000000000000000${String(index).padStart(24, '0')}`;
}

/** One record holding these events. */
export function recordOf(
  events: readonly CustomerEvent[],
  index: number,
  shardId = 'shardId-000000000000',
): CustomerRecord {
  return { position: { shardId, sequenceNumber: sequenceOf(index) }, events };
}

/** A record per event, numbered from `start`. */
export function recordsOf(events: readonly CustomerEvent[], start = 1): readonly CustomerRecord[] {
  return events.map((event, index) => recordOf([event], start + index));
}
