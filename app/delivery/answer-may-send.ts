import { type MaySendAnswer, type MaySendUnreadable, maySendCase } from '#contracts/may-send.ts';
import { lawPacks } from '#core/plan/law/law-pack.ts';
import { maySend } from '#core/plan/law/may-send.ts';

/** Answers one line of cases. Never throws: a line that cannot be read is answered with what is wrong and where. */
export function answerMaySend(line: string, lineNumber: number): MaySendAnswer | MaySendUnreadable {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return { id: null, error: `line ${lineNumber}: not JSON` };
  }
  const parsed = maySendCase.safeParse(raw);
  const law = parsed.success ? lawPacks[parsed.data.jurisdiction] : undefined;
  if (!parsed.success || law === undefined) {
    const id = idOf(raw);
    const where = id === null ? `line ${lineNumber}: ` : '';
    return { id, error: where + (parsed.error?.issues ?? []).map(sentence).join('; ') };
  }
  const { id, channel, zone, at: atMs, consents, sent, cap } = parsed.data;
  const verdict = maySend({
    law,
    channel,
    zone,
    atMs,
    consents: consents.map(({ timestamp, ...consent }) => ({ ...consent, atMs: timestamp })),
    sentAtMs: sent.map(({ at }) => at),
    cap: { count: cap.count, periodMs: cap.period },
  });
  const next = verdict.nextAllowedAtMs;
  return {
    id,
    allowed: verdict.allowed,
    reason: verdict.reason,
    next_allowed_at: next === null ? null : isoSecond(next),
  };
}

function idOf(raw: unknown): string | number | null {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return null;
  return typeof raw.id === 'string' || typeof raw.id === 'number' ? raw.id : null;
}

function sentence(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  return issue.path.length === 0 ? issue.message : `${issue.path.map(String).join('.')}: ${issue.message}`;
}

/** A whole second as ISO 8601 without a fraction. */
function isoSecond(atMs: number): string | null {
  const at = new Date(atMs);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().replace('.000Z', 'Z');
}
