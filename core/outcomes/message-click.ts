import type { CustomerEvent } from '#core/events/customer-event.ts';
import { isPrefetchedOpen, isPrefetcher, isScanner } from './human-click.ts';
import type { Assigned } from './person-outcome.ts';

/**
 * How somebody answered: `landing` is a page or screen that the signed link led to, `page` any other page, which is no
 * click but says that a person came, `open` an opened e-mail and `prefetch` one that a mail service fetched in advance.
 */
export const clickKinds = ['tap', 'link', 'product', 'page', 'landing', 'open', 'prefetch'] as const;

/** One of them. */
export type ClickKind = (typeof clickKinds)[number];

/** Events that answer to a message when they carry its key. */
export const CLICK_EVENTS: Readonly<Record<string, ClickKind>> = {
  'Push Notification Tapped': 'tap',
  'Email Link Clicked': 'link',
  'Product Clicked': 'product',
  'Product Viewed': 'page',
  page: 'landing',
  'Deep Link Opened': 'landing',
  'Application Opened': 'landing',
  'Email Opened': 'open',
};

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
  const kind = Object.hasOwn(CLICK_EVENTS, name) ? CLICK_EVENTS[name] : undefined;
  if (kind === undefined) return undefined;
  const messageKey = properties['message_key'];
  if (typeof messageKey !== 'string' || messageKey === '') return undefined;
  const agent = context['userAgent'];
  const userAgent = typeof agent === 'string' ? agent.slice(0, LONGEST_AGENT) : '';
  // Apart, so that an open in advance does not hide the person's own.
  return {
    messageKey,
    kind: kind === 'open' && isPrefetcher(userAgent) ? 'prefetch' : kind,
    atMs,
    userAgent,
  };
}

const LONGEST_AGENT = 256;
/** An app that reports a tap names no browser: what it is judged by is that a person's hand was on the screen. */
const APP = 'app';

/** Kinds that say somebody followed the message, and whether a script ran where it led. */
const CLICKS: ReadonlySet<ClickKind> = new Set(['tap', 'link', 'product', 'landing']);
const PAGES: ReadonlySet<ClickKind> = new Set(['page', 'landing']);
const IN_APPS: ReadonlySet<ClickKind> = new Set(['tap', 'landing']);

/**
 * The clicks of one message with what is known of each; opens are no clicks. Not known, and taken as ordinary: the HTTP
 * method, and how many links were fetched at once, since a message holds one link, which leads to the shop's own page.
 * @param acceptedMs when the provider took the message, UTC epoch ms.
 */
export function clicksFor(answers: readonly MessageClick[], acceptedMs: number): Assigned['clicks'] {
  // A machine that runs the page's script says so itself.
  const isPageSeen = answers.some(({ kind, userAgent }) => PAGES.has(kind) && !isScanner(userAgent));
  return answers
    .filter(({ kind }) => CLICKS.has(kind))
    .map(({ kind, atMs, userAgent }) => ({
      atMs,
      facts: {
        sinceAcceptedMs: atMs - acceptedMs,
        linksAtOnce: 1,
        linksInMessage: 1,
        method: 'GET',
        userAgent: userAgent === '' && IN_APPS.has(kind) ? APP : userAgent,
        isPageSeen,
      },
    }));
}

/** Was the e-mail opened, and was it only fetched in advance? Undefined if neither. No decision rests on it. */
export function openOf(
  answers: readonly MessageClick[],
  acceptedMs: number,
): 'opened' | 'prefetched' | undefined {
  const opens = answers.filter(({ kind }) => kind === 'open' || kind === 'prefetch');
  if (opens.length === 0) return undefined;
  const isOwn = ({ atMs, userAgent }: MessageClick): boolean =>
    !isPrefetchedOpen({ userAgent, sinceAcceptedMs: atMs - acceptedMs });
  return opens.some(isOwn) ? 'opened' : 'prefetched';
}
