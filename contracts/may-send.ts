import * as z from 'zod';
import { parseDurationMs } from '#core/kernel/duration.ts';
import { isTimeZone, parseInstant } from '#core/kernel/time.ts';
import type { Channel } from '#core/plan/law/law-pack.ts';
import type { ConsentPurpose } from '#core/profiles/ledger.ts';

const channel = z.enum(['push', 'email', 'sms'] satisfies Channel[], {
  error: 'unknown channel: use push, email or sms',
});

const purpose = z.enum(
  ['marketing', 'marketing_night', 'analytics', 'location', 'third_party'] satisfies ConsentPurpose[],
  { error: 'unknown purpose: use marketing, marketing_night, analytics, location or third_party' },
);

/** An ISO 8601 instant with `Z` or an offset, as UTC epoch milliseconds. */
const instant = z.string().transform((text, context) => {
  const atMs = parseInstant(text);
  if (atMs !== undefined) return atMs;
  context.addIssue({
    code: 'custom',
    message: 'not an instant: write 2026-11-21T12:00:00Z or with an offset such as +09:00',
  });
  return z.NEVER;
});

const period = z.string().transform((text, context) => {
  const periodMs = parseDurationMs(text);
  if (periodMs !== undefined) return periodMs;
  context.addIssue({
    code: 'custom',
    message:
      'not a period: write weeks, days, hours, minutes or seconds above zero, such as P7D or PT12H; months and years have no fixed length',
  });
  return z.NEVER;
});

/** One line of `kairos may-send`: could this be sent then? */
export const maySendCase = z.object({
  id: z.union([z.string(), z.number()]),
  jurisdiction: z.enum(['KR'], { error: 'unknown jurisdiction: there is a law pack for KR' }),
  channel,
  zone: z.string().refine(isTimeZone, 'unknown zone: use an IANA name such as Asia/Seoul'),
  at: instant,
  consents: z.array(z.object({ purpose, channel, granted: z.boolean(), timestamp: instant })),
  sent: z.array(z.object({ at: instant, channel })),
  cap: z.object({ count: z.number().int().min(0), period }),
});

/** The answer to one case that could be read. */
export interface MaySendAnswer {
  readonly id: string | number;
  readonly allowed: boolean;
  readonly reason: 'no_consent' | 'quiet_hours' | 'frequency_cap' | null;
  /** ISO 8601 in UTC, a whole second. */
  readonly next_allowed_at: string | null;
}

/** The answer to a line that could not be read. */
export interface MaySendUnreadable {
  readonly id: string | number | null;
  readonly error: string;
}
