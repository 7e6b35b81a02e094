import { describe, expect, it } from '@jest/globals';
import type { Message } from '#core/events/message.ts';
import { maskText } from '#core/events/personal-text.ts';
import { gateId, gateJson, privacyGate } from '#core/events/privacy-gate.ts';
import { testHash } from '#tests/identifier-hash.ts';

const track = (more: Partial<Message>): Message => ({
  type: 'track',
  messageId: 'm-1',
  userId: 'u-1',
  event: 'Custom',
  ...more,
});

describe('privacyGate', () => {
  it('hashes what stands in a known place, in its normal form', () => {
    const gated = privacyGate(
      track({
        type: 'identify',
        traits: { email: ' Kim@Example.COM ', Phone: '010-1234-5678', loyalty_id: 'a 12-3' },
      }),
      testHash,
    );
    expect(gated.traits).toEqual({
      email: testHash('email', 'kim@example.com'),
      Phone: testHash('phone', '+821012345678'),
      loyalty_id: testHash('loyalty', 'A123'),
    });
  });

  it('hashes device tokens, drops network addresses and leaves the rest of the context', () => {
    const gated = privacyGate(
      track({ context: { ip: '203.0.113.9', locale: 'ko-KR', device: { token: 'abc', type: 'ios' } } }),
      testHash,
    );
    expect(gated.context).toEqual({
      locale: 'ko-KR',
      device: { token: testHash('token', 'abc'), type: 'ios' },
    });
  });

  it('makes one customer key of one address, however it is written', () => {
    expect(gateId('010-1234-5678', testHash)).toBe(gateId('+82 10 1234 5678', testHash));
    expect(gateId('KIM@example.com', testHash)).toBe(testHash('email', 'kim@example.com'));
    expect(gateId('Customer-7', testHash)).toBe('Customer-7');
  });

  it('keeps two message ids two, also when they are addresses', () => {
    const ids = ['kim@example.com', 'lee@example.com'].map(
      (messageId) => privacyGate(track({ messageId }), testHash).messageId,
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids.join()).not.toContain('@');
  });

  it('masks event names, keys and numbers too', () => {
    const gated = privacyGate(
      track({
        event: 'Mailed kim@example.com',
        properties: { 'to kim@example.com': 1, contact: 821012345678 },
      }),
      testHash,
    );
    const email = `[email ${testHash('email', 'kim@example.com')}]`;
    expect(gated.event).toBe(`Mailed ${email}`);
    expect(gated.properties).toEqual({
      [`to ${email}`]: 1,
      contact: `[phone ${testHash('phone', '+821012345678')}]`,
    });
  });

  it('gives back the same object where there is nothing to hide', () => {
    const message = track({ properties: { product_id: 'P-1', price: 12900 } });
    expect(privacyGate(message, testHash)).toBe(message);
  });

  it('keeps a key called __proto__ a key', () => {
    const value = JSON.parse('{"__proto__":{"a":"kim@example.com"}}') as never;
    expect(JSON.stringify(gateJson(value, testHash))).toMatch(/^\{"__proto__":\{"a":"\[email/);
  });
});

describe('maskText', () => {
  const mask = (text: string) => maskText(text, false, testHash).replace(/k1\.[\w-]{43}/g, '#');

  it.each([
    ['kim@example.com', '[email #]'],
    ['연락처: kim.lee+shop@mail.example.co.kr 입니다', '연락처: [email #] 입니다'],
    ['kim＠example．com', '[email #]'],
    ['k\u200bim@exam\u200bple.com', '[email #]'],
    ['?to=kim%40example.com&x=1', '?to=[email #]&x=1'],
    ['010-1234-5678', '[phone #]'],
    ['전화 010 1234 5678 로', '전화 [phone #] 로'],
    ['01012345678', '[phone #]'],
    ['０１０－１２３４－５６７８', '[phone #]'],
    ['٠١٠-١٢٣٤-٥٦٧٨', '[phone #]'],
    ['010\u200b1234\u200b5678', '[phone #]'],
    ['010 - 1234 - 5678', '[phone #]'],
    ['(02) 123-4567', '([phone #]'],
    ['02-123-4567', '[phone #]'],
    ['070.1234.5678', '[phone #]'],
    ['+82-10-1234-5678', '[phone #]'],
    ['+82 (0)10 1234 5678', '[phone #]'],
    ['+1 (415) 555-2671', '[phone #]'],
    ['900101-1234567', '[resident number removed]'],
    ['9001011234567', '[resident number removed]'],
    ['900101 – 5234567', '[resident number removed]'],
    ['９００１０１-７２３４５６７', '[resident number removed]'],
    ['010-1234-5678/031-123-4567', '[phone #]/[phone #]'],
  ])('takes out what is in %j', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it.each([
    '20251121-000123',
    '20251121000123',
    'P-0042',
    '8801062628407',
    '8801234567893',
    '012345678905',
    '9781234567897',
    '5f0c2c39-3c1e-4d07-8d1e-010123456789',
    'ajs-next-1763700000123-01012345-6789-4abc-9def-0123456789ab',
    '2026-11-21T01:02:03.456Z',
    '2026-11-21T09:30:00+09:00',
    '20261121T013000Z',
    '1763700000',
    '1709251200000',
    '12,900원',
    '12900.50',
    '1,012,345,678',
    '-100000000',
    '3.141592653589793',
    '127.0101234567',
    '37.5012, 127.0396',
    '192.168.0.1',
    'v10.15.7.1',
    'iPhone OS 18_0',
    '@segment/analytics-node',
    'https://shop.example/p/20251121-000123?color=red',
    '1588-1234',
    'SKU 3000-1200-88',
    'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  ])('does not touch %j', (text) => {
    expect(maskText(text, false, testHash)).toBe(text);
  });

  it('leaves ids of things alone that look like a landline or a resident number', () => {
    expect(maskText('0212345678', true, testHash)).toBe('0212345678');
    expect(maskText('9001011234560', true, testHash)).toBe('9001011234560');
  });

  it('takes time in proportion to the text, also for texts made to be slow', () => {
    const slow = [
      'a'.repeat(30_000),
      `${'a.'.repeat(15_000)}@`,
      '0'.repeat(30_000),
      '01 '.repeat(10_000),
      '+1'.repeat(15_000),
    ];
    const start = process.cpuUsage();
    for (const text of slow) maskText(text, false, testHash);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
  });
});

describe('device tokens in text', () => {
  const apns = 'c0ffee1d'.repeat(8);
  const fcm = `dGVzdC10b2tlbg:APA91b${'Qz7'.repeat(44)}`;

  it('are hashed wherever they stand, as they are in their own place', () => {
    for (const token of [apns, fcm]) {
      expect(maskText(`old: ${token}.`, false, testHash)).toBe(`old: [token ${testHash('token', token)}].`);
    }
  });

  it('are not seen in an id, whole, that may as well be somebody’s digest', () => {
    expect(maskText(apns, true, testHash)).toBe(apns);
    expect(gateId(apns, testHash)).toBe(apns);
    expect(maskText(fcm, true, testHash)).not.toContain('APA91b');
  });
});
