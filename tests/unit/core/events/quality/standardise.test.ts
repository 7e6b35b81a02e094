import { describe, expect, it } from '@jest/globals';
import { standardise } from '#core/events/quality/standardise.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { eventOf } from './event-of.ts';

const corrected = (properties: JsonObject, factors?: Record<string, number>) =>
  standardise(eventOf({ properties }), factors && { source: 'pos', factors });

describe('standardise', () => {
  const cases: readonly (readonly [string, JsonObject, JsonObject, string])[] = [
    ['milliseconds of dwell', { dwell_ms: 90_500 }, { dwell_s: 90.5 }, 'dwell_ms'],
    ['minutes of dwell', { dwell_min: 2 }, { dwell_s: 120 }, 'dwell_min'],
    ['kilometres', { distance_km: 0.4 }, { distance_m: 400 }, 'distance_km'],
    ['feet', { distance_ft: 100 }, { distance_m: 30.48 }, 'distance_ft'],
    ['a price as Korean files write it', { price: '12,900원' }, { price: 12_900 }, 'number_text'],
    ['full-width digits and a won sign', { total: '₩１２,９００' }, { total: 12_900 }, 'number_text'],
    ['a currency in small letters', { currency: 'krw' }, { currency: 'KRW' }, 'currency_code'],
    ['a currency sign', { currency: '원' }, { currency: 'KRW' }, 'currency_code'],
  ];

  it.each(cases)('turns %s into the standard form and keeps the original', (_, given, wanted, rule) => {
    const { event, corrections } = corrected(given);
    const [[path, original]] = Object.entries(given) as [[string, never]];
    const [value] = Object.values(wanted);
    expect(event.properties).toEqual(wanted);
    expect(corrections).toEqual([{ rule, path, original, corrected: value }]);
    expect(event.context['corrections']).toEqual(corrections);
  });

  it('converts what the source is declared to send in its own unit, also inside products', () => {
    const { event, corrections } = corrected(
      { total: 25.8, products: [{ price: '12.9' }] },
      { total: 1000, price: 1000 },
    );
    expect(event.properties).toEqual({ total: 25_800, products: [{ price: 12_900 }] });
    expect(corrections.map(({ rule, path, original }) => [rule, path, original])).toEqual([
      ['source_unit', 'total', 25.8],
      ['source_unit', 'products[0].price', '12.9'],
    ]);
  });

  it('changes nothing that is standard, ambiguous or not readable', () => {
    const event = eventOf({
      properties: {
        price: 12_900,
        currency: 'KRW',
        dwell_s: 9,
        dwell_ms: '9',
        total: '만원',
        coupon: '12,900원',
      },
    });
    expect(standardise(event)).toEqual({ event, corrections: [] });
    expect(standardise(event).event).toBe(event);
  });

  it('leaves both where a property comes in two units', () => {
    expect(corrected({ dwell_ms: 5000, dwell_s: 7 }).event.properties).toEqual({
      dwell_ms: 5000,
      dwell_s: 7,
    });
  });

  it('changes nothing the second time', () => {
    const once = corrected({ price: '12.9' }, { price: 1000 }).event;
    expect(standardise(once, { source: 'pos', factors: { price: 1000 } }).event).toBe(once);
  });
});
