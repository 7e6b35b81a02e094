import type { JsonObject } from '#core/kernel/json.ts';
import { parseUtcInstant } from '#core/kernel/parse-utc-instant.ts';
import { isTimeZone } from '#core/kernel/time.ts';
import { correctClock } from './correct-clock.ts';
import type { CustomerEvent, EventTimes } from './customer-event.ts';
import { customerKeyOf } from './customer-key.ts';
import type { Message } from './message.ts';
import { normaliseId } from './normalise-identifier.ts';
import { isOfNoPerson } from './personless-event.ts';

const EMPTY: JsonObject = Object.freeze({});

/** How far a stamp of the front door may be ahead of the stream's clock before it is not believed. */
const STAMP_TOLERANCE_MS = 600_000;

/**
 * A gated message as an event: its four times told apart and its instant settled, its ids normalised, its zone known.
 * @param arrivedMs When the stream took it, UTC epoch ms: the time received where the front door stamped none.
 */
export function toCustomerEvent(message: Message, arrivedMs: number): CustomerEvent {
  const times = eventTimes(message, arrivedMs);
  const { atMs, isClamped } = correctClock(times);
  const userId = normalised(message.userId);
  const anonymousId = normalised(message.anonymousId);
  return {
    messageId: message.messageId,
    customerKey: isOfNoPerson(message)
      ? customerKeyOf(message)
      : (userId ?? anonymousId ?? customerKeyOf(message)),
    userId,
    anonymousId,
    previousId: normalised(message.previousId),
    type: message.type,
    name: message.type === 'track' ? (message.event ?? 'track') : message.type,
    atMs,
    isClamped,
    times,
    zone: zoneOf(message.context),
    properties: message.properties ?? EMPTY,
    traits: message.traits ?? EMPTY,
    context: message.context ?? EMPTY,
  };
}

/** The times that a message carries, told apart: the device's, by its own clock, and ours. */
export function eventTimes(message: Message, arrivedMs: number): EventTimes {
  return {
    deviceMs: instant(message.originalTimestamp) ?? instant(message.timestamp),
    sentMs: instant(message.sentAt),
    receivedMs: receivedAt(message, arrivedMs),
  };
}

function receivedAt(message: Message, arrivedMs: number): number {
  const stampedMs = instant(message.receivedAt);
  return stampedMs === undefined || stampedMs > arrivedMs + STAMP_TOLERANCE_MS ? arrivedMs : stampedMs;
}

function instant(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseUtcInstant(text);
}

function normalised(id: string | undefined): string | undefined {
  return id === undefined ? undefined : normaliseId(id);
}

function zoneOf(context: JsonObject | undefined): string | undefined {
  const zone = context?.['timezone'];
  return typeof zone === 'string' && isTimeZone(zone) ? zone : undefined;
}
