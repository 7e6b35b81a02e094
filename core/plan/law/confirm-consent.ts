import { DAY_MS } from '#core/kernel/time.ts';
import { NOTICE_GIVEN } from '#core/profiles/consent.ts';
import type { HeldConsent, Ledger } from '#core/profiles/ledger.ts';
import type { Channel, NoticeRules } from './law-pack.ts';

/** What a question about a ledger is about. */
interface Asked {
  readonly channel: Channel;
  /** UTC epoch ms. */
  readonly atMs: number;
}

const isAbout = (said: HeldConsent, { channel, atMs }: Asked): boolean =>
  said.atMs <= atMs && (said.channel === channel || said.channel === 'all');

/**
 * By when the person must be told again that they consented: counted from the newest yes or the newest notice.
 * Undefined where there is no yes.
 */
function confirmByMs({ consents }: Ledger, { renewalDays }: NoticeRules, asked: Asked): number | undefined {
  const about = consents.filter((said) => isAbout(said, asked));
  const yes = about.filter(({ purpose, granted }) => purpose === 'marketing' && granted);
  if (yes.length === 0) return undefined;
  const notices = about.filter(({ purpose }) => purpose === NOTICE_GIVEN);
  return Math.max(...[...yes, ...notices].map(({ atMs }) => atMs)) + renewalDays * DAY_MS;
}

/** Is the consent young enough, or confirmed since? */
export function isConfirmed(ledger: Ledger, rules: NoticeRules, asked: Asked): boolean {
  const byMs = confirmByMs(ledger, rules, asked);
  return byMs === undefined || asked.atMs < byMs;
}

/** Something that a person must be told about their own consent. */
export interface DueNotice {
  /** `result`: what came of a yes, a no or a withdrawal; `renewal`: that they consented, again. */
  readonly kind: 'result' | 'renewal';
  readonly channel: Channel;
  readonly granted: boolean;
  /** UTC epoch ms. */
  readonly dueMs: number;
}

/** What a person must be told until `untilMs`, the overdue included: at most one notice a channel. */
export function noticesDue(
  ledger: Ledger,
  rules: NoticeRules,
  { nowMs, untilMs }: { readonly nowMs: number; readonly untilMs: number },
): readonly DueNotice[] {
  return (['push', 'email', 'sms'] as const).flatMap((channel) => {
    const about = ledger.consents.filter((said) => isAbout(said, { channel, atMs: nowMs }));
    const statement = about.find(({ purpose }) => purpose === 'marketing' || purpose === 'marketing_night');
    if (statement === undefined) return [];
    const toldMs = Math.max(
      0,
      ...about.filter(({ purpose }) => purpose === NOTICE_GIVEN).map(({ atMs }) => atMs),
    );
    const isTold = toldMs >= statement.atMs;
    const day = about.find(({ purpose }) => purpose === 'marketing');
    const isGranted = day?.granted === true;
    const renewMs = isGranted ? confirmByMs(ledger, rules, { channel, atMs: nowMs }) : undefined;
    const resultMs = isTold ? undefined : statement.atMs + rules.resultDays * DAY_MS;
    const dueMs = resultMs ?? renewMs;
    if (dueMs === undefined || dueMs > untilMs) return [];
    const kind = resultMs === undefined ? 'renewal' : 'result';
    return [{ kind, channel, granted: statement.granted, dueMs }];
  });
}
