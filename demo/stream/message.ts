import { MINUTE_MS, seoulIso, utcIso } from '../calendar.ts';
import type { Customer, Device } from '../people/customer.ts';
import { type Random, uuidOf } from '../random.ts';

export type Source = 'app' | 'web' | 'pos' | 'sensor';

/** A message of the Segment spec as the shop's apps, pages and tills write it. */
export interface DemoMessage {
  readonly type: 'track' | 'identify' | 'page' | 'screen' | 'alias';
  readonly messageId: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly previousId?: string;
  readonly event?: string;
  readonly name?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly timestamp: string;
  readonly sentAt: string;
  readonly context: Readonly<Record<string, unknown>> & { readonly source: Source };
}

/** A message with the instants that are true of it, whatever its device's clock says. */
export interface Emission {
  readonly message: DemoMessage;
  readonly atMs: number;
  readonly receivedMs: number;
  /** How far the sending device's clock is wrong. */
  readonly clockErrorMs: number;
  /** Whose doing it is; undefined for sensors and strangers. */
  readonly customerIndex: number | undefined;
}

/** What is said; who says it, when and how it travels is added by a sender. */
export type Draft = Pick<DemoMessage, 'type' | 'event' | 'name' | 'properties' | 'traits' | 'previousId'> & {
  readonly atMs: number;
};

export function track(atMs: number, event: string, properties: Readonly<Record<string, unknown>>): Draft {
  return { type: 'track', event, properties, atMs };
}

/** From whom and through what a message comes. */
export interface Sender {
  readonly source: Source;
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  readonly customerIndex?: number | undefined;
  readonly clockErrorMs: number;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Makes the message whole: ids, times by the sender's clock, context. SDKs flush within seconds. */
export function emit({ atMs, ...said }: Draft, sender: Sender, random: Random): Emission {
  const sentMs = atMs + random.integer(50, 15_000);
  const iso = sender.source === 'pos' ? seoulIso : utcIso;
  const message: DemoMessage = {
    ...said,
    messageId: uuidOf(random),
    ...(sender.userId === undefined ? {} : { userId: sender.userId }),
    ...(sender.anonymousId === undefined ? {} : { anonymousId: sender.anonymousId }),
    timestamp: iso(atMs + sender.clockErrorMs),
    sentAt: iso(sentMs + sender.clockErrorMs),
    context: { source: sender.source, ...sender.context },
  };
  return {
    message,
    atMs,
    receivedMs: sentMs + random.integer(40, 1800),
    clockErrorMs: sender.clockErrorMs,
    customerIndex: sender.customerIndex,
  };
}

/** A person's own device; signed in or not. */
export function personalSender(customer: Customer, device: Device, signedIn: boolean): Sender {
  return {
    source: device.kind === 'web' ? 'web' : 'app',
    userId: signedIn ? customer.id : undefined,
    anonymousId: device.id,
    customerIndex: customer.index,
    clockErrorMs: device.clockErrorMs,
    context: {
      library: libraries[device.kind],
      device: { type: device.kind },
      locale: customer.language === 'ko' ? 'ko-KR' : 'en-US',
      timezone: customer.zone,
      // 203.0.113.0/24 is reserved for documentation.
      ip: `203.0.113.${customer.index % 254}`,
    },
  };
}

const libraries = {
  ios: { name: 'analytics-ios', version: '4.1.8' },
  android: { name: 'analytics-android', version: '4.11.3' },
  web: { name: 'analytics.js', version: '2.1.0' },
} as const;

/** A till: it knows a card at most, never a user id. */
export function tillSender(storeId: string, account: string, loyaltyNumber: string | undefined): Sender {
  return {
    source: 'pos',
    anonymousId: account,
    clockErrorMs: 0,
    context: {
      library: { name: 'till', version: '7.2' },
      device: { id: `till-${storeId}` },
      locale: 'ko-KR',
      timezone: 'Asia/Seoul',
      ...(loyaltyNumber === undefined ? {} : { traits: { loyalty_number: loyaltyNumber } }),
    },
  };
}

/** A people counter at a zone of a store: no person. */
export function sensorSender(storeId: string): Sender {
  return {
    source: 'sensor',
    anonymousId: `sensor-${storeId}`,
    clockErrorMs: 0,
    context: { library: { name: 'footfall', version: '2.0' }, locale: 'ko-KR', timezone: 'Asia/Seoul' },
  };
}

/** Spreads instants over a session: each a little after the one before. */
export function* ticking(fromMs: number, random: Random): Generator<number, never> {
  for (let atMs = fromMs; ; atMs += Math.round(random.logNormal(0.6, 0.8) * MINUTE_MS)) yield atMs;
}
