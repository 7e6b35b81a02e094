import type { TriggerRule } from '#core/plan/campaign.ts';

const HOUR_MS = 3_600_000;
/** Messages remembered per person; claims still decide about those that were forgotten. */
const FIRED_KEPT = 64;

/** A message that a trigger started. */
export interface Fired {
  readonly campaignId: string;
  /** Trigger key. */
  readonly occurrence: string;
  /** Of the occasion, UTC epoch ms. */
  readonly atMs: number;
  /** Another occasion before this instant starts nothing of this campaign, UTC epoch ms. */
  readonly coolUntilMs: number;
  /** It is never sent from here on, UTC epoch ms. */
  readonly expiresAtMs: number;
  readonly cancelOn: readonly string[];
}

/** What triggers remember of one customer key. */
export interface TriggerMarks {
  readonly fired: readonly Fired[];
  /** The newest of each cancelling event, UTC epoch ms. */
  readonly seen: Readonly<Record<string, number>>;
}

/** Nothing happened yet. */
export const noMarks: TriggerMarks = { fired: [], seen: {} };

/** Whether a campaign may start a message, as a person's marks read. */
export type MarkVerdict = 'free' | 'ours' | 'cool_down' | 'overtaken';

/** What the marks of all keys of a person say to one more message. `ours`: this very occasion was here before. */
export function judgeMarks(marks: readonly TriggerMarks[], next: Fired): MarkVerdict {
  if (isOvertaken(marks, next)) return 'overtaken';
  const own = marks.flatMap(({ fired }) => fired).filter(({ campaignId }) => campaignId === next.campaignId);
  if (own.some(({ occurrence }) => occurrence === next.occurrence)) return 'ours';
  // Both ways: occasions may be delivered out of order.
  const isCooling = own.some((fired) => next.atMs < fired.coolUntilMs && fired.atMs < next.coolUntilMs);
  return isCooling ? 'cool_down' : 'free';
}

/** Has an event happened since the occasion that makes its message pointless? */
export function isOvertaken(
  marks: readonly TriggerMarks[],
  { cancelOn, atMs }: Pick<Fired, 'cancelOn' | 'atMs'>,
): boolean {
  return marks.some(({ seen }) => cancelOn.some((name) => (seen[name] ?? -Infinity) >= atMs));
}

/** The marks with one more message, without those that can stop nothing any more. */
export function withFired(marks: TriggerMarks, next: Fired, nowMs: number): TriggerMarks {
  const living = marks.fired.filter(
    ({ coolUntilMs, expiresAtMs }) => Math.max(coolUntilMs, expiresAtMs) > nowMs,
  );
  return { ...marks, fired: [...living, next].slice(-FIRED_KEPT) };
}

/** The marks after a cancelling event; the same object if nothing changed. */
export function withSeen(marks: TriggerMarks, name: string, atMs: number): TriggerMarks {
  if ((marks.seen[name] ?? -Infinity) >= atMs) return marks;
  return { ...marks, seen: { ...marks.seen, [name]: atMs } };
}

/** What a rule makes of an occasion at this instant: when it is due, and until when. UTC epoch ms. */
export function scheduleOf(
  rule: TriggerRule,
  atMs: number,
): { readonly dueAtMs: number; readonly expiresAtMs: number; readonly coolUntilMs: number } {
  const dueAtMs = atMs + rule.delayMinutes * 60_000;
  return {
    dueAtMs,
    expiresAtMs: dueAtMs + rule.expiresMinutes * 60_000,
    coolUntilMs: atMs + rule.coolDownHours * HOUR_MS,
  };
}
