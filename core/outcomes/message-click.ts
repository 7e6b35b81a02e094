import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Assigned } from './person-outcome.ts';

/** Events that answer to a message when they carry its key; a view of the page is no click, but says that a person came. */
export const CLICK_EVENTS = {
  'Push Notification Tapped': 'tap',
  'Email Link Clicked': 'link',
  'Product Clicked': 'product',
  'Product Viewed': 'page',
} as const;

/** How somebody answered. */
export type ClickKind = (typeof CLICK_EVENTS)[keyof typeof CLICK_EVENTS];

/** The first answer of one kind to one message. */
export interface MessageClick {
  readonly messageKey: string;
  readonly kind: ClickKind;
  /** UTC epoch ms. */
  readonly atMs: number;
  /** `User-Agent` that the event's context tells; empty if none. */
  readonly userAgent: string;
}

/** What an event says of a message; undefined if it answers to none. */
export function clickOf({ name, properties, context, atMs }: CustomerEvent): MessageClick | undefined {
  if (!Object.hasOwn(CLICK_EVENTS, name)) return undefined;
  const messageKey = properties['message_key'];
  if (typeof messageKey !== 'string' || messageKey === '') return undefined;
  const agent = context['userAgent'];
  return {
    messageKey,
    kind: CLICK_EVENTS[name as keyof typeof CLICK_EVENTS],
    atMs,
    userAgent: typeof agent === 'string' ? agent.slice(0, LONGEST_AGENT) : '',
  };
}

const LONGEST_AGENT = 256;
/** An app that reports a tap names no browser: what it is judged by is that a person's hand was on the screen. */
const APP = 'app';

/**
 * The clicks of one message with what is known of each. Not known here, and taken as ordinary: the HTTP method and
 * how many links were fetched at once; both come with signed links.
 * @param acceptedMs when the provider took the message, UTC epoch ms.
 */
export function clicksFor(answers: readonly MessageClick[], acceptedMs: number): Assigned['clicks'] {
  const isPageSeen = answers.some(({ kind }) => kind === 'page');
  return answers
    .filter(({ kind }) => kind !== 'page')
    .map(({ kind, atMs, userAgent }) => ({
      atMs,
      facts: {
        sinceAcceptedMs: atMs - acceptedMs,
        linksAtOnce: 1,
        linksInMessage: 1,
        method: 'GET',
        userAgent: userAgent === '' && kind === 'tap' ? APP : userAgent,
        isPageSeen,
      },
    }));
}
