import { ARRIVAL_EVENT_NAMES } from '#core/events/message-answer.ts';
import type { JsonObject } from '#core/kernel/json.ts';

/**
 * Events that the urgent lane hears at once; its event filter, which cannot see into arrays, is made from this list.
 * Each costs a call of its own, so that nothing else is here.
 *
 * - consent: must hold before the next send (`Consent Changed`, `Unsubscribed`, `Email Marked as Spam`);
 * - an order: redeems the code of an offer, or gives it back;
 * - what became of a message: settles its claim.
 */
export const URGENT_EVENT_NAMES: readonly string[] = [
  'Consent Changed',
  'Unsubscribed',
  'Email Marked as Spam',
  'Order Completed',
  'Order Cancelled',
  'Order Refunded',
  'Email Bounced',
  'Message Delivered',
  'Message Failed',
];

/** Events that may start or end a triggered message: the lane of triggers hears them, the urgent lane does not. */
export const STARTING_EVENT_NAMES: readonly string[] = [
  'Store Entered',
  'Store Nearby',
  'Zone Dwelled',
  'Stock Checked',
  'Price Alert Set',
  'Product Added',
  'Checkout Started',
  'Price Dropped',
  'Back in Stock',
  'Products Searched',
  'In-Store Event Attended',
];

/** Events that are urgent only where they carry a `message_key`: then they answer to a message of ours. */
export const ANSWER_EVENT_NAMES: readonly string[] = [...ARRIVAL_EVENT_NAMES, 'Email Opened'];

/** What the urgent lane's event filter lets through: the same as `isUrgent`. */
export const URGENT_PATTERN = {
  $or: [
    { type: ['track'], event: URGENT_EVENT_NAMES },
    { type: ['track'], event: ANSWER_EVENT_NAMES, properties: { message_key: [{ exists: true }] } },
    // The page that a link of ours led to.
    { type: ['page'], properties: { message_key: [{ exists: true }] } },
  ],
};

const NO_GOALS: ReadonlySet<unknown> = new Set();
const NAMES: ReadonlySet<unknown> = new Set(URGENT_EVENT_NAMES);
const STARTING: ReadonlySet<unknown> = new Set(STARTING_EVENT_NAMES);
const ANSWERS: ReadonlySet<unknown> = new Set(ANSWER_EVENT_NAMES);

/** Must this message overtake the window of the main lane? */
export function isUrgent(message: {
  readonly type: string;
  readonly event?: string | undefined;
  readonly properties?: JsonObject | undefined;
}): boolean {
  const { type, event, properties } = message;
  const isAnswer = typeof properties?.['message_key'] === 'string';
  if (type === 'page') return isAnswer;
  return type === 'track' && (NAMES.has(event) || (ANSWERS.has(event) && isAnswer));
}

/**
 * Must it be a record of its own, so that a lane's filter finds it? The front door asks this of each message.
 * @param goalEvents of the stage: they end triggered messages.
 */
export function isAlone(
  message: Parameters<typeof isUrgent>[0],
  goalEvents: ReadonlySet<unknown> = NO_GOALS,
): boolean {
  if (isUrgent(message)) return true;
  return message.type === 'track' && (STARTING.has(message.event) || goalEvents.has(message.event));
}
