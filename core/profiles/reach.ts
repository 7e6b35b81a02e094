import type { Contact } from '#core/events/contact.ts';
import { CONTACT_CHANGED } from '#core/events/contact-changed.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { isIdentifierHash } from '#core/events/identifier.ts';
import { hash48 } from '#core/kernel/hash.ts';
import type { JsonObject } from '#core/kernel/json.ts';
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
const NOTHING: readonly AddressFact[] = [];

/** A number of its own for each fact of one second. */
const rankOf = ({ channel, address, isKnown }: AddressFact): number =>
  (Number(isKnown) * 4 + channel) * (ADDRESSES + 1) + address;

/** Newest first; at the same second what was lost, as the contacts have it. */
const rule: SetRule<AddressFact> = {
  limit: bounds.addresses,
  identityOf: ({ channel, address }) => `${channel} ${address}`,
  compare: (left, right) => right.atSeconds - left.atSeconds || rankOf(left) - rankOf(right),
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
 * What an event says of addresses: an import's or the dispatcher's `Contact Changed`, what the front door says it has
 * kept (`context.contacts`), and what a provider gave up. What comes straight to the stream never became a contact.
 */
export function addressFactsOf({ name, properties, context, atMs }: CustomerEvent): readonly AddressFact[] {
  const atSeconds = Math.floor(atMs / 1000);
  const dead = deadChannelOf(name, properties);
  if (dead >= 0) return [{ channel: dead, address: ANY_ADDRESS, atSeconds, isKnown: false }];
  const said = name === CONTACT_CHANGED ? [properties] : context['contacts'];
  if (!Array.isArray(said)) return NOTHING;
  return (said as readonly (JsonObject | null)[]).flatMap((one) => {
    const channel = reachChannels.findIndex((each) => each === one?.['channel']);
    const hash = one?.['address'];
    if (channel < 0 || typeof hash !== 'string' || !isIdentifierHash(hash)) return NOTHING;
    return { channel, address: (hash48(hash) % ADDRESSES) + 1, atSeconds, isKnown: one?.['known'] === true };
  });
}

/** The channel whose address a provider gave up for good, as `hear-providers` puts it; -1 where none did. */
function deadChannelOf(name: string, { channel, reason }: JsonObject): number {
  if (name === 'Email Bounced' && reason === 'Permanent') return reachChannels.indexOf('email');
  const isSms = name === 'Message Failed' && channel === 'sms' && reason === 'INVALID';
  return isSms ? reachChannels.indexOf('sms') : -1;
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
