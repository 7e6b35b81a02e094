import type { Json, JsonObject } from '#core/kernel/json.ts';
import { type HashIdentifier, isIdentifierHash } from './identifier.ts';
import { type KnownPlace, knownPlace } from './known-place.ts';
import type { Message } from './message.ts';
import { foldText, normaliseEmail, normaliseId, normaliseLoyalty } from './normalise-identifier.ts';
import { withOtherNames } from './other-names.ts';
import {
  hashPhone,
  isDigest,
  isEmail,
  isPhone,
  maskText,
  personalNumber,
  RESIDENT_NUMBER_REMOVED,
} from './personal-text.ts';

/** Places whose every text is hashed, also inside arrays and objects. */
type HashedPlace = Exclude<KnownPlace, 'ip' | 'location' | 'plain' | 'unsafe'>;

const IDS = ['userId', 'anonymousId', 'previousId', 'groupId'] as const;

/**
 * The message as profiles, lake and quarantine may hold it: no address, phone number, device token, loyalty number,
 * resident number or network address in clear, wherever it stood.
 *
 * - In a known place (`traits.email`, `context.device.token`, …) the value becomes its keyed hash.
 * - An id that is itself an address becomes its keyed hash, so that sources agree on the customer key.
 * - Anywhere else, keys and event names included, addresses in text become `[email k1.…]`, `[phone k1.…]`.
 * - Resident numbers are removed, `ip` fields dropped.
 * - While a rotation of the key lasts, `context.alsoHashed` says what the hashes are under the newer key.
 *
 * `gate(gate(x))` equals `gate(x)`. A value that needs no change is the same object. O(size of the message).
 */
export function privacyGate(message: Message, hash: HashIdentifier): Message {
  const names = new Map<string, readonly string[]>();
  const named = noteNames(hash, names);
  const gated = new Gate(hash, named).value(
    message as unknown as JsonObject,
    undefined,
  ) as unknown as Message;
  const ids: Record<string, string> = {};
  for (const name of IDS) {
    const id = message[name];
    const gatedId = id === undefined ? undefined : gateId(id, named);
    if (gatedId !== undefined && gatedId !== gated[name]) ids[name] = gatedId;
  }
  // Two ids must stay two, also when what they hold is taken out.
  if (gated.messageId !== message.messageId) ids['messageId'] = gateMessageId(message.messageId, hash);
  const whole = Object.keys(ids).length === 0 ? gated : { ...gated, ...ids };
  return names.size === 0 ? whole : withOtherNames(whole, names);
}

/** Notes what else an identifier is called, while a rotation of the key lasts. */
function noteNames(hash: HashIdentifier, names: Map<string, readonly string[]>): HashIdentifier {
  return (kind, normalised) => {
    const name = hash(kind, normalised);
    const others = hash.also?.(kind, normalised) ?? [];
    if (others.length > 0 && kind !== 'token') names.set(name, others);
    return name;
  };
}

/** A digest of the sender's making stays: what it was made of is gone. */
function gateMessageId(id: string, hash: HashIdentifier): string {
  return isDigest(id) ? id : hash('token', id);
}

/**
 * A customer's id as it is kept: normalised, and hashed if it is an address, phone or resident number. Digests stay:
 * senders hash their customers' ids.
 */
export function gateId(id: string, hash: HashIdentifier): string {
  const normalised = normaliseId(id);
  if (isIdentifierHash(normalised) || isDigest(normalised)) return normalised;
  if (isEmail(normalised)) return hash('email', normaliseEmail(normalised));
  if (isPhone(normalised)) return hashPhone(normalised, hash);
  if (maskText(normalised, false, hash) === normalised) return normalised;
  return hash('address', normalised);
}

/** The same for any JSON value, where nothing is known of its shape: refused messages, raw documents. */
export function gateJson(value: Json, hash: HashIdentifier): Json {
  return new Gate(hash, hash).value(value, undefined);
}

class Gate {
  /** For what stands in a text. */
  readonly #hash: HashIdentifier;
  /** For what stands in a place of its own, and so may join two customers. */
  readonly #named: HashIdentifier;

  constructor(hash: HashIdentifier, named: HashIdentifier) {
    this.#hash = hash;
    this.#named = named;
  }

  value(value: Json, place: HashedPlace | 'plain' | undefined): Json {
    if (typeof value === 'string') return this.#text(value, place);
    if (typeof value === 'number') return this.#number(value, place);
    if (value === null || typeof value === 'boolean') return value;
    // A postal address is an object of city, country, …; only what is called street is hashed in it.
    const inner = place === 'address' || place === 'plain' ? undefined : place;
    return Array.isArray(value) ? this.#array(value, inner) : this.#object(value as JsonObject, inner);
  }

  #array(items: readonly Json[], place: HashedPlace | undefined): Json {
    let changed: Json[] | undefined;
    for (const [index, item] of items.entries()) {
      const gated = this.value(item, place);
      if (gated === item && changed === undefined) continue;
      changed ??= items.slice(0, index);
      changed.push(gated);
    }
    return changed ?? items;
  }

  #object(object: JsonObject, outer: HashedPlace | undefined): JsonObject {
    const gated: Record<string, Json> = {};
    let isChanged = false;
    for (const [key, value] of Object.entries(object)) {
      const place = knownPlace(key);
      if (value === undefined || place === 'ip') {
        isChanged = true;
        continue;
      }
      const gatedKey = maskText(key, false, this.#hash);
      const gatedValue = this.value(value, placeOf(place) ?? outer);
      isChanged ||= gatedKey !== key || gatedValue !== value;
      define(gated, gatedKey, gatedValue);
    }
    return isChanged ? gated : object;
  }

  #text(text: string, place: HashedPlace | 'plain' | undefined): string {
    const wellFormed = text.toWellFormed();
    if (place === undefined || place === 'plain') return maskText(wellFormed, place === 'plain', this.#hash);
    return this.#identifier(wellFormed, place);
  }

  #identifier(text: string, place: HashedPlace): string {
    if (text.trim() === '' || isIdentifierHash(text) || text === RESIDENT_NUMBER_REMOVED) return text;
    switch (place) {
      case 'email':
        return this.#named('email', normaliseEmail(text));
      case 'phone':
        return hashPhone(text, this.#named);
      case 'loyalty':
        return this.#named('loyalty', normaliseLoyalty(text));
      case 'resident':
        return RESIDENT_NUMBER_REMOVED;
      case 'token':
        return this.#hash('token', text.trim());
      case 'address':
        return this.#hash('address', foldText(text));
    }
  }

  #number(value: number, place: HashedPlace | 'plain' | undefined): Json {
    if (place === 'phone' || place === 'loyalty' || place === 'resident' || place === 'token') {
      return this.#identifier(String(value), place);
    }
    if (place === 'plain') return value;
    const kind = personalNumber(value);
    if (kind === undefined) return value;
    return kind === 'phone' ? `[phone ${hashPhone(String(value), this.#hash)}]` : RESIDENT_NUMBER_REMOVED;
  }
}

function placeOf(place: KnownPlace | undefined): HashedPlace | 'plain' | undefined {
  return place === 'ip' || place === 'location' || place === 'unsafe' ? undefined : place;
}

/** Plain assignment would call the setter of `__proto__`. */
function define(target: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}
