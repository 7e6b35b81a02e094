import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { createLoadLedgers } from '#app/profiles/find-ledger.ts';
import type { MergePorts } from '#app/profiles/settle-merges.ts';
import { type DueNotice, noticesDue } from '#core/plan/law/confirm-consent.ts';
import type { Channel, NoticeRules } from '#core/plan/law/law-pack.ts';
import { NOTICE_GIVEN } from '#core/profiles/consent.ts';

const KEYS_AT_ONCE = 100;

/** A notice that is due, and to whom. */
export interface PersonNotice extends DueNotice {
  readonly personId: string;
}

/** Reads every ledger and yields what people must be told about their own consent until `untilMs`, the overdue included. */
export async function* dueNotices(
  ports: MergePorts & { readonly keys: () => AsyncIterable<string> },
  rules: NoticeRules,
  asked: { readonly nowMs: number; readonly untilMs: number },
): AsyncIterable<PersonNotice> {
  const load = createLoadLedgers(ports);
  async function* ofKeys(keys: readonly string[]): AsyncIterable<PersonNotice> {
    const ledgers = await load(keys);
    for (const key of keys) {
      const ledger = ledgers.get(key);
      // Whoever was merged is told as the person that they are now.
      if (ledger?.personId !== key) continue;
      for (const notice of noticesDue(ledger, rules, asked)) yield { ...notice, personId: key };
    }
  }
  let keys: string[] = [];
  for await (const key of ports.keys()) {
    keys.push(key);
    if (keys.length < KEYS_AT_ONCE) continue;
    yield* ofKeys(keys);
    keys = [];
  }
  yield* ofKeys(keys);
}

/** A notice that somebody was given. */
export interface GivenNotice {
  readonly personId: string;
  readonly channel: Channel;
}

/**
 * Notes that people were told, with where the proof lies; telling it again changes nothing.
 * @returns how many ledgers changed.
 */
export function recordNotices(
  ports: MergePorts,
  given: readonly GivenNotice[],
  { atMs, evidence }: { readonly atMs: number; readonly evidence: string },
): Promise<number> {
  return createApplyConsents(ports).apply(
    given.map(({ personId, channel }) => ({
      speaker: personId,
      consent: {
        purpose: NOTICE_GIVEN,
        channel,
        granted: true,
        atMs,
        basis: 'law',
        textVersion: evidence,
      },
    })),
  );
}
