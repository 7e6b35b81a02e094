import type { ConsentPurpose } from '#core/profiles/ledger.ts';
import type { Channel, LawPack } from './law-pack.ts';
import { isQuiet, quietUntilMs } from './quiet-hours.ts';

/** What must be known to say whether a message may go out. Instants are UTC epoch milliseconds. */
export interface SendCase {
  readonly law: LawPack;
  readonly channel: Channel;
  /** IANA zone of the person. */
  readonly zone: string;
  readonly atMs: number;
  readonly consents: readonly {
    readonly purpose: ConsentPurpose;
    readonly channel: Channel;
    readonly granted: boolean;
    readonly atMs: number;
  }[];
  /** When messages of any channel went out. */
  readonly sentAtMs: readonly number[];
  /** Fewer than `count` messages in any elapsed `periodMs`. */
  readonly cap: { readonly count: number; readonly periodMs: number };
}

/** Why a message may not go out now; the first that applies, in this order. */
export type SendRefusal = 'no_consent' | 'quiet_hours' | 'frequency_cap';

/** Whether a message may go out, and when next if nothing else happens. */
export interface SendVerdict {
  readonly allowed: boolean;
  readonly reason: SendRefusal | null;
  /** The first whole second at or after the instant at which it would be allowed; null if never. */
  readonly nextAllowedAtMs: number | null;
}

/** Judges one case by the consent in force, the quiet hours of the person's own wall clock, and the frequency cap. */
export function maySend(send: SendCase): SendVerdict {
  if (!isGranted(send, 'marketing')) return { allowed: false, reason: 'no_consent', nextAllowedAtMs: null };
  const quietHours = quietHoursFor(send);
  const isQuietNow = quietHours !== undefined && isQuiet(quietHours, send.zone, send.atMs);
  const capFreeAtMs = capFreeFromMs(send);
  const isCapped = capFreeAtMs === null || capFreeAtMs > send.atMs;
  const reason = isQuietNow ? 'quiet_hours' : isCapped ? 'frequency_cap' : null;
  return { allowed: reason === null, reason, nextAllowedAtMs: nextAllowedAtMs(send, capFreeAtMs) };
}

/** The newest statement at or before the instant decides; of two at the same instant, the refusal. */
function isGranted({ consents, channel, atMs }: SendCase, purpose: ConsentPurpose): boolean {
  let newestMs = Number.NEGATIVE_INFINITY;
  let granted = false;
  for (const consent of consents) {
    if (consent.purpose !== purpose || consent.channel !== channel) continue;
    if (consent.atMs > atMs || consent.atMs < newestMs) continue;
    granted = consent.granted && (consent.atMs > newestMs || granted);
    newestMs = consent.atMs;
  }
  return granted;
}

function quietHoursFor(send: SendCase): LawPack['quietHours'] | undefined {
  const { quietHours } = send.law;
  if (quietHours.exemptChannels.includes(send.channel)) return undefined;
  return isGranted(send, quietHours.liftedBy) ? undefined : quietHours;
}

/** From when on fewer than `count` messages lie in the period; null if the cap allows none at all. */
function capFreeFromMs({ sentAtMs, cap, atMs }: SendCase): number | null {
  if (cap.count === 0) return null;
  const newestFirst = sentAtMs.filter((sentMs) => sentMs <= atMs).sort((a, b) => b - a);
  const blocking = newestFirst[cap.count - 1];
  return blocking === undefined ? Number.NEGATIVE_INFINITY : blocking + cap.periodMs;
}

function nextAllowedAtMs(send: SendCase, capFreeAtMs: number | null): number | null {
  if (capFreeAtMs === null) return null;
  const fromMs = Math.ceil(Math.max(send.atMs, capFreeAtMs) / 1000) * 1000;
  const quietHours = quietHoursFor(send);
  return quietHours === undefined ? fromMs : quietUntilMs(quietHours, send.zone, fromMs);
}
