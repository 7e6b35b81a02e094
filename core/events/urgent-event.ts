import type { JsonObject } from '#core/kernel/json.ts';

/**
 * Events that somebody waits for: the front door sends each as a record of its own, and the urgent lane's event
 * filter, which cannot see into arrays, is made from this list.
 *
 * - consent: must hold before the next send (`Consent Changed`, `Unsubscribed`, `Email Marked as Spam`);
 * - an imminent purchase: stock, price alert, checkout, search, and coming near or into a store;
 * - an order: cancels what was to be sent about it;
 * - what became of a message: settles its claim.
 */
export const URGENT_EVENT_NAMES: readonly string[] = [
  'Consent Changed',
  'Unsubscribed',
  'Email Marked as Spam',
  'Store Entered',
  'Store Nearby',
  'Zone Dwelled',
  'Stock Checked',
  'Price Alert Set',
  'Checkout Started',
  'Products Searched',
  'Order Completed',
  'Order Cancelled',
  'Email Bounced',
  'Message Delivered',
  'Message Failed',
];

/** Events that are urgent only where they carry a `message_key`: then they answer to a message of ours. */
export const ANSWER_EVENT_NAMES: readonly string[] = [
  'Push Notification Tapped',
  'Email Link Clicked',
  'Product Clicked',
  'Product Viewed',
];

/** What the urgent lane's event filter lets through: the same as `isUrgent`. */
export const URGENT_PATTERN = {
  type: ['track'],
  $or: [
    { event: URGENT_EVENT_NAMES },
    { event: ANSWER_EVENT_NAMES, properties: { message_key: [{ exists: true }] } },
  ],
};

const NAMES: ReadonlySet<unknown> = new Set(URGENT_EVENT_NAMES);
const ANSWERS: ReadonlySet<unknown> = new Set(ANSWER_EVENT_NAMES);

/** Must this message overtake the window of the main lane? */
export function isUrgent(message: {
  readonly type: string;
  readonly event?: string | undefined;
  readonly properties?: JsonObject | undefined;
}): boolean {
  const { type, event, properties } = message;
  if (type !== 'track') return false;
  return NAMES.has(event) || (ANSWERS.has(event) && typeof properties?.['message_key'] === 'string');
}
