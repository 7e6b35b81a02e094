import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lawPacks } from '#core/plan/law/law-pack.ts';
import { maySend, type SendCase } from '#core/plan/law/may-send.ts';
import { isQuiet } from '#core/plan/law/quiet-hours.ts';

const law = lawPacks['KR'];
if (law === undefined) throw new Error('no Korean law pack');

const at = (iso: string): number => Date.parse(iso);
const granted = (purpose: 'marketing' | 'marketing_night', iso = '2026-01-01T00:00:00Z', isGranted = true) =>
  ({ purpose, channel: 'push', granted: isGranted, atMs: at(iso) }) as const;

const push = (overrides: Partial<SendCase> = {}): SendCase => ({
  law,
  channel: 'push',
  zone: 'Asia/Seoul',
  atMs: at('2026-11-21T12:00:00+09:00'),
  consents: [granted('marketing')],
  sentAtMs: [],
  cap: { count: 3, periodMs: 7 * 86_400_000 },
  ...overrides,
});

describe('maySend', () => {
  it('allows a message by day to somebody who agreed', () => {
    expect(maySend(push())).toEqual({
      allowed: true,
      reason: null,
      nextAllowedAtMs: at('2026-11-21T12:00:00+09:00'),
    });
  });

  it('refuses without consent, and for ever', () => {
    expect(maySend(push({ consents: [] }))).toEqual({
      allowed: false,
      reason: 'no_consent',
      nextAllowedAtMs: null,
    });
  });

  it('takes the refusal of two statements at one instant, whatever their order', () => {
    const both = [granted('marketing'), granted('marketing', '2026-01-01T00:00:00Z', false)];
    expect(maySend(push({ consents: both })).reason).toBe('no_consent');
    expect(maySend(push({ consents: both.reverse() })).reason).toBe('no_consent');
  });

  it('does not hear a statement that was made later', () => {
    const later = granted('marketing', '2026-12-01T00:00:00Z', false);
    expect(maySend(push({ consents: [granted('marketing'), later] })).allowed).toBe(true);
  });

  it.each([
    ['20:59:59', null],
    ['21:00:00', 'quiet_hours'],
    ['07:59:59', 'quiet_hours'],
    ['08:00:00', null],
  ])('at %s in Seoul says %s', (time, reason) => {
    expect(maySend(push({ atMs: at(`2026-11-21T${time}+09:00`) })).reason).toBe(reason);
  });

  it('names eight in the morning as the next moment', () => {
    const verdict = maySend(push({ atMs: at('2026-11-21T23:10:00.500+09:00') }));
    expect(verdict.nextAllowedAtMs).toBe(at('2026-11-22T08:00:00+09:00'));
  });

  it('lets e-mail and the consent for the night through', () => {
    const night = at('2026-11-21T23:10:00+09:00');
    const email = { ...granted('marketing'), channel: 'email' as const };
    expect(maySend(push({ atMs: night, channel: 'email', consents: [email] })).allowed).toBe(true);
    expect(
      maySend(push({ atMs: night, consents: [granted('marketing'), granted('marketing_night')] })).allowed,
    ).toBe(true);
  });

  it('counts what lies in (at - period, at], and says when the oldest falls out', () => {
    const now = at('2026-11-21T12:00:00+09:00');
    const week = 7 * 86_400_000;
    const sent = [now, now - 1, now - week];
    expect(maySend(push({ sentAtMs: sent })).allowed).toBe(true);
    const full = maySend(push({ sentAtMs: [...sent, now - week + 1] }));
    expect(full).toEqual({ allowed: false, reason: 'frequency_cap', nextAllowedAtMs: now + 1000 });
  });

  it('never allows under a cap of none', () => {
    const none = maySend(push({ cap: { count: 0, periodMs: 1000 } }));
    expect(none).toEqual({ allowed: false, reason: 'frequency_cap', nextAllowedAtMs: null });
  });

  it('sees the clock change that ends a night early', () => {
    // Lisbon 2026-03-29: 01:00 becomes 02:00, so the night is an hour shorter.
    const verdict = maySend(push({ zone: 'Europe/Lisbon', atMs: at('2026-03-28T23:00:00Z') }));
    expect(verdict.nextAllowedAtMs).toBe(at('2026-03-29T07:00:00Z'));
  });

  it('names the first second that passes, as stepping second by second would', () => {
    const zones = [
      'Asia/Seoul',
      'America/New_York',
      'Australia/Lord_Howe',
      'Antarctica/Casey',
      'Asia/Kathmandu',
    ];
    const starts = [
      '2020-10-03T15:50:00Z',
      '2026-10-03T14:00:00Z',
      '2026-11-01T04:00:00Z',
      '2026-03-08T05:00:00Z',
    ];
    fc.assert(
      fc.property(
        fc.record({
          zone: fc.constantFrom(...zones),
          start: fc.constantFrom(...starts.map(at)),
          delay: fc.integer({ min: 0, max: 7_200_000 }),
          before: fc.array(fc.integer({ min: 0, max: 7_200_000 }), { maxLength: 4 }),
          periodMs: fc.integer({ min: 1, max: 10_000_000 }),
        }),
        ({ zone, start, delay, before, periodMs }) => {
          const atMs = start + delay;
          const sentAtMs = before.map((ms) => atMs - ms);
          const send = push({
            zone,
            atMs,
            sentAtMs,
            cap: { count: 2, periodMs },
            consents: [granted('marketing', '2020-01-01T00:00:00Z')],
          });
          const passes = (t: number): boolean =>
            !isQuiet(law.quietHours, zone, t) &&
            sentAtMs.filter((sentMs) => sentMs > t - periodMs && sentMs <= t).length < 2;
          let expected = Math.ceil(atMs / 1000) * 1000;
          while (!passes(expected)) expected += 1000;
          expect(maySend(send).nextAllowedAtMs).toBe(expected);
        },
      ),
      { numRuns: 60, seed: 20261121 },
    );
  });
});
