import { HOUR_MS, MINUTE_MS, utcIso } from '../calendar.ts';
import { type Random, randomOf, uuidOf } from '../random.ts';
import { dirtyIdentifiers } from './dirty-identifiers.ts';
import { malformed } from './malformed.ts';
import type { DemoMessage, Emission, Source } from './message.ts';

/** How much goes wrong on the way; shares of messages unless named otherwise. */
export interface DirtRates {
  /** Delivered twice with the same message id. */
  readonly duplicate: number;
  /** Sent 2 to 20 hours after it happened: phones without network. */
  readonly late: number;
  /** A broken message sent beside a good one. */
  readonly malformed: number;
  /** Share of identifying messages whose e-mail, number or name is written another way. */
  readonly identifierVariant: number;
  /** Share of orders and dwells with an impossible amount. */
  readonly outlier: number;
  /** A location event of a phone without consent, beside each good location event. */
  readonly locationWithoutConsent: number;
  /** Share of support messages and searches that hold an address or a number. */
  readonly addressInText: number;
  /** Share of devices whose clock is days off. */
  readonly wrongClockDevices: number;
  /** Messages of one robot, spread over its two days. */
  readonly botMessages: number;
  readonly botFromDay: number;
  readonly silentSource: Source;
  readonly silentFromDay: number;
  readonly silentDays: number;
}

export const usualDirt: DirtRates = {
  duplicate: 0.005,
  late: 0.006,
  malformed: 0.003,
  identifierVariant: 0.06,
  outlier: 0.002,
  locationWithoutConsent: 0.02,
  addressInText: 0.1,
  wrongClockDevices: 0.01,
  botMessages: 300,
  botFromDay: 8,
  silentSource: 'sensor',
  silentFromDay: 18,
  silentDays: 3,
};

/** A world in which nothing goes wrong on the way. */
export const noDirt: DirtRates = {
  duplicate: 0,
  late: 0,
  malformed: 0,
  identifierVariant: 0,
  outlier: 0,
  locationWithoutConsent: 0,
  addressInText: 0,
  wrongClockDevices: 0,
  botMessages: 0,
  botFromDay: 0,
  silentSource: 'sensor',
  silentFromDay: 0,
  silentDays: 0,
};

type DirtKind =
  | 'duplicate'
  | 'late'
  | 'wrong-clock'
  | 'malformed'
  | 'identifier-variant'
  | 'outlier'
  | 'location-without-consent'
  | 'address-in-text'
  | 'bot'
  | 'silent-source';

/** One thing that was made to go wrong, for the truth file. */
export interface Planted {
  readonly kind: DirtKind;
  readonly messageId: string;
  readonly day: number;
  /** What it was before, or what exactly is wrong. */
  readonly detail: string;
}

/** One record as it is put on the stream. */
export interface Delivery {
  readonly receivedMs: number;
  /** `userId`, else `anonymousId`, of the message as it was meant. */
  readonly partitionKey: string;
  /** The bytes: a JSON message, unless it was broken on the way. */
  readonly json: string;
}

export interface DirtyDay {
  readonly deliveries: readonly Delivery[];
  readonly planted: readonly Planted[];
}

interface Context {
  readonly seed: number;
  readonly day: number;
  readonly rates: DirtRates;
  /** A phone of somebody who never allowed location. */
  readonly phoneWithoutConsent: (random: Random) => { userId: string; anonymousId: string };
}

/** Lets a day's messages go wrong at the given rates and remembers what was done to which. */
export function plantDirt(emissions: readonly Emission[], context: Context): DirtyDay {
  const deliveries: Delivery[] = [];
  const planted: Planted[] = [];
  const note = (kind: DirtKind, messageId: string, detail: string): void => {
    planted.push({ kind, messageId, day: context.day, detail });
  };
  for (const emission of emissions) {
    if (isSilent(emission, context)) {
      note('silent-source', emission.message.messageId, emission.message.context.source);
      continue;
    }
    const random = randomOf(context.seed, 'dirt', emission.message.messageId);
    deliveries.push(
      ...travel(spoil(emission, context.rates, { random, note }), context.rates, { random, note }),
    );
    deliveries.push(...besides(emission, context, { random, note }));
  }
  return { deliveries, planted };
}

interface Hand {
  readonly random: Random;
  readonly note: (kind: DirtKind, messageId: string, detail: string) => void;
}

function isSilent({ message }: Emission, { day, rates }: Context): boolean {
  const isDay = day >= rates.silentFromDay && day < rates.silentFromDay + rates.silentDays;
  return isDay && message.context.source === rates.silentSource;
}

/** Changes what the message says. */
function spoil(emission: Emission, rates: DirtRates, hand: Hand): Emission {
  const { message } = emission;
  const changed =
    outlier(message, rates, hand) ?? addressed(message, rates, hand) ?? dirtyId(message, rates, hand);
  if (emission.clockErrorMs !== 0) hand.note('wrong-clock', message.messageId, `${emission.clockErrorMs} ms`);
  return changed === undefined ? emission : { ...emission, message: changed };
}

function outlier(message: DemoMessage, rates: DirtRates, { random, note }: Hand): DemoMessage | undefined {
  const field = { 'Order Completed': 'revenue', 'Zone Dwelled': 'dwell_s' }[message.event ?? ''];
  const value = field === undefined ? undefined : message.properties?.[field];
  if (field === undefined || typeof value !== 'number' || !random.chance(rates.outlier)) return undefined;
  note('outlier', message.messageId, `${field} was ${value}`);
  const properties = { ...message.properties, [field]: value * 1000 };
  return {
    ...message,
    properties: field === 'revenue' ? { ...properties, total: value * 1000 } : properties,
  };
}

const slips = [
  '답장은 someone@example.com 으로 부탁드려요.',
  '010-0000-0000으로 전화 주세요.',
  '주민번호 000101-3000000 확인 부탁드려요.',
];

function addressed(message: DemoMessage, rates: DirtRates, { random, note }: Hand): DemoMessage | undefined {
  const field = { 'Support Contacted': 'message', 'Products Searched': 'query' }[message.event ?? ''];
  // Few type an address into a search box.
  const share = field === 'query' ? rates.addressInText / 50 : rates.addressInText;
  const text = field === undefined ? undefined : message.properties?.[field];
  if (field === undefined || typeof text !== 'string' || !random.chance(share)) return undefined;
  const slip = random.pick(slips);
  note('address-in-text', message.messageId, slip);
  return { ...message, properties: { ...message.properties, [field]: `${text} ${slip}` } };
}

function dirtyId(message: DemoMessage, rates: DirtRates, { random, note }: Hand): DemoMessage | undefined {
  if (message.type !== 'identify' || message.traits === undefined) return undefined;
  if (!random.chance(rates.identifierVariant)) return undefined;
  const { traits, detail } = dirtyIdentifiers(message.traits, random);
  note('identifier-variant', message.messageId, detail);
  return { ...message, traits };
}

/** Late, twice, or as it should. */
function travel(emission: Emission, rates: DirtRates, { random, note }: Hand): readonly Delivery[] {
  const { message } = emission;
  const isLate =
    (message.context.source === 'app' || message.context.source === 'web') && random.chance(rates.late);
  const delayMs = isLate ? Math.round((2 + 18 * random.unit()) * HOUR_MS) : 0;
  const sent = isLate ? { ...message, sentAt: utcIso(Date.parse(message.sentAt) + delayMs) } : message;
  if (isLate) note('late', message.messageId, `${delayMs} ms`);
  const first = delivery(sent, emission.receivedMs + delayMs);
  if (!random.chance(rates.duplicate)) return [first];
  note('duplicate', message.messageId, 'sent twice');
  return [first, { ...first, receivedMs: first.receivedMs + random.integer(1, 30 * MINUTE_MS) }];
}

/** What arrives beside a good message: a broken one, a location nobody allowed. */
function besides(emission: Emission, context: Context, { random, note }: Hand): readonly Delivery[] {
  const extra: Delivery[] = [];
  if (random.chance(context.rates.malformed)) {
    const { json, detail, messageId } = malformed(emission.message, random);
    note('malformed', messageId, detail);
    extra.push({ receivedMs: emission.receivedMs + 1, partitionKey: keyOf(emission.message), json });
  }
  const isLocation = emission.message.event === 'Store Entered' || emission.message.event === 'Zone Dwelled';
  if (isLocation && random.chance(context.rates.locationWithoutConsent * 2)) {
    const message = {
      ...emission.message,
      messageId: uuidOf(random),
      ...context.phoneWithoutConsent(random),
    };
    note('location-without-consent', message.messageId, message.event ?? '');
    extra.push(delivery(message, emission.receivedMs + 1));
  }
  return extra;
}

function delivery(message: DemoMessage, receivedMs: number): Delivery {
  return { receivedMs, partitionKey: keyOf(message), json: JSON.stringify(message) };
}

function keyOf(message: DemoMessage): string {
  return message.userId ?? message.anonymousId ?? '';
}

/** A robot that looks at products faster than anybody reads. */
export function renderBot(
  productIds: readonly string[],
  context: Omit<Context, 'phoneWithoutConsent'> & { dayMs: number },
): DirtyDay {
  const { rates, day, seed, dayMs } = context;
  if (day < rates.botFromDay || day >= rates.botFromDay + 2) return { deliveries: [], planted: [] };
  const random = randomOf(seed, 'bot', day);
  const count =
    day === rates.botFromDay ? Math.ceil(rates.botMessages / 2) : Math.floor(rates.botMessages / 2);
  const messages = Array.from({ length: count }, (_, index): DemoMessage => {
    const atMs = dayMs + 3 * HOUR_MS + index * 700;
    return {
      type: 'track',
      event: 'Product Viewed',
      messageId: uuidOf(random),
      anonymousId: 'bot-7f3a',
      properties: { product_id: random.pick(productIds), currency: 'KRW' },
      timestamp: utcIso(atMs),
      sentAt: utcIso(atMs),
      context: {
        source: 'web',
        userAgent: 'price-scan/1.0 (bot)',
        library: { name: 'analytics.js', version: '2.1.0' },
      },
    };
  });
  return {
    deliveries: messages.map((message) => delivery(message, Date.parse(message.sentAt) + 90)),
    planted: messages.map(({ messageId }) => ({ kind: 'bot', messageId, day, detail: 'bot-7f3a' })),
  };
}
