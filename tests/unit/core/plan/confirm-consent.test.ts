import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '#core/kernel/time.ts';
import { isConfirmed, noticesDue } from '#core/plan/law/confirm-consent.ts';
import { lawPacks } from '#core/plan/law/law-pack.ts';
import { type ConsentPurpose, NOTICE_GIVEN } from '#core/profiles/consent.ts';
import { emptyLedger, hearConsents, type Ledger } from '#core/profiles/ledger.ts';

const rules = lawPacks['KR']!.notices;
const YES_MS = Date.UTC(2024, 10, 22, 3);
const day = (count: number): number => YES_MS + count * DAY_MS;

const say = (ledger: Ledger, purpose: ConsentPurpose, atMs: number, over: object = {}): Ledger =>
  hearConsents(ledger, [
    {
      speaker: 'ann',
      consent: { purpose, channel: 'email', granted: true, atMs, basis: '', textVersion: '', ...over },
    },
  ]);
const yes = say(emptyLedger('ann'), 'marketing', YES_MS);
const told = (ledger: Ledger, atMs: number): Ledger => say(ledger, NOTICE_GIVEN, atMs);
const dueOf = (ledger: Ledger, nowMs: number, withinDays = 0) =>
  noticesDue(ledger, rules, { nowMs, untilMs: nowMs + withinDays * DAY_MS });

describe('notices of consent (KR, art. 50(7) and 50(8))', () => {
  it('holds a consent for two years to the millisecond, and for two more from each notice (38)', () => {
    const at = (ledger: Ledger, atMs: number) => isConfirmed(ledger, rules, { channel: 'email', atMs });
    expect([at(yes, day(730) - 1), at(yes, day(730))]).toEqual([true, false]);
    const confirmed = told(yes, day(700));
    expect([at(confirmed, day(1430) - 1), at(confirmed, day(1430))]).toEqual([true, false]);
    expect(at(say(yes, 'marketing', day(900)), day(1000))).toBe(true);
    expect(at(told(yes, day(800)), day(790))).toBe(false);
  });

  it('is about one channel, or about all of them', () => {
    const elsewhere = say(yes, NOTICE_GIVEN, day(700), { channel: 'sms' });
    expect(isConfirmed(elsewhere, rules, { channel: 'email', atMs: day(731) })).toBe(false);
    const everywhere = say(yes, NOTICE_GIVEN, day(700), { channel: 'all' });
    expect(isConfirmed(everywhere, rules, { channel: 'email', atMs: day(731) })).toBe(true);
  });

  it('asks for the result within 14 days of a yes and of a no, once each', () => {
    expect(dueOf(yes, day(1), 13)).toEqual([
      { kind: 'result', channel: 'email', granted: true, dueMs: day(14) },
    ]);
    expect(dueOf(yes, day(1), 12)).toEqual([]);
    const known = told(yes, day(2));
    expect(dueOf(known, day(3), 30)).toEqual([]);
    const left = say(known, 'marketing', day(5), { granted: false });
    expect(dueOf(left, day(30))).toEqual([
      { kind: 'result', channel: 'email', granted: false, dueMs: day(19) },
    ]);
    expect(dueOf(told(left, day(31)), day(2000))).toEqual([]);
  });

  it('asks every two years to confirm a yes, and nothing of who said no', () => {
    const known = told(yes, day(2));
    expect(dueOf(known, day(710), 30)).toEqual([
      { kind: 'renewal', channel: 'email', granted: true, dueMs: day(732) },
    ]);
    expect(dueOf(emptyLedger('bob'), day(2000))).toEqual([]);
  });
});
