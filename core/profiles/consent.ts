import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Json } from '#core/kernel/json.ts';

/** What a consent is for. */
export const CONSENT_PURPOSES = [
  'marketing',
  'marketing_night',
  'analytics',
  'location',
  'third_party',
] as const;

/**
 * No consent, but that we told the person about theirs: kept among their statements, so that whatever merges, exports
 * or erases these does so with the evidence. Nobody outside can state it.
 */
export const NOTICE_GIVEN = 'notice_given';

/** What a consent is for. */
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number] | typeof NOTICE_GIVEN;

/** Ways to reach a person; `all` where the purpose has no channel, or where the statement was about every one. */
export const CONSENT_CHANNELS = ['push', 'email', 'sms', 'kakao', 'all'] as const;

/** Purposes that are about a channel; the others are always about `all`. */
const PER_CHANNEL: ReadonlySet<string> = new Set(['marketing', 'marketing_night']);

/**
 * UTF-8 bytes kept of a basis or a text version. A longer one is cut and marked: a refusal must never be lost for
 * the sake of its wording.
 */
const TEXT_BYTES = 32;

/** One statement of a person about one purpose and channel. */
export interface Consent {
  readonly purpose: ConsentPurpose;
  /** One of `CONSENT_CHANNELS`. */
  readonly channel: string;
  readonly granted: boolean;
  /** When it was said, UTC epoch ms. */
  readonly atMs: number;
  /** Why it counts, e.g. `opt_in`, `direct_deal_6m`; at most 32 bytes of UTF-8. */
  readonly basis: string;
  /** Version of the text that the person saw; at most 32 bytes of UTF-8. */
  readonly textVersion: string;
}

/** What one event says about consent: statements, or that it could not be read (it is then counted, never guessed). */
export interface ConsentReading {
  readonly consents: readonly Consent[];
  /** The property that could not be read, else undefined. */
  readonly unreadable: string | undefined;
}

const NOTHING: ConsentReading = { consents: [], unreadable: undefined };

/** Events that say no without naming a purpose, and the basis that is kept of them. */
const REFUSALS: Readonly<Record<string, string>> = {
  Unsubscribed: 'unsubscribed',
  'Email Marked as Spam': 'marked_as_spam',
};

/** Does this event state a consent or take one back? */
export function isConsentStatement({ name }: CustomerEvent): boolean {
  return name === 'Consent Changed' || Object.hasOwn(REFUSALS, name);
}

/**
 * The consents that an event states. `Consent Changed` states one; `Unsubscribed` and `Email Marked as Spam` refuse
 * marketing, by day and by night, on their channel (e-mail where they name none, as in Segment's e-mail spec).
 */
export function consentsOf(event: CustomerEvent): ConsentReading {
  const { properties, atMs } = event;
  if (event.name === 'Consent Changed') {
    return readConsent({
      purpose: properties['purpose'],
      channel: properties['channel'],
      granted: properties['granted'],
      basis: properties['basis'],
      textVersion: properties['text_version'],
      atMs,
    });
  }
  if (!isConsentStatement(event)) return NOTHING;
  const refusal = {
    channel: properties['channel'] ?? 'email',
    granted: false,
    basis: REFUSALS[event.name],
    atMs,
  };
  const day = readConsent({ ...refusal, purpose: 'marketing', textVersion: undefined });
  const night = readConsent({ ...refusal, purpose: 'marketing_night', textVersion: undefined });
  return { consents: [...day.consents, ...night.consents], unreadable: day.unreadable };
}

/** A statement as it came from outside: nothing about it is known yet. */
export interface ConsentClaim {
  readonly purpose: Json | undefined;
  readonly channel: Json | undefined;
  readonly granted: Json | undefined;
  readonly basis: Json | undefined;
  readonly textVersion: Json | undefined;
  readonly atMs: number;
}

/** One statement, read from outside. A channel may be missing only where the purpose has none, or for all of them. */
export function readConsent(claim: ConsentClaim): ConsentReading {
  const purpose = CONSENT_PURPOSES.find((known) => known === claim.purpose);
  if (purpose === undefined) return unreadable('purpose');
  const channel = PER_CHANNEL.has(purpose) ? channelOf(claim.channel) : 'all';
  if (channel === undefined) return unreadable('channel');
  if (typeof claim.granted !== 'boolean') return unreadable('granted');
  const { granted, atMs } = claim;
  const basis = shortText(claim.basis);
  const textVersion = shortText(claim.textVersion);
  return { consents: [{ purpose, channel, granted, atMs, basis, textVersion }], unreadable: undefined };
}

/**
 * Which of two statements about the same thing decides: negative if `a` does. The newer one; at equal times the
 * refusal; the rest only makes the order total.
 */
export function byDecision(a: Consent, b: Consent): number {
  return (
    b.atMs - a.atMs ||
    Number(a.granted) - Number(b.granted) ||
    compareText(a.basis, b.basis) ||
    compareText(a.textVersion, b.textVersion) ||
    compareText(a.purpose, b.purpose) ||
    compareText(a.channel, b.channel)
  );
}

/** Order of UTF-16 code units: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function unreadable(property: string): ConsentReading {
  return { consents: [], unreadable: property };
}

function channelOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return 'all';
  return CONSENT_CHANNELS.find((known) => known === value);
}

function shortText(value: Json | undefined): string {
  if (typeof value !== 'string') return '';
  const encoder = new TextEncoder();
  if (encoder.encode(value).length <= TEXT_BYTES) return value.toWellFormed();
  let kept = '';
  for (const character of value.toWellFormed()) {
    if (encoder.encode(`${kept}${character}…`).length > TEXT_BYTES) break;
    kept += character;
  }
  return `${kept}…`;
}
