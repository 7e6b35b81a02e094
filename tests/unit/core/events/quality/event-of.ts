import type { CustomerEvent } from '#core/events/customer-event.ts';
import { eventOf as namedEventOf } from '#tests/support/customer-event.ts';

/** An event of one customer, an order unless named, with these fields set. */
export function eventOf(fields: Partial<CustomerEvent>): CustomerEvent {
  return namedEventOf({ name: 'Order Completed', atMs: 0, ...fields });
}
