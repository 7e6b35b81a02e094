import type { Channel } from '#core/plan/law/law-pack.ts';

const CHANNELS: readonly Channel[] = ['push', 'email', 'sms'];

/** What an unsubscribe link says: who, and on which channel. */
export function unsubscribeText(customerKey: string, channel: Channel): string {
  return `${channel}:${customerKey}`;
}

/** The same, read back; undefined for anything else. */
export function readUnsubscribeText(
  text: string,
): { readonly customerKey: string; readonly channel: Channel } | undefined {
  const at = text.indexOf(':');
  const channel = CHANNELS.find((known) => known === text.slice(0, at));
  const customerKey = text.slice(at + 1);
  return channel === undefined || customerKey === '' ? undefined : { customerKey, channel };
}
