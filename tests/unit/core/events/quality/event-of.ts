import type { CustomerEvent } from '#core/events/customer-event.ts';

/** An event of one customer of one source, with these fields set. */
export function eventOf(fields: Partial<CustomerEvent>): CustomerEvent {
  return {
    messageId: 'm',
    customerKey: 'u',
    userId: 'u',
    anonymousId: undefined,
    previousId: undefined,
    type: 'track',
    name: 'Order Completed',
    atMs: 0,
    isClamped: false,
    times: { deviceMs: undefined, sentMs: undefined, receivedMs: 0 },
    zone: undefined,
    properties: {},
    traits: {},
    context: {},
    ...fields,
  };
}
