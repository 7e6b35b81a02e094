import type { ProviderReport } from '#app/delivery/hear-providers.ts';
import type { ProviderEvent } from '#contracts/provider-event.ts';

/** What an event says of a message; undefined where it says nothing final. */
export function providerReport(event: ProviderEvent): ProviderReport | undefined {
  return 'mail' in event ? ofEmail(event) : ofText(event);
}

type SesEvent = Extract<ProviderEvent, { mail: unknown }>;
type SmsEvent = Exclude<ProviderEvent, SesEvent>;

function ofEmail({ eventType, mail, bounce, complaint, delivery }: SesEvent): ProviderReport | undefined {
  const base = {
    reportId: `ses-${mail.messageId}-${eventType}`,
    customerKey: decoded(mail.tags.customer_key),
    messageKey: decoded(mail.tags.message_key),
    channel: 'email',
    reason: '',
  } as const;
  if (delivery !== undefined) return { ...base, kind: 'delivered', atMs: Date.parse(delivery.timestamp) };
  if (complaint !== undefined) return { ...base, kind: 'complained', atMs: Date.parse(complaint.timestamp) };
  if (bounce === undefined) return undefined;
  // A full mailbox is no bad address: the message did not arrive, and that is all.
  const kind = bounce.bounceType === 'Transient' ? 'failed' : 'bounced';
  return { ...base, kind, reason: bounce.bounceType, atMs: Date.parse(bounce.timestamp) };
}

const decoded = ([value = '']: readonly string[]): string => Buffer.from(value, 'base64url').toString();

function ofText(event: SmsEvent): ProviderReport | undefined {
  const { eventType, eventTimestamp, isFinal, messageId, messageStatus, context } = event;
  if (!isFinal) return undefined;
  const isDelivered = messageStatus === 'DELIVERED';
  return {
    reportId: `sms-${messageId}-${eventType}`,
    customerKey: context.customer_key,
    messageKey: context.message_key,
    channel: 'sms',
    kind: isDelivered ? 'delivered' : 'failed',
    reason: isDelivered ? '' : messageStatus,
    atMs: eventTimestamp,
  };
}
