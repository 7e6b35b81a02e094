import { describe, expect, it } from '@jest/globals';
import { createMessagePrice } from '#app/plan/message-price.ts';
import { stockOfProducts } from '#app/plan/stock-of-products.ts';
import { importedPrice, isRefused } from '#core/cost/prices/imported-price.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook } from '#core/cost/prices/price-book.ts';
import type { CatalogueItem } from '#core/events/imports/catalogue-item.ts';
import type { JsonObject } from '#core/kernel/json.ts';

const AT_MS = Date.parse('2026-11-22T00:00:00Z');
const SMS = {
  sku: 'AWSEndUserMessaging/sms-part-KR',
  price: '9.9',
  currency: 'KRW',
  valid_from: '2026-11-01',
};
const RATE = { sku: 'currency/USD/KRW', price: '1380', currency: 'KRW', valid_from: '2026-11-01' };

function priceWith(...imported: readonly JsonObject[]) {
  const rows = imported.flatMap((attributes, index) => {
    const row = importedPrice(String(index), attributes);
    return isRefused(row) ? [] : [row];
  });
  const book = createPriceBook([...listPrices, ...rows]);
  const asked = { region: 'ap-northeast-2', jurisdiction: 'KR', billingCurrency: 'USD', atMs: AT_MS };
  return createMessagePrice(book, asked);
}

describe('the price of a message', () => {
  it('is the dearest step of the list, whatever is free at first', () => {
    expect(priceWith()('push', 1)).toEqual({ micros: 1, isEstimate: false });
  });

  it('is refused by name where the list is silent', () => {
    const refused = expect.stringContaining('AWSEndUserMessaging sms-part-KR in ap-northeast-2');
    expect(priceWith()('sms', 1)).toEqual({ refused });
  });

  it('of a contract in another currency needs the rate of exchange, and is rounded up', () => {
    expect(priceWith(SMS)('sms', 1)).toEqual({ refused: expect.stringContaining('currency/USD/KRW') });
    const contract = { ...SMS, contract_number: 'S-12' };
    // 2 × 9.9 / 1380 = 0.0143478… dollars.
    expect(priceWith(contract, RATE)('sms', 2)).toEqual({ micros: 14_348, isEstimate: false });
  });

  it('that an operator only assumes makes an estimate', () => {
    expect(priceWith(SMS, RATE)('sms', 1)).toMatchObject({ isEstimate: true });
  });
});

describe('the stock of a product', () => {
  it('is what its stores count together, else its own row; nobody counting is not zero', async () => {
    const items: readonly CatalogueItem[] = [
      { kind: 'store_stock', id: 's1/p1', attributes: { product_id: 'p1', stock: 2 } },
      { kind: 'store_stock', id: 's2/p1', attributes: { product_id: 'p1', stock: 3 } },
      { kind: 'products', id: 'p1', attributes: { stock: 99 } },
      { kind: 'products', id: 'p2', attributes: { stock: 0 } },
      { kind: 'products', id: 'p3', attributes: { name: 'cream' } },
    ];
    const stockOf = await stockOfProducts({
      async *list(kind) {
        yield* items.filter((item) => item.kind === kind);
      },
    });
    expect(['p1', 'p2', 'p3'].map(stockOf)).toEqual([5, 0, undefined]);
  });
});
