import type { CustomerEvent } from '#core/events/customer-event.ts';
import { isIdentifierHash } from '#core/events/identifier.ts';
import { knownPlace } from '#core/events/known-place.ts';
import { otherNames } from '#core/events/other-names.ts';
import type { JsonObject } from '#core/kernel/json.ts';

/** What kind of thing two customer keys may have in common. */
export type IdentifierKind = 'device' | 'alias' | 'email' | 'phone' | 'loyalty';

/** The identifiers that one customer key showed. */
export interface KeyIdentifiers {
  /** `<kind>:<value>`, in the order in which they were first seen; bounded by `LINK_RULES`. */
  readonly identifiers: readonly string[];
  /** Those whose links were not judged to the end yet: a crash left them, or somebody is at it. */
  readonly pending: readonly string[];
  /** Under other hashing keys: names that were looked up before, and the identifier that each is. */
  readonly also?: Readonly<Record<string, string>>;
  /** This key is that one, an address as customer id, under a newer hashing key: what it shows is shown by that one. */
  readonly sameAs?: string;
}

/** The customer keys that showed one identifier. */
export interface IdentifierClaims {
  /** In the order in which they came; at most one above the rule's limit. */
  readonly keys: readonly string[];
  /** What it is called under other hashing keys. */
  readonly names?: readonly string[];
  /** This is only a name: who showed it stands there. */
  readonly sameAs?: string;
}

/** An identifier that an event shows, and what it is called under other hashing keys while a rotation lasts. */
export interface ShownIdentifier {
  readonly identifier: string;
  readonly names: readonly string[];
  /** It is a customer key too. */
  readonly isKey: boolean;
}

/**
 * The identifiers that an event shows, as `<kind>:<value>`: hashed e-mail, phone and loyalty number among traits, properties and
 * `context.traits`; the device when a user id comes with an anonymous id; the old id of an `alias`; and a user id
 * that was itself an address.
 */
function identifiersOf(event: CustomerEvent): readonly string[] {
  const shown: string[] = [];
  const { userId, anonymousId, previousId, customerKey } = event;
  if (event.type === 'alias' && previousId !== undefined && previousId !== customerKey) {
    shown.push(`alias:${previousId}`);
  }
  if (userId !== undefined && anonymousId !== undefined && anonymousId !== userId) {
    shown.push(`device:${anonymousId}`);
  }
  for (const holder of [event.traits, event.properties, contextTraits(event.context)]) {
    shown.push(...identifiersIn(holder));
  }
  if (isIdentifierHash(customerKey)) {
    // The hash does not tell what was hashed; the wrong one of the two matches nothing.
    for (const kind of ['email', 'phone']) shown.push(`${kind}:${customerKey}`);
  }
  return [...new Set(shown)];
}

/** The same with their other names. */
export function shownIn(event: CustomerEvent): readonly ShownIdentifier[] {
  return identifiersOf(event).map((identifier) => {
    const value = valueOf(identifier);
    const names = otherNames(event.context, value).map((name) => `${kindOf(identifier)}:${name}`);
    return { identifier, names, isKey: value === event.customerKey || anchorsOf(identifier).length > 0 };
  });
}

/** What stands behind an identifier's colon. */
export function valueOf(identifier: string): string {
  return identifier.slice(identifier.indexOf(':') + 1);
}

/** The kind in front of an identifier's colon. */
export function kindOf(identifier: string): IdentifierKind {
  return identifier.slice(0, identifier.indexOf(':')) as IdentifierKind;
}

/** A device's anonymous id and an alias's old id are customer keys too: they claim the identifier before anybody else. */
export function anchorsOf(identifier: string): readonly string[] {
  const kind = kindOf(identifier);
  return kind === 'device' || kind === 'alias' ? [valueOf(identifier)] : [];
}

function identifiersIn(holder: JsonObject): readonly string[] {
  return Object.entries(holder).flatMap(([name, value]) => {
    if (typeof value !== 'string' || !isIdentifierHash(value)) return [];
    const place = knownPlace(name);
    return place === 'email' || place === 'phone' || place === 'loyalty' ? [`${place}:${value}`] : [];
  });
}

function contextTraits(context: JsonObject): JsonObject {
  const traits = context['traits'];
  return typeof traits === 'object' && traits !== null && !Array.isArray(traits)
    ? (traits as JsonObject)
    : {};
}
