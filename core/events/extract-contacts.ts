import type { Json, JsonObject } from '#core/kernel/json.ts';
import { isTimeZone } from '#core/kernel/time.ts';
import type { Contact, ContactChanges, ContactRemoval } from './contact.ts';
import { type HashIdentifier, isIdentifierHash } from './identifier.ts';
import { knownPlace } from './known-place.ts';
import type { Message } from './message.ts';
import { normaliseEmail, normalisePhone } from './normalise-identifier.ts';
import { isEmail } from './personal-text.ts';
import { gateId } from './privacy-gate.ts';

const NOTHING: ContactChanges = { put: [], mentioned: [], remove: [] };

const DEVICE_EVENTS: ReadonlyMap<string, 'put' | 'remove'> = new Map([
  ['Device Registered', 'put'],
  ['Device Removed', 'remove'],
]);

/** Names of push services by the platforms that SDKs report. */
const PUSH_SERVICES: Readonly<Record<string, string>> = { ios: 'APNS', android: 'GCM', web: 'GCM' };

/**
 * The customer's own addresses in a message that has not passed the gate yet: e-mail and phone among the traits
 * (of `identify`, or the context's), the device token in the context or in `Device Registered`, and what
 * `Device Removed` takes back. Addresses elsewhere may be another person's (a gift's) and are only hidden.
 * @param atMs When it was said, UTC epoch ms.
 */
export function extractContacts(message: Message, hash: HashIdentifier, atMs: number): ContactChanges {
  const id = message.userId ?? message.anonymousId;
  if (id === undefined) return NOTHING;
  const key = gateId(id, hash);
  const stated = new Extractor(message, key, hash, atMs);
  stated.traits(message.type === 'identify' ? message.traits : undefined);
  stated.deviceEvent();
  const mentioned = new Extractor(message, key, hash, atMs);
  mentioned.traits(objectAt(message.context, 'traits'));
  mentioned.contextDevice();
  for (const known of [...stated.contacts.keys(), ...stated.removed.map(keyOf)])
    mentioned.contacts.delete(known);
  return {
    put: [...stated.contacts.values()],
    mentioned: [...mentioned.contacts.values()],
    remove: stated.removed,
  };
}

class Extractor {
  readonly contacts = new Map<string, Contact>();
  readonly removed: ContactRemoval[] = [];
  readonly #message: Message;
  readonly #customerKey: string;
  readonly #hash: HashIdentifier;
  readonly #atMs: number;

  constructor(message: Message, customerKey: string, hash: HashIdentifier, atMs: number) {
    this.#message = message;
    this.#customerKey = customerKey;
    this.#hash = hash;
    this.#atMs = atMs;
  }

  traits(traits: JsonObject | undefined): void {
    for (const [key, value] of Object.entries(traits ?? {})) {
      const place = knownPlace(key);
      const text = typeof value === 'number' ? String(value) : value;
      if (typeof text !== 'string' || isIdentifierHash(text)) continue;
      if (place === 'email' && isEmail(text)) this.#email(normaliseEmail(text));
      if (place === 'phone') this.#phone(normalisePhone(text));
    }
  }

  contextDevice(): void {
    const device = objectAt(this.#message.context, 'device');
    this.#token(device?.['token'], device?.['type'], 'put');
  }

  deviceEvent(): void {
    const { type, event, properties, context } = this.#message;
    const change = type === 'track' && event !== undefined ? DEVICE_EVENTS.get(event) : undefined;
    if (change === undefined) return;
    const platform = properties?.['platform'] ?? objectAt(context, 'device')?.['type'];
    this.#token(properties?.['token'], platform, change);
  }

  #email(address: string): void {
    this.#put(this.#contact('email', address, this.#hash('email', address)));
  }

  #phone(address: string | undefined): void {
    if (address !== undefined) this.#put(this.#contact('sms', address, this.#hash('phone', address)));
  }

  #token(token: Json | undefined, platform: Json | undefined, change: 'put' | 'remove'): void {
    if (typeof token !== 'string' || token.trim() === '' || isIdentifierHash(token)) return;
    const address = token.trim();
    const service =
      typeof platform === 'string' ? (PUSH_SERVICES[platform.toLowerCase()] ?? platform) : undefined;
    const contact = {
      ...this.#contact('push', address, this.#hash('token', address)),
      ...(service !== undefined && { platform: service }),
    };
    if (change === 'put') return this.#put(contact);
    const { customerKey, channel, addressHash, atMs } = contact;
    this.removed.push({ customerKey, channel, addressHash, atMs });
  }

  #put(contact: Contact): void {
    this.contacts.set(keyOf(contact), contact);
  }

  #contact(channel: Contact['channel'], address: string, addressHash: string): Contact {
    const { context } = this.#message;
    const timezone = context?.['timezone'];
    const locale = context?.['locale'];
    return {
      customerKey: this.#customerKey,
      channel,
      addressHash,
      address,
      ...(typeof timezone === 'string' && isTimeZone(timezone) && { timezone }),
      ...(typeof locale === 'string' && locale.length <= 35 && { locale }),
      atMs: this.#atMs,
    };
  }
}

function keyOf(contact: ContactRemoval): string {
  return `${contact.channel} ${contact.addressHash}`;
}

function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object?.[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}
