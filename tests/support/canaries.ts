import { EVENT_CATALOGUE } from '#core/events/catalogue/event-catalogue.ts';
import type { EventDefinition, FieldDefinition } from '#core/events/catalogue/event-definition.ts';
import { LOCATION_EVENT_NAMES } from '#core/events/location-signal.ts';
import type { Json } from '#core/kernel/json.ts';
import type { SentMessage } from './send.ts';

/** What is planted. Another flock for each door, so that what is found says which it came through. */
export interface Canaries {
  readonly email: string;
  readonly phone: string;
  readonly resident: string;
  /** Device tokens, as Apple and Google make them. */
  readonly apnsToken: string;
  readonly fcmToken: string;
  /** A place that nobody consented to: the id of a store, and degrees. */
  readonly place: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Canaries whose digits stand nowhere else. @param n 0 to 9 */
export function createCanaries(n: number): Canaries {
  return {
    email: `canary${n}.kim@leak-example.co.kr`,
    phone: `010-9${n}53-8642`,
    resident: `880215-${n % 2 === 0 ? 1 : 2}${n}73519`,
    apnsToken: `c0ffee${n}d`.repeat(8),
    fcmToken: `cAnAry${n}tokn_x-:APA91b${'Qz7'.repeat(44)}${n}`,
    place: `nowhere-canary-${n}`,
    latitude: Number(`37.4${n}7913351`),
    longitude: Number(`127.0${n}76841951`),
  };
}

/** What to look for: the part of each canary that survives folding and separators. */
export function coresOf(canaries: Canaries): readonly string[] {
  return [...personCores(canaries), ...placeCores(canaries)];
}

/** Of what says who somebody is. */
export function personCores({ email, phone, resident, apnsToken, fcmToken }: Canaries): readonly string[] {
  const digits = [phone.slice(1), resident].map((text) => text.replaceAll('-', ''));
  return [email.split('@')[0] ?? '', ...digits, apnsToken, fcmToken.slice(0, 20)].map(bare);
}

/** Of what says where somebody is. */
export function placeCores({ place, latitude, longitude }: Canaries): readonly string[] {
  return [place, String(latitude), String(longitude)].map(bare);
}

/** A text without what people and formats put between characters. */
export function bare(text: string): string {
  return text.toLowerCase().replace(/[\s.\\\-_]/g, '');
}

const sentenceOf = ({ email, phone, resident, apnsToken, fcmToken }: Canaries): string =>
  `연락 ${email} 또는 ${phone}, ${resident} (${apnsToken}, ${fcmToken})`;

/** Unknown properties, nested, in lists, as keys; and positions under every name that says so. */
function stowaways(canaries: Canaries): SentMessage {
  const { email, phone, resident, apnsToken, fcmToken, latitude, longitude } = canaries;
  return {
    note: sentenceOf(canaries),
    memo: [[email], { deep: { deeper: [phone, { resident }] } }],
    json: JSON.stringify({ email, phone, inner: JSON.stringify({ resident, token: fcmToken }) }),
    [email]: 1,
    [`tel ${phone}`]: true,
    device_token: apnsToken,
    pushToken: fcmToken,
    mobile: Number(phone.replaceAll('-', '')),
    address: `${canaries.place} 12-3`,
    location: { latitude, longitude },
    here: { lat: String(latitude), lng: longitude, coords: [latitude, longitude] },
  };
}

function contextOf(canaries: Canaries): SentMessage {
  const { email, phone, apnsToken, fcmToken } = canaries;
  return {
    ip: '203.0.113.77',
    traits: { email, phone, ...stowaways(canaries) },
    device: { token: fcmToken, type: 'android', name: `${phone}의 폰`, advertisingId: apnsToken },
    page: {
      url: `https://shop.example/?q=${encodeURIComponent(email)}&t=${phone}`,
      title: sentenceOf(canaries),
    },
    campaign: { name: email, term: phone },
    userAgent: `shop/1 (${email})`,
    ...stowaways(canaries),
  };
}

type Plant = (field: FieldDefinition, name: string) => Json | undefined;

const EXAMPLES: Readonly<Record<string, Json>> = {
  number: 3,
  amount: 12_900,
  measure: 7,
  count: 2,
  flag: true,
  instant: '2026-11-03T00:00:00Z',
  currency: 'KRW',
};

/** Valid: canaries wherever a text or an id may stand. */
function validly(canaries: Canaries, isLocation: boolean, id: string): Plant {
  return ({ kind, choices }, name) => {
    if (kind === 'choice') return choices?.[0];
    if (kind in EXAMPLES) return EXAMPLES[kind];
    if (isLocation && (name.endsWith('_id') || name === 'region')) return canaries.place;
    return structured(kind, canaries, id) ?? sentenceOf(canaries);
  };
}

function structured(kind: string, canaries: Canaries, id: string): ReturnType<Plant> {
  switch (kind) {
    case 'id':
      return id;
    case 'ids':
      return [id];
    case 'object':
      return stowaways(canaries);
    case 'products':
      return [{ product_id: id, name: sentenceOf(canaries), ...stowaways(canaries) }];
    default:
      return undefined;
  }
}

function propertiesOf({ fields }: EventDefinition, plant: Plant, canaries: Canaries): SentMessage {
  const planted = Object.entries(fields).flatMap(([name, field]) => {
    const value = plant(field, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(planted), ...stowaways(canaries) };
}

/**
 * Canaries in every field of every event that the contract names and of the other five kinds of message: each event
 * valid once per kind of id, and once with a canary in fields that take none, so that it is refused.
 */
export function plantedMessages(canaries: Canaries): SentMessage[] {
  const { email, phone, resident } = canaries;
  let count = 0;
  const common = (userId: string): SentMessage => {
    count += 1;
    const context = contextOf(canaries);
    const timestamp = '2026-11-03T00:00:00Z';
    return { userId, anonymousId: phone, messageId: `${email}-${count}`, timestamp, context };
  };
  const tracks = EVENT_CATALOGUE.flatMap((definition) => {
    const { name: event } = definition;
    const isLocation = LOCATION_EVENT_NAMES.includes(event);
    const valid = [email, phone, resident].map((id) => ({
      ...common(id),
      type: 'track',
      event,
      properties: propertiesOf(definition, validly(canaries, isLocation, id), canaries),
    }));
    const everywhere: Plant = (field, name) =>
      isLocation ? validly(canaries, true, email)(field, name) : sentenceOf(canaries);
    const refused = {
      ...common(email),
      type: 'track',
      event,
      properties: { ...propertiesOf(definition, everywhere, canaries), price: 'x', timestamp: email },
      timestamp: `not a time ${phone}`,
    };
    return [...valid, refused];
  });
  const others = [email, phone, resident].flatMap((id) => [
    {
      ...common(id),
      type: 'identify',
      traits: { email, phone, name: sentenceOf(canaries), ...stowaways(canaries) },
    },
    { ...common(id), type: 'page', name: sentenceOf(canaries), properties: stowaways(canaries) },
    { ...common(id), type: 'screen', name: sentenceOf(canaries), properties: stowaways(canaries) },
    { ...common(id), type: 'group', groupId: id, traits: stowaways(canaries) },
    { ...common(id), type: 'alias', previousId: `${id} ` },
    { ...common(id), type: 'track', event: sentenceOf(canaries), properties: stowaways(canaries) },
    { ...common(id), type: email, event: phone },
  ]);
  return [...tracks, ...others];
}
