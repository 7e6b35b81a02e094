import { describe, expect, it } from '@jest/globals';
import { boundedId, boundedName, boundedWords } from '#core/profiles/bounded-text.ts';
import { eventOf } from '#tests/support/customer-event.ts';
import { hotOf, identify, NOON_MS, track, viewOf } from '#tests/support/fold-one.ts';

const NOON = NOON_MS / 1000;

describe('the hot part', () => {
  it('knows when a customer was first and last seen, to the second', () => {
    const state = hotOf(track('screen', {}, 10), track('screen', {}, -20), track('screen', {}, 0));
    expect([state.firstSeenSeconds, state.lastSeenSeconds]).toEqual([NOON - 20, NOON + 10]);
  });

  it('takes zone and locale from the newest statement, and the greater text of two of one second', () => {
    const said = (timezone: string, locale: string, at: number) => identify({ timezone, locale }, at);
    const state = hotOf(
      { ...said('Asia/Tokyo', 'ja_JP', 30), zone: undefined },
      { ...said('Europe/Paris', 'fr-FR', 10), zone: undefined },
      { ...said('Asia/Seoul', 'ko-KR', 30), messageId: 'other', zone: undefined },
    );
    expect([state.zone?.value, state.locale?.value]).toEqual(['Asia/Tokyo', 'ko-KR']);
  });

  it('ignores zones and locales that are none', () => {
    const state = hotOf({ ...identify({ timezone: 'Mars/Olympus', locale: '<b>' }), zone: undefined });
    expect([state.zone, state.locale]).toEqual([undefined, undefined]);
  });

  it('counts browsing by the hour of the week of the event and never by the zone remembered', () => {
    // Friday noon in Seoul is Thursday 22:00 in New York.
    const seoul = track('Product Viewed');
    const newYork = { ...track('Product Viewed', {}, 1), zone: 'America/New_York' };
    const unsaid = { ...track('Product Viewed', {}, 2), zone: undefined };
    const hours = hotOf(seoul, newYork, unsaid).browseHours;
    expect([hours[4 * 24 + 12], hours[3 * 24 + 22]]).toEqual([2, 1]);
  });

  it('keeps Korean words and emoji whole and cuts no character in two', () => {
    const long = '🧴'.repeat(30);
    const state = hotOf(
      track('Products Searched', { query: '  수분   크림 ' }, 1),
      track('Products Searched', { query: '수분 크림'.normalize('NFD') }, 2),
      track('Products Searched', { query: 'ＲＥＴＩＮＯＬ' }, 3),
      track('Products Searched', { query: long }, 4),
    );
    expect(state.searches.map(({ key }) => key)).toEqual(['🧴'.repeat(24), 'retinol', '수분 크림']);
  });

  it('keeps one view of a product, kind and day, the newest', () => {
    const state = hotOf(
      track('Product Viewed', { product_id: 'P-1' }, 0),
      track('Product Viewed', { product_id: 'P-1' }, 60),
      track('Product Viewed', { product_id: 'P-1' }, -86_400),
      track('Reviews Viewed', { product_id: 'P-1' }, 5),
      track('Products Compared', { product_ids: ['P-2', 'P-3'] }, 1),
    );
    expect(state.views.map(({ key, atSeconds }) => `${key} ${atSeconds - NOON}`)).toEqual([
      'P-1 60',
      'P-1 5',
      'P-2 1',
      'P-3 1',
      'P-1 -86400',
    ]);
  });

  it('sums points as whole numbers and leaves out what is no amount', () => {
    const amounts = [100, 50.4, -3, '7', Number.NaN];
    const state = hotOf(...amounts.map((amount, index) => track('Points Earned', { amount }, index)));
    expect(state.pointsEarned).toBe(150);
  });

  it('keeps of an identify only what is small and not sensitive', () => {
    const state = hotOf(
      identify({
        city: '서울',
        region: '마포구',
        birthday: '1990-01-01',
        email: 'x',
        createdAt: '2020-02-01T00:00:00Z',
      }),
    );
    expect(JSON.stringify(state)).not.toMatch(/1990|email/);
    expect([state.city?.value, state.region?.value, state.joinedSeconds]).toEqual([
      '서울',
      '마포구',
      Date.UTC(2020, 1, 1) / 1000,
    ]);
  });

  it('keeps third parties apart, the newest word of each, for 90 days', () => {
    const view = viewOf(
      identify({ 'third_party.acme': ['vip', 'car', 'vip'] }, -100),
      identify({ third_party: { acme: ['car'], old: true } }, -91 * 86_400),
      identify({ third_party: { geo: 'seoul-west' } }, -10),
    );
    expect(view.thirdParty).toEqual({ geo: ['seoul-west'], acme: ['car', 'vip'] });
  });

  it('counts channel responses and clamped times', () => {
    const events = [
      'Push Notification Received',
      'Push Notification Tapped',
      'Email Bounced',
      'Unsubscribed',
    ];
    const view = viewOf(
      ...events.map((name, index) => track(name, {}, index)),
      eventOf({ name: 'Test Drive Booked', atMs: NOON_MS, isClamped: true }),
    );
    expect(view.eventCounts).toEqual({
      push_received: 1,
      push_tapped: 1,
      email_bounced: 1,
      unsubscribed: 1,
      other: 1,
    });
    expect(view.clampedCount).toBe(1);
  });
});

describe('a bounded text', () => {
  it('is an id of at most 40 bytes, a longer one its hash, the same each time', () => {
    expect(boundedId('가'.repeat(13))).toBe('가'.repeat(13));
    expect(boundedId('가'.repeat(14))).toMatch(/^#[0-9a-z]+$/);
    expect(boundedId('x'.repeat(9_000))).toBe(boundedId('x'.repeat(9_000)));
    expect(boundedId('e\u0301')).toBe('é');
    expect([boundedId(' '), boundedId(12), boundedId(1.5), boundedId(null)]).toEqual([
      undefined,
      '12',
      undefined,
      undefined,
    ]);
  });

  it('replaces lone surrogates, which no store takes', () => {
    expect(boundedWords('\ud83e')).toBe('\ufffd');
    expect(boundedName('A\ud83e')).toBe('A\ufffd');
  });
});
