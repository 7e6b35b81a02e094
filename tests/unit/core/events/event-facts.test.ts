import { describe, expect, it } from '@jest/globals';
import { EVENT_CATALOGUE } from '#core/events/catalogue/event-catalogue.ts';
import { extractContacts } from '#core/events/extract-contacts.ts';
import { isLocationSignal, LOCATION_EVENT_NAMES, stripLocation } from '#core/events/location-signal.ts';
import type { Message } from '#core/events/message.ts';
import { normaliseId, normalisePhone } from '#core/events/normalise-identifier.ts';
import { toCustomerEvent } from '#core/events/to-customer-event.ts';
import {
  ANSWER_EVENT_NAMES,
  isAlone,
  isUrgent,
  STARTING_EVENT_NAMES,
  URGENT_EVENT_NAMES,
  URGENT_PATTERN,
} from '#core/events/urgent-event.ts';
import { CLICK_EVENTS } from '#core/outcomes/message-click.ts';
import { compilePattern } from '#local/event-source/filter-pattern.ts';
import { testHash } from '#tests/identifier-hash.ts';

const message = (more: Partial<Message> = {}): Message => ({
  type: 'track',
  messageId: 'm',
  userId: 'u-1',
  event: 'Custom',
  ...more,
});

describe('EVENT_CATALOGUE', () => {
  it('names each event once, and every urgent and location event', () => {
    const names = EVENT_CATALOGUE.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([...URGENT_EVENT_NAMES, ...STARTING_EVENT_NAMES, ...LOCATION_EVENT_NAMES]),
    );
  });
});

describe('isUrgent', () => {
  it('looks at track messages, and at pages that a link of ours led to', () => {
    expect(isUrgent(message({ event: 'Consent Changed' }))).toBe(true);
    expect(isUrgent(message({ event: 'Product Viewed' }))).toBe(false);
    expect(isUrgent(message({ type: 'page', event: 'Consent Changed' }))).toBe(false);
    expect(isUrgent(message({ type: 'page', properties: { message_key: 'a/once/u-1' } }))).toBe(true);
  });

  it('leaves what may start a message to the lane of triggers, though it is a record of its own', () => {
    const added = message({ event: 'Product Added' });
    expect([isUrgent(added), isAlone(added)]).toEqual([false, true]);
    expect(isAlone(message({ event: 'Consent Changed' }))).toBe(true);
    expect(isAlone(message({ type: 'page', event: 'Product Added' }))).toBe(false);
  });

  it('holds for answers to a message of ours alone, and agrees with the lane’s filter', () => {
    const matches = compilePattern(URGENT_PATTERN);
    const properties = { message_key: 'autumn/once/u-1' };
    for (const event of ['Product Viewed', 'Push Notification Tapped', 'Order Completed', 'Custom'])
      for (const one of [
        message({ event }),
        message({ event, properties }),
        message({ type: 'page', event }),
        message({ type: 'page', properties }),
      ])
        expect(matches(one)).toBe(isUrgent(one));
    expect(isUrgent(message({ event: 'Product Viewed', properties }))).toBe(true);
    expect(Object.keys(CLICK_EVENTS).sort()).toEqual([...ANSWER_EVENT_NAMES, 'page'].sort());
  });
});

describe('stripLocation', () => {
  it('takes coordinates out at any depth and leaves the rest', () => {
    const stripped = stripLocation(
      message({
        properties: {
          store: { id: 1, latitude: 37.5, Lng: 127 },
          spots: [{ gps: 'x' }, { a: 1 }],
          location: 'main banner',
        },
        traits: { location: '37.51,127.02' },
        context: { location: { country: 'KR' }, locale: 'ko-KR' },
      }),
    );
    expect(stripped.properties).toEqual({ store: { id: 1 }, spots: [{}, { a: 1 }], location: 'main banner' });
    expect([stripped.traits, stripped.context]).toEqual([{}, { locale: 'ko-KR' }]);
  });

  it('gives back the same object where there is nothing to take', () => {
    const plain = message({ properties: { a: [{ b: 1 }] }, context: { page: { url: 'x' } } });
    expect(stripLocation(plain)).toBe(plain);
    expect(isLocationSignal({ name: 'Store Entered' })).toBe(true);
  });
});

describe('toCustomerEvent', () => {
  const arrivedMs = Date.parse('2026-11-21T00:00:10.000Z');

  it('takes the device clock’s error out', () => {
    const event = toCustomerEvent(
      message({
        timestamp: '2020-01-01T00:00:00.000Z',
        sentAt: '2020-01-01T00:00:05.000Z',
        receivedAt: '2026-11-21T00:00:09.000Z',
      }),
      arrivedMs,
    );
    expect([new Date(event.atMs).toISOString(), event.isClamped]).toEqual([
      '2026-11-21T00:00:04.000Z',
      false,
    ]);
  });

  it('clamps what cannot be, and does not believe a receipt in the future', () => {
    const event = toCustomerEvent(
      message({ timestamp: '1970-01-01T00:00:00.000Z', receivedAt: '2036-11-21T00:00:09.000Z' }),
      arrivedMs,
    );
    expect([event.atMs, event.isClamped, event.times.receivedMs]).toEqual([arrivedMs, true, arrivedMs]);
  });

  it('normalises ids, keeps a zone that exists, and keys footfall by its store', () => {
    const event = toCustomerEvent(
      message({ userId: ' Ｕ-1\u200b', context: { timezone: 'Asia/Seoul' } }),
      arrivedMs,
    );
    expect([event.customerKey, event.zone]).toEqual(['U-1', 'Asia/Seoul']);
    const footfall = message({ userId: undefined, event: 'Footfall Counted', properties: { store_id: 7 } });
    expect(toCustomerEvent(footfall, arrivedMs).customerKey).toBe('store:7');
    const named = message({ userId: 'sensor-1', event: 'Footfall Counted', properties: { store_id: 7 } });
    expect(toCustomerEvent(named, arrivedMs).customerKey).toBe('store:7');
    expect(toCustomerEvent(message({ context: { timezone: 'Mars/Base' } }), arrivedMs).zone).toBeUndefined();
  });

  it('makes one id of its composed and decomposed spelling', () => {
    expect(normaliseId('고객'.normalize('NFD'))).toBe('고객');
    expect(normaliseId('Kim')).not.toBe(normaliseId('kim'));
  });
});

describe('normalisePhone', () => {
  it.each([
    ['010-1234-5678', '+821012345678'],
    ['1012345678', '+821012345678'],
    ['+82 (0)10-1234-5678', '+821012345678'],
    ['0082 10 1234 5678', '+821012345678'],
    ['02-123-4567', '+8221234567'],
    ['+1 415 555 2671', '+14155552671'],
    ['12', undefined],
    ['no number', undefined],
  ])('reads %j as %j', (written, normal) => {
    expect(normalisePhone(written)).toBe(normal);
  });
});

describe('extractContacts', () => {
  it('tells what was stated from what was only mentioned, and takes no other person’s address', () => {
    const changes = extractContacts(
      message({
        event: 'Gift Sent',
        properties: { email: 'friend@example.com' },
        context: {
          device: { token: 't', type: 'android' },
          traits: { email: 'kim@example.com' },
          locale: 'ko-KR',
        },
      }),
      testHash,
      5,
    );
    expect(changes.put).toEqual([]);
    expect(
      changes.mentioned.map(({ channel, address, platform, locale, atMs }) => [
        channel,
        address,
        platform,
        locale,
        atMs,
      ]),
    ).toEqual([
      ['email', 'kim@example.com', undefined, 'ko-KR', 5],
      ['push', 't', 'GCM', 'ko-KR', 5],
    ]);
  });

  it('finds nothing in a message that has passed the gate', () => {
    const gated = message({ type: 'identify', traits: { email: testHash('email', 'kim@example.com') } });
    expect(extractContacts(gated, testHash, 5)).toEqual({ put: [], mentioned: [], remove: [] });
  });
});
