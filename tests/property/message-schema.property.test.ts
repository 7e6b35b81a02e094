import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { messageSchemaOf } from '#contracts/events/message-schema.ts';
import { EVENT_CATALOGUE } from '#core/events/catalogue/event-catalogue.ts';
import { isRejection, validateMessage } from '#core/events/validate-message.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import { RUNS } from './runs.ts';

const names = EVENT_CATALOGUE.map(({ name }) => name);
const fieldNames = [...new Set(EVENT_CATALOGUE.flatMap(({ fields }) => Object.keys(fields)))];
const ODD: readonly Json[] = [
  ...[null, '', ' ', '\u200b', 'id-1', 'KRW', 'krw', '₩', 'push', 'location', 'track'],
  ...[
    0,
    1,
    -1,
    0.5,
    1e300,
    true,
    false,
    [],
    {},
    ['a'],
    [1],
    [{}],
    [[]],
    [{ price: '1' }],
    [{ product_id: 1 }],
  ],
  ...['2026-11-21T01:02:03.456Z', '2026-11-21T10:02:03+09:00', '2026-11-21', '2026-02-30T00:00:00Z'],
  ...['x'.repeat(255), 'x'.repeat(256), 'x'.repeat(512), 'x'.repeat(513)],
];
const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...ODD));
const usually = (right: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: right, weight: 6 }, { arbitrary: anything, weight: 1 });
const properties = fc.dictionary(fc.constantFrom(...fieldNames), anything, { maxKeys: 5 });
const RIGHT: JsonObject = {
  order_id: 'o',
  store_id: 1,
  zone_id: 'z',
  beacon_id: 'b',
  token: 't',
  purpose: 'marketing',
  granted: true,
  message_key: 'k',
  from: '2026-11-21T01:02:03.456Z',
  to: '2026-11-21T02:02:03.456Z',
  count: 3,
};
const rightProperties = fc.constant(RIGHT);
const instant = usually(fc.constantFrom('2026-11-21T01:02:03.456Z', '2024-02-29T10:02:03+09:00'));

/** Messages that are right, or wrong in a place or two: of noise alone nothing would ever be accepted. */
const message = fc.record(
  {
    type: usually(fc.constantFrom('track', 'track', 'track', 'identify', 'page', 'screen', 'alias', 'group')),
    messageId: usually(fc.uuid()),
    userId: usually(fc.constantFrom('u', 7)),
    anonymousId: anything,
    previousId: usually(fc.constant('p')),
    event: usually(fc.constantFrom(...names, 'Custom', 'page')),
    name: usually(fc.constant('n')),
    properties: fc.oneof(
      rightProperties,
      fc.tuple(rightProperties, properties).map(([right, odd]) => ({ ...right, ...odd })),
      properties,
      anything,
    ),
    traits: usually(fc.constant({})),
    context: usually(fc.constant({ a: 1 })),
    timestamp: instant,
    sentAt: instant,
  },
  { requiredKeys: ['type', 'messageId', 'event'] },
);

/** What the schema and what our check say; each gets its own copy, since ours changes ids in place. */
function judgements(value: unknown): { readonly published: boolean; readonly ours: boolean } {
  const text = JSON.stringify(value);
  const copy = JSON.parse(text) as JsonObject;
  return {
    published: messageSchemaOf(copy)?.safeParse(copy).success ?? false,
    ours: !isRejection(validateMessage(JSON.parse(text) as JsonObject)),
  };
}

describe('validateMessage', () => {
  it('judges as the published schema does', () => {
    let accepted = 0;
    let total = 0;
    fc.assert(
      fc.property(message, (value) => {
        const { published, ours } = judgements(value);
        accepted += ours ? 1 : 0;
        total += 1;
        expect(ours).toBe(published);
      }),
      { numRuns: RUNS },
    );
    expect(accepted).toBeGreaterThan(total / 20);
    expect(accepted).toBeLessThan(total);
  });

  it('judges each property of each event as its schema does, for each odd value', () => {
    const differing: unknown[] = [];
    for (const { name, fields } of EVENT_CATALOGUE) {
      for (const [field, odd] of Object.keys(fields).flatMap((key) =>
        ODD.map((value) => [key, value] as const),
      )) {
        const properties = { ...RIGHT, [field]: odd };
        const { published, ours } = judgements({
          type: 'track',
          messageId: 'm',
          userId: 'u',
          event: name,
          properties,
        });
        if (published !== ours) differing.push([name, field, odd, { published, ours }]);
      }
    }
    expect(differing).toEqual([]);
  });
});
