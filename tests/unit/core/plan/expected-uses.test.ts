import { describe, expect, it } from '@jest/globals';
import { priceForecast } from '#core/cost/ledger/forecast.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook } from '#core/cost/prices/price-book.ts';
import type { PriceRow } from '#core/cost/prices/price-row.ts';
import { decimal } from '#core/kernel/decimal.ts';
import { expectedUses } from '#core/plan/expected-uses.ts';

const region = 'ap-northeast-2';
const uses = expectedUses(
  [
    { channel: 'sms', messages: 20, parts: 2 },
    { channel: 'push', messages: 1500, parts: 1 },
    { channel: 'sms', messages: 100, parts: 1 },
    { channel: 'sms', messages: 5, parts: 2 },
  ],
  { jurisdiction: 'KR', region },
);

describe('what planned messages are expected to use', () => {
  it('is what suppliers bill for each, SMS by part, and the stores’ reads and writes', () => {
    expect(uses.map(({ unit, quantity, derivation }) => [unit, quantity, derivation])).toEqual([
      ['push', '1500', '1,500 × 1'],
      ['sms-part-KR', '150', '100 × 1 + 25 × 2'],
      ['read-request-half-unit', '16250', '1,625 × 10'],
      ['write-request-unit', '6500', '1,625 × 4'],
    ]);
    expect(expectedUses([], { jurisdiction: 'KR', region })).toEqual([]);
  });

  it('is priced at the dearest step of what is known; what is not is named, never zero', () => {
    const assumed: PriceRow = {
      ...(listPrices.find(({ unit }) => unit === 'push') as PriceRow),
      ...{ unit: 'sms-part-KR', region: '*', basis: 'assumed', per: 1n, currency: 'KRW' },
      tiers: [
        { fromQuantity: 0n, price: decimal('9.9') },
        { fromQuantity: 1000n, price: decimal('8') },
      ],
    };
    const atMs = Date.parse('2026-11-22T00:00:00Z');
    const list = priceForecast(uses, createPriceBook(listPrices), atMs);
    // The first million pushes of a month are free, and are not counted on.
    expect(list.lines.map(({ unit, amount }) => [unit, amount])).toEqual([
      ['push', '0.0015'],
      ['read-request-half-unit', '0.0011009375'],
      ['write-request-unit', '0.00442'],
    ]);
    expect(list.unpriced.map(({ unit }) => unit)).toEqual(['sms-part-KR']);
    const all = priceForecast(uses, createPriceBook([...listPrices, assumed]), atMs);
    expect(all.unpriced).toEqual([]);
    expect(all.lines.find(({ unit }) => unit === 'sms-part-KR')).toMatchObject({
      ...{ amount: '1485', currency: 'KRW', standing: 'estimate' },
    });
  });
});
