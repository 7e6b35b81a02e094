import { describe, expect, it } from '@jest/globals';
import { answerMaySend } from '#app/delivery/answer-may-send.ts';

const good = {
  id: 'a',
  jurisdiction: 'KR',
  channel: 'push',
  zone: 'Asia/Seoul',
  at: '2026-11-21T21:00:00.999+09:00',
  consents: [{ purpose: 'marketing', channel: 'push', granted: true, timestamp: '2026-01-01T00:00:00Z' }],
  sent: [],
  cap: { count: 3, period: 'P7D' },
};
const answer = (change: object): unknown => answerMaySend(JSON.stringify({ ...good, ...change }), 4);

describe('answerMaySend', () => {
  it('answers in the contract’s words', () => {
    expect(answer({})).toEqual({
      id: 'a',
      allowed: false,
      reason: 'quiet_hours',
      next_allowed_at: '2026-11-21T23:00:00Z',
    });
  });

  it.each([
    ['a missing cap', { cap: undefined }, 'cap: '],
    ['a period in months', { cap: { count: 1, period: 'P1M' } }, 'cap.period: not a period'],
    ['an empty time part', { cap: { count: 1, period: 'P1DT' } }, 'cap.period: not a period'],
    ['a period of nothing', { cap: { count: 1, period: 'PT0S' } }, 'cap.period: not a period'],
    ['an unknown zone', { zone: 'Asia/Soul' }, 'zone: unknown zone'],
    ['an offset for a zone', { zone: '+09:00' }, 'zone: unknown zone'],
    ['an unknown channel', { channel: 'kakao' }, 'channel: unknown channel'],
    ['an unknown jurisdiction', { jurisdiction: 'US' }, 'jurisdiction: unknown jurisdiction'],
    ['a time without offset', { at: '2026-11-21T21:00:00' }, 'at: not an instant'],
    ['a day that does not exist', { at: '2026-02-30T21:00:00Z' }, 'at: not an instant'],
  ])('says what is wrong with %s', (_, change, start) => {
    const refused = answer(change) as { id: string; error: string };
    expect(refused.id).toBe('a');
    expect(refused.error.startsWith(start)).toBe(true);
  });

  it('gives the line number where there is no id', () => {
    expect(answerMaySend('{', 7)).toEqual({ id: null, error: 'line 7: not JSON' });
    expect((answer({ id: undefined }) as { error: string }).error).toMatch(/^line 4: /);
  });
});
