import { DAY_MS } from '../calendar.ts';
import { type Random, randomOf } from '../random.ts';
import type { Channel, Consent, Latent, Purpose } from './customer.ts';

const channels: readonly Channel[] = ['push', 'email', 'sms'];

/** Shares who grant each purpose when they join. */
const consentShares = {
  marketing: 0.72,
  /** Of those who granted marketing on that channel. */
  marketing_night: 0.22,
  analytics: 0.9,
  location: 0.55,
  third_party: 0.12,
  /** Who take marketing consent back within a year. */
  withdrawnPerYear: 0.08,
} as const;

interface Person {
  readonly seed: number;
  readonly index: number;
  readonly joinedMs: number;
  readonly usesApp: boolean;
  readonly latent: Latent;
}

/** What a person consented to when they joined, and when they took it back; ordered by time. */
export function drawConsents(person: Person): readonly Consent[] {
  const random = randomOf(person.seed, 'consents', person.index);
  const reachable = channels.filter((channel) => channel !== 'push' || person.usesApp);
  const onChannels = reachable.flatMap((channel) => marketingOn(channel, person, random));
  const general = (['analytics', 'location', 'third_party'] as const).map(
    (purpose): Consent => consent(purpose, 'all', random.chance(consentShares[purpose]), person.joinedMs),
  );
  return [...general, ...onChannels].sort((left, right) => left.atMs - right.atMs);
}

function marketingOn(channel: Channel, person: Person, random: Random): readonly Consent[] {
  const granted = random.chance(consentShares.marketing);
  const given = [
    consent('marketing', channel, granted, person.joinedMs),
    consent(
      'marketing_night',
      channel,
      granted && random.chance(consentShares.marketing_night),
      person.joinedMs,
    ),
  ];
  const withdrawnAfterDays = random.exponential(365 / consentShares.withdrawnPerYear);
  if (!granted || withdrawnAfterDays > 1000) return given;
  return [...given, consent('marketing', channel, false, person.joinedMs + withdrawnAfterDays * DAY_MS)];
}

function consent(purpose: Purpose, channel: Consent['channel'], granted: boolean, atMs: number): Consent {
  return { purpose, channel, granted, atMs: Math.round(atMs) };
}
