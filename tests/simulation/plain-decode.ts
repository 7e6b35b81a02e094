import type { ConsentRules } from '#app/events/consent-gate.ts';
import type { DecodedMessage, DecodeRecord } from '#app/events/decode-record.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Message } from '#core/events/message.ts';
import type { RejectionReason } from '#core/events/rejection.ts';
import type { Ledger } from '#core/profiles/ledger.ts';

/** Decodes just enough of the contract for the simulation: JSON, one message or an array, the six times left out. */
export const plainDecode: DecodeRecord = (record) => {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(record.data).toString());
  } catch {
    return [refused(0, 'not_json', { kind: 'bytes', base64: Buffer.from(record.data).toString('base64') })];
  }
  const messages = Array.isArray(content) ? (content as unknown[]) : [content];
  return messages.map((message, index): DecodedMessage => {
    const text = JSON.stringify(message);
    if (!isMessage(message)) return refused(index, 'missing_field', { kind: 'json', text });
    const event = eventOf(message);
    return { kind: 'event', index, event, partitionKey: event.customerKey };
  });
};

function refused(
  index: number,
  reason: RejectionReason,
  body: Extract<DecodedMessage, { kind: 'refused' }>['body'],
): DecodedMessage {
  return { kind: 'refused', index, rejection: { reason, path: '', detail: 'mend it' }, body };
}

function isMessage(value: unknown): value is Message {
  const message = value as Partial<Message> | null;
  return typeof message?.messageId === 'string' && typeof message.userId === 'string';
}

export function eventOf(message: Message): CustomerEvent {
  const atMs = Date.parse(message.timestamp ?? '2026-11-01T00:00:00.000Z');
  return {
    messageId: message.messageId,
    customerKey: message.userId ?? '',
    userId: message.userId,
    anonymousId: message.anonymousId,
    previousId: message.previousId,
    type: message.type,
    name: message.event ?? message.name ?? message.type,
    atMs,
    isClamped: false,
    times: { deviceMs: atMs, sentMs: undefined, receivedMs: atMs },
    zone: undefined,
    properties: message.properties ?? {},
    traits: message.traits ?? {},
    context: message.context ?? {},
  };
}

/** Consents as the simulation keeps them: one newest answer per purpose. */
export const plainConsents: ConsentRules = {
  isStatement: (event) => event.name === 'Consent Changed',
  isLocationSignal: (event) => event.name === 'Store Entered',
  stripLocation: (event) => {
    if (event.context['location'] === undefined) return event;
    return { ...event, context: { ...event.context, location: undefined } };
  },
  isGranted: (ledger, purpose, atMs) => {
    const past = (ledger as Pick<Ledger, 'consents'>).consents.filter(
      (consent) => consent.purpose === purpose && consent.atMs <= atMs,
    );
    return (
      past.toSorted((a, b) => b.atMs - a.atMs || Number(a.granted) - Number(b.granted))[0]?.granted ?? false
    );
  },
};
