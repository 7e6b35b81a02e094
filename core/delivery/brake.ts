import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Channel } from '#core/plan/law/law-pack.ts';
import type { ClaimKey } from '#core/profiles/claim.ts';
import { parseMessageKey } from './message-key.ts';

/** Bad news about a message that a provider had taken. */
export type BadNews = 'bounced' | 'complained';

/** What is known of the messages of one campaign on one channel since it was started, or since its last brake. */
export interface ChannelHealth extends Readonly<Record<BadNews, number>> {
  /** Given to a provider. */
  readonly sent: number;
}

/** Nothing sent, nothing heard. */
export const noHealth: ChannelHealth = { sent: 0, bounced: 0, complained: 0 };

interface BrakeRule {
  /** Part of what was sent that is too much, 0-1. */
  readonly share: number;
  /** Fewer than that stop nothing: one angry reader of ten is no spike. */
  readonly least: number;
  readonly source: string;
}

/** When a campaign stops itself: where providers begin to look at an account, before they pause it. */
const brakes: Readonly<Record<BadNews, BrakeRule>> = {
  bounced: {
    share: 0.05,
    least: 10,
    source: 'Amazon SES: an account is reviewed from 5 % bounces on, and paused from 10 %; read 2026-11-22',
  },
  complained: {
    share: 0.001,
    least: 3,
    source:
      'Amazon SES: reviewed from 0.1 % on; Gmail and Yahoo: below 0.3 %, advised below 0.1 %; read 2026-11-22',
  },
};

/** What pulls the brake, the more serious first; undefined while all is well. */
export function brakeOf(health: ChannelHealth): BadNews | undefined {
  const isTooMuch = (news: BadNews): boolean =>
    health[news] >= brakes[news].least && health[news] >= health.sent * brakes[news].share;
  return (['complained', 'bounced'] as const).find(isTooMuch);
}

/** Bad news with the message and the channel that it is about. */
export interface HeardNews extends ClaimKey {
  readonly messageKey: string;
  readonly channel: Channel;
  readonly news: BadNews;
}

const NEWS_OF: Readonly<Record<string, BadNews>> = {
  'Email Bounced': 'bounced',
  'Email Marked as Spam': 'complained',
  'Message Failed': 'bounced',
};
const CHANNELS: readonly unknown[] = ['push', 'email', 'sms'] satisfies readonly Channel[];

/** The bad news that an event tells of a message of ours; undefined if none. */
export function badNewsIn({
  name,
  properties,
}: Pick<CustomerEvent, 'name' | 'properties'>): HeardNews | undefined {
  const news = Object.hasOwn(NEWS_OF, name) ? NEWS_OF[name] : undefined;
  const { message_key: messageKey, channel = name.startsWith('Email ') ? 'email' : undefined } = properties;
  if (news === undefined || typeof messageKey !== 'string' || !CHANNELS.includes(channel)) return undefined;
  const key = parseMessageKey(messageKey);
  return key && { ...key, messageKey, channel: channel as Channel, news };
}
