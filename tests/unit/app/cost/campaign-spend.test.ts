import { describe, expect, it } from '@jest/globals';
import { campaignSpend } from '#app/cost/campaign-spend.ts';
import type { Ledger } from '#app/cost/read-ledger.ts';
import { chargeLine } from '#core/cost/ledger/cost-line.ts';
import { createPriceBook } from '#core/cost/prices/price-book.ts';

const atMs = Date.parse('2026-11-20T00:00:00Z');
const asked = { campaignId: 'winter', currency: 'KRW', atMs };

const spent = (amount: string, currency: string) =>
  chargeLine(
    {
      id: 'c',
      category: 'vendor',
      atMs,
      tags: { campaign: 'winter' },
      amount,
      currency,
      source: 'invoice',
      description: 'samples',
    },
    '2026-11',
  );

const ledger = (
  lines: Ledger['open'][number]['lines'],
  unpriced: Ledger['open'][number]['unpriced'] = [],
): Ledger => ({
  book: createPriceBook([]),
  refusedPrices: [],
  closed: [],
  open: [{ month: '2026-11', batches: [], lines, unpriced }],
  allocationKey: undefined,
});

describe('what a campaign spent', () => {
  it('is told in won though it comes to fractions of one', () => {
    expect(campaignSpend(ledger([spent('12500.6049', 'KRW')]), asked)).toEqual({
      minor: 12_501,
      text: '12,500 KRW',
      estimates: [],
    });
  });

  it('is not known without a line, a rate or a price', () => {
    expect(campaignSpend(ledger([]), asked)).toBeUndefined();
    expect(campaignSpend(ledger([spent('3', 'USD')]), asked)).toBeUndefined();
    const question = { service: 'AmazonSES', unit: 'email', region: 'ap-northeast-2', atMs };
    const unpriced = [{ question, quantity: 2n, campaigns: ['winter'] }];
    expect(campaignSpend(ledger([spent('3', 'KRW')], unpriced), asked)).toBeUndefined();
  });
});
