import type { Contact } from '#core/events/contact.ts';
import { CONTACT_CHANGED } from '#core/events/contact-changed.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { isIdentifierHash } from '#core/events/identifier.ts';
import { knownPlace } from '#core/events/known-place.ts';
import { hash48 } from '#core/kernel/hash.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import { bounds } from './bounds.ts';
import { newestSet, type SetRule } from './newest-set.ts';

/** Channels that reach a person by an address; the position is part of the stored format. */
export const reachChannels = ['push', 'email', 'sms'] as const satisfies readonly Contact['channel'][];

/** What was said last of one address: that it is known, or that it reaches nobody any more. */
export interface AddressFact {
  /** Position in `reachChannels`. */
  readonly channel: number;
  /** 24 bits of the address's keyed hash, never 0; 0 is whichever address the channel's last message went to. */
  readonly address: number;
  readonly atSeconds: number;
  readonly isKnown: boolean;
}

/** Channels by which a person can be reached: when the newest of their addresses was stated last, ISO 8601. */
export type Reach = Readonly<Partial<Record<Contact['channel'], string>>>;

const ANY_ADDRESS = 0;
const ADDRESSES = 0xff_ffff;
const PUSH = reachChannels.indexOf('push');
const EMAIL = reachChannels.indexOf('email');
const SMS = reachChannels.indexOf('sms');
const NOTHING: readonly AddressFact[] = [];

/** Newest first; at the same second what was lost, as the contacts have it. */
const rule: SetRule<AddressFact> = {
  limit: bounds.addresses,
  identityOf: ({ channel, address }) => `${channel} ${address}`,
  compare: (left, right) =>
    right.atSeconds - left.atSeconds ||
    Number(left.isKnown) - Number(right.isKnown) ||
    left.channel - right.channel ||
    left.address - right.address,
};

/**
 * Facts of two sources as one set, of each address the newest; the same in whatever order and however often they come.
 * Undefined, where a version of old folded without looking, stays so: what nobody looked for is not known.
 */
export function joinAddresses(
  known: readonly AddressFact[] | undefined,
  added: readonly AddressFact[] | undefined,
): readonly AddressFact[] | undefined {
  if (known === undefined || added === undefined) return undefined;
  return added.length === 0 ? known : newestSet(known, added, rule);
}

/**
 * What an event says of addresses. Of what apps state, only what the front door says it has kept (`context.contacts`):
 * what comes straight to the stream never became a contact.
 */
export function addressFactsOf(event: CustomerEvent): readonly AddressFact[] {
  const { name, type, properties, context } = event;
  const atSeconds = Math.floor(event.atMs / 1000);
  const kept = context['contacts'];
  if (Array.isArray(kept)) return keptFacts(event, kept as readonly Json[]);
  if (type !== 'track') return NOTHING;
  if (name === CONTACT_CHANGED) {
    const { channel: said, address: hash, known } = properties;
    const channel = reachChannels.findIndex((one) => one === said);
    if (channel < 0 || typeof hash !== 'string' || !isIdentifierHash(hash)) return NOTHING;
    return [{ channel, address: addressOf(hash), atSeconds, isKnown: known === true }];
  }
  const dead = deadChannelOf(name, properties);
  return dead === undefined ? NOTHING : [{ channel: dead, address: ANY_ADDRESS, atSeconds, isKnown: false }];
}

/** The same statements as those of which the front door makes contacts, by then as hashes. */
function keptFacts(event: CustomerEvent, kept: readonly Json[]): readonly AddressFact[] {
  const { name, type, traits, properties, context } = event;
  const facts: AddressFact[] = [];
  const add = (channel: number, hash: Json | undefined, isKnown = true): void => {
    if (!kept.includes(reachChannels[channel] ?? '')) return;
    if (typeof hash !== 'string' || !isIdentifierHash(hash)) return;
    facts.push({ channel, address: addressOf(hash), atSeconds: Math.floor(event.atMs / 1000), isKnown });
  };
  if (type === 'identify') eachTrait(traits, add);
  eachTrait(objectAt(context, 'traits'), add);
  add(PUSH, objectAt(context, 'device')?.['token']);
  // In one message the removal counts, whatever the context repeats.
  if (name === 'Device Registered' || name === 'Device Removed')
    add(PUSH, properties['token'], name === 'Device Registered');
  return facts;
}

/** The channel whose address a provider gave up for good, as `hear-providers` puts it. */
function deadChannelOf(name: string, { channel, reason }: JsonObject): number | undefined {
  if (name === 'Email Bounced' && reason === 'Permanent') return EMAIL;
  return name === 'Message Failed' && channel === 'sms' && reason === 'INVALID' ? SMS : undefined;
}

/** By which channels these facts reach somebody; undefined where nobody looked. */
export function reachOf(facts: readonly AddressFact[] | undefined): Reach | undefined {
  if (facts === undefined) return undefined;
  const found = reachChannels.flatMap((name, channel) => {
    const own = facts.filter((fact) => fact.channel === channel);
    const lost = own.find(({ address }) => address === ANY_ADDRESS)?.atSeconds ?? -Infinity;
    const known = own.find(({ isKnown, atSeconds }) => isKnown && atSeconds > lost);
    return known === undefined ? [] : [[name, new Date(known.atSeconds * 1000).toISOString()] as const];
  });
  return Object.fromEntries(found);
}

/** May a message be planned on this channel? What is not known is not held against anybody: the sender looks again. */
export function isReachable(reach: Reach | undefined, channel: Contact['channel']): boolean {
  return reach === undefined || reach[channel] !== undefined;
}

const addressOf = (hash: string): number => (hash48(hash) % ADDRESSES) + 1;

function eachTrait(
  traits: JsonObject | undefined,
  add: (channel: number, hash: Json | undefined) => void,
): void {
  for (const key in traits) {
    const place = knownPlace(key);
    if (place === 'email') add(EMAIL, traits[key]);
    if (place === 'phone') add(SMS, traits[key]);
  }
}

function objectAt(object: JsonObject, key: string): JsonObject | undefined {
  const value = object[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}
