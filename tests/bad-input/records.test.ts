import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type ReadMessage, readRecord } from '#core/events/read-record.ts';
import { rejectionSentence } from '#core/events/rejection-sentences.ts';
import { testHash } from '#tests/identifier-hash.ts';

type Bad = readonly [what: string, input: unknown, reason: string, path: string, words: string];

const good = (more: object = {}) => ({
  type: 'track',
  messageId: 'm-1',
  userId: 'u-1',
  event: 'Custom',
  ...more,
});
const order = (properties: object) =>
  good({ event: 'Order Completed', properties: { order_id: 'o-1', ...properties } });
const raw = (text: string) => new TextEncoder().encode(text);
const inGood = (json: string) => raw(JSON.stringify(good({ properties: '#' })).replace('"#"', json));

/** Every kind of malformed record and message, with what a person is told. */
const TABLE: readonly Bad[] = [
  ['no bytes', raw(''), 'not_json', '', 'not JSON'],
  ['half a message', raw('{"type":"track"'), 'not_json', '', 'not JSON'],
  ['two messages without a comma', raw('{}{}'), 'not_json', '', 'not JSON'],
  ['NaN', inGood('{"a":NaN}'), 'not_json', '', 'not JSON'],
  ['a comma too many', raw('[{},]'), 'not_json', '', 'not JSON'],
  ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'not_utf8', '', 'UTF-8'],
  ['CP949', new Uint8Array([0x22, 0xb0, 0xa1, 0x22]), 'not_utf8', '', 'UTF-8'],
  ['gzip', gzipSync('{}'), 'not_utf8', '', 'not compressed'],
  ['a bare number', 7, 'not_a_message', '', 'JSON object'],
  ['null', null, 'not_a_message', '', 'JSON object'],
  ['a text', 'hello', 'not_a_message', '', 'JSON object'],
  ['an empty array', [], 'not_a_message', '', 'JSON object'],
  ['an array in an array', [[good()]], 'not_a_message', '', 'JSON object'],
  ['more than 64 KB', good({ properties: { a: 'x'.repeat(65_536) } }), 'too_large', '', '32 KB'],
  [
    '40 levels',
    inGood('{"a":'.repeat(40) + '1' + '}'.repeat(40)),
    'too_deep',
    'properties.a.a.a.a.a',
    '32 deep',
  ],
  [
    '10,000 levels',
    inGood('['.repeat(10_000) + ']'.repeat(10_000)),
    'too_deep',
    'properties[0][0][0][0][0]',
    '32 deep',
  ],
  [
    '5,000 keys',
    good({ properties: Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, 1])) }),
    'too_many_keys',
    '',
    '4,096',
  ],
  ['1e309', inGood('{"price":1e309}'), 'bad_number', 'properties.price', 'too large for a number'],
  ['__proto__', inGood('{"__proto__":{"admin":true}}'), 'unsafe_key', 'properties', 'reserve'],
  ['constructor', good({ context: { constructor: 1 } }), 'unsafe_key', 'context', 'reserve'],
  ['no type', good({ type: undefined }), 'unknown_type', 'type', 'track, identify'],
  ['another type', good({ type: 'delete' }), 'unknown_type', 'type', 'track, identify'],
  ['no message id', good({ messageId: undefined }), 'missing_field', 'messageId', 'is missing'],
  ['an empty message id', good({ messageId: '' }), 'bad_field', 'messageId', '1 to 255'],
  ['a message id of 256', good({ messageId: 'x'.repeat(256) }), 'bad_field', 'messageId', '1 to 255'],
  ['an object as user id', good({ userId: {} }), 'bad_field', 'userId', '1 to 255'],
  ['no customer', good({ userId: undefined }), 'no_customer', '', 'userId or anonymousId'],
  ['an invisible customer', good({ userId: '\u200b \u3000' }), 'no_customer', '', 'userId or anonymousId'],
  ['no event name', good({ event: undefined }), 'missing_field', 'event', 'is missing'],
  ['a blank event name', good({ event: '  ' }), 'bad_field', 'event', '1 to 255'],
  ['properties that are a list', good({ properties: [] }), 'bad_field', 'properties', 'an object'],
  ['traits that are a text', good({ traits: 'x' }), 'bad_field', 'traits', 'an object'],
  ['a day without time', good({ timestamp: '2026-11-21' }), 'bad_time', 'timestamp', 'ISO 8601'],
  ['a time without zone', good({ timestamp: '2026-11-21T09:30:00' }), 'bad_time', 'timestamp', 'ISO 8601'],
  ['30 February', good({ timestamp: '2026-02-30T09:30:00Z' }), 'bad_time', 'timestamp', 'ISO 8601'],
  ['milliseconds as time', good({ sentAt: 1_763_700_000_000 }), 'bad_time', 'sentAt', 'ISO 8601'],
  ['an order without id', order({ order_id: null }), 'missing_field', 'properties.order_id', 'is missing'],
  [
    'a price as text',
    order({ products: [{}, { price: '12,900원' }] }),
    'bad_field',
    'properties.products[1].price',
    'a number',
  ],
  ['products that are one', order({ products: {} }), 'bad_field', 'properties.products', 'list of product'],
  [
    'a product that is an id',
    order({ products: ['P-1'] }),
    'bad_field',
    'properties.products[0]',
    'an object',
  ],
  ['a currency sign', order({ currency: '₩' }), 'bad_field', 'properties.currency', 'KRW'],
  [
    'consent for nothing we know',
    good({ event: 'Consent Changed', properties: { purpose: 'all', granted: true } }),
    'bad_field',
    'properties.purpose',
    'event reference',
  ],
  [
    'consent as a text',
    good({ event: 'Consent Changed', properties: { purpose: 'marketing', granted: 'yes' } }),
    'bad_field',
    'properties.granted',
    'true or false',
  ],
  [
    'a dwell below zero',
    good({ event: 'Zone Dwelled', properties: { store_id: 1, zone_id: 2, dwell_s: -1 } }),
    'bad_field',
    'properties.dwell_s',
    '0 or more',
  ],
  [
    'half a visitor',
    good({
      event: 'Footfall Counted',
      properties: { store_id: 1, from: '2026-11-21T00:00:00Z', to: '2026-11-21T01:00:00Z', count: 0.5 },
    }),
    'bad_field',
    'properties.count',
    'whole number',
  ],
];

function read(input: unknown): readonly ReadMessage[] {
  const bytes = input instanceof Uint8Array ? input : raw(JSON.stringify(input));
  return readRecord(bytes, { hash: testHash, arrivedMs: 0 });
}

describe('a malformed record', () => {
  it.each(TABLE)(
    'of %s is refused with reason, path and sentence',
    (...[, input, reason, path, words]: Bad) => {
      const [refused, ...others] = read(input);
      expect(others).toEqual([]);
      if (refused?.kind !== 'refused') throw new Error('it was accepted');
      const { rejection } = refused;
      expect([rejection.reason, rejection.path]).toEqual([
        reason,
        expect.stringMatching(`^${escaped(path)}`),
      ]);
      expect(rejection.detail).toContain(words);
      expect(rejectionSentence(rejection, 'en')).toBe(rejection.detail);
      const korean = rejectionSentence(rejection, 'ko');
      expect(korean).toMatch(/\p{Script=Hangul}/u);
      expect(korean).not.toMatch(/[{}]/);
    },
  );

  it('leaves the good messages beside it alone', () => {
    const kinds = read([good(), good({ messageId: null }), good({ messageId: 'm-2' })]).map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['event', 'refused', 'event']);
  });

  it('keeps what can be replayed, without its addresses and positions', () => {
    const [refused] = read(
      good({ event: '', note: 'kim@example.com', context: { location: { latitude: 37.5 } } }),
    );
    if (refused?.kind !== 'refused') throw new Error('it was accepted');
    expect(JSON.parse(refused.json ?? '')).toMatchObject({
      messageId: 'm-1',
      context: {},
      note: expect.stringMatching(/^\[email k1\./),
    });
  });
});

describe('a record that is odd and good', () => {
  it.each([
    ['a byte order mark', raw(`\ufeff${JSON.stringify(good())}`)],
    ['numbers as ids', good({ userId: 7, messageId: 8 })],
    [
      'nulls where nothing need be',
      good({ anonymousId: null, traits: null, context: null, timestamp: null }),
    ],
    ['a lone surrogate', inGood('{"a":"\\ud83d"}')],
    ['an offset', good({ timestamp: '2026-11-21T09:30:00.123456+09:00' })],
    ['an event of its own', good({ event: '우리만의 이벤트', properties: { anything: [1, { a: null }] } })],
    [
      'footfall without person',
      good({
        event: 'Footfall Counted',
        userId: undefined,
        properties: { store_id: 's', from: '2026-11-21T00:00:00Z', to: '2026-11-21T01:00:00Z', count: 5 },
      }),
    ],
  ])('with %s is accepted', (_what, input) => {
    expect(read(input).map(({ kind }) => kind)).toEqual(['event']);
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[.[\]]/g, '\\$&');
}
