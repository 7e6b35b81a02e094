import { describe, expect, it } from '@jest/globals';
import { type AllocationKey, allocateShared } from '#core/cost/ledger/allocate-shared.ts';
import { campaignResult } from '#core/cost/ledger/campaign-result.ts';
import { compareForecast, forecastTotals } from '#core/cost/ledger/compare-forecast.ts';
import { addAlike, type CostLine, formulaOf } from '#core/cost/ledger/cost-line.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook } from '#core/cost/prices/price-book.ts';
import type { PriceRow } from '#core/cost/prices/price-row.ts';
import { add, decimal, decimalText } from '#core/kernel/decimal.ts';

const atMs = Date.parse('2026-11-20T00:00:00Z');

const line = (rest: Partial<CostLine>): CostLine => ({
  kind: 'usage',
  month: '2026-11',
  causedIn: '2026-11',
  service: 'AWSLambda',
  unit: 'request',
  region: 'ap-northeast-2',
  tags: {},
  quantity: '1',
  price: '1',
  per: '1',
  listPrice: '1',
  amount: '1',
  tax: '0',
  currency: 'USD',
  standing: 'actual',
  priceBasis: 'list',
  source: 'list',
  description: 'x',
  ...rest,
});
const pushes = (campaign: string, quantity: string): CostLine =>
  line({ service: 'AWSEndUserMessaging', unit: 'push', quantity, amount: '0.1', tags: { campaign } });
const key = (by: AllocationKey['rules'][number]['by']): AllocationKey => ({
  version: 1,
  approvedBy: 'controller',
  approvedAt: '2026-11-01T00:00:00Z',
  rules: [{ stage: 'models', by }],
});

describe('lines that are alike', () => {
  it('are one for people to read, and lose nothing', () => {
    const tagged = (persona: string, quantity: string, amount: string) =>
      line({ tags: { campaign: 'a', persona }, quantity, amount });
    const added = addAlike([tagged('p', '2', '0.0000002'), line({}), tagged('q', '3', '0.3')]);
    expect(added.map(({ quantity, amount, tags }) => [quantity, amount, tags.campaign])).toEqual([
      ['5', '0.3000002', 'a'],
      ['1', '1', undefined],
    ]);
    expect(addAlike([line({}), line({ price: '2' }), line({ standing: 'estimate' })])).toHaveLength(3);
  });
});

describe('shared cost', () => {
  const training = line({ amount: '1.00000001', tags: { stage: 'models' } });
  const stream = line({ amount: '5', tags: { stage: 'events' } });
  const lines = [training, stream, pushes('a', '2'), pushes('b', '1')];

  it('is split by messages to its last digit, and what no rule takes is shown', () => {
    const { shared, shares, unallocated } = allocateShared(lines, key('messages'));
    expect(shared).toEqual([training, stream]);
    expect(shares.map(({ campaign, amount }) => [campaign, amount])).toEqual([
      ['a', '0.66666667'],
      ['b', '0.33333334'],
    ]);
    expect(unallocated).toEqual([stream]);
    expect(decimalText(add(...shares.map(({ amount }) => decimal(amount))))).toBe(training.amount);
  });

  it('is split by agreed weights or by the own cost', () => {
    const byWeights = allocateShared(lines, key({ weights: { b: 3, c: 1 } })).shares;
    expect(byWeights.map(({ campaign, amount }) => [campaign, amount])).toEqual([
      ['b', '0.75000001'],
      ['c', '0.25'],
    ]);
    expect(allocateShared(lines, key('direct_cost')).shares.map(({ amount }) => amount)).toEqual([
      '0.50000001',
      '0.5',
    ]);
  });

  it('stays unallocated without an approved key or without weights', () => {
    expect(allocateShared(lines, undefined).unallocated).toEqual([training, stream]);
    expect(allocateShared([training], key('messages')).unallocated).toEqual([training]);
  });
});

describe("a campaign's result", () => {
  const won: PriceRow = {
    ...(listPrices[0] as PriceRow),
    service: 'currency',
    unit: 'USD/KRW',
    region: '*',
    currency: 'KRW',
    per: 1n,
    tiers: [{ fromQuantity: 0n, price: decimal('1380.5') }],
    source: 'bank',
    readOn: '2026-11-20',
  };
  const settings = { book: createPriceBook([won]), currency: 'KRW', atMs };
  const lines = [
    pushes('a', '2'),
    line({ service: 'AmazonBedrock', amount: '2', tags: { campaign: 'a' }, standing: 'estimate' }),
    line({ kind: 'ad_spend', amount: '10000', currency: 'KRW', tags: { campaign: 'a' } }),
    line({ amount: '7', tags: { campaign: 'b' } }),
  ];
  const shares = [{ campaign: 'a', currency: 'USD', amount: '1', rule: 0 }];
  const effect = (low: string, high: string) => ({
    margin: { low: '-5000', estimate: '20000', high: '45000' },
    orders: { low, estimate: '10', high },
  });

  it('adds up its own lines and its share, turned by a dated rate', () => {
    const result = campaignResult('a', { lines, shares }, effect('5', '20'), settings);
    expect(result.costs).toEqual({
      messages: '138.05',
      model: '2761',
      ad_spend: '10000',
      shared: '1380.5',
    });
    expect(result.totalCost).toBe('14279.55');
    expect(result.profit).toEqual({ low: '-19279.55', estimate: '5720.45', high: '30720.45' });
    expect(result.costPerIncrementalOrder).toEqual({
      low: '713.9775',
      estimate: '1427.955',
      high: '2855.91',
    });
    expect(result.estimates).toHaveLength(1);
    expect(result.rates).toEqual([{ from: 'USD', rate: '1380.5', source: 'bank 2026-11-20' }]);
  });

  it('has no cost per incremental order while the interval spans zero', () => {
    expect(campaignResult('a', { lines, shares }, effect('-1', '20'), settings).costPerIncrementalOrder).toBe(
      'not determinable',
    );
    expect(campaignResult('a', { lines, shares }, effect('0', '20'), settings).costPerIncrementalOrder).toBe(
      'not determinable',
    );
  });

  it('fails without a rate rather than adding won to dollars', () => {
    const nothing = { ...settings, book: createPriceBook([]) };
    expect(() => campaignResult('a', { lines, shares }, undefined, nothing)).toThrow('USD/KRW');
  });
});

describe('forecast and actual', () => {
  it('differ by quantity and by price, exactly', () => {
    const before = line({ quantity: '100', price: '0.1' });
    const after = [
      line({ quantity: '150', price: '0.12' }),
      line({ unit: 'new', quantity: '2', price: '3' }),
    ];
    expect(compareForecast([before], after)).toMatchObject([
      { unit: 'new', forecast: '0', actual: '6', difference: '6', byQuantity: '6', byPrice: '0' },
      { unit: 'request', forecast: '10', actual: '18', difference: '8', byQuantity: '5', byPrice: '3' },
    ]);
  });

  it('are all quantity where one of them is missing, and the last price counts where there were several', () => {
    const free = line({ quantity: '10', price: '0' });
    const paid = line({ quantity: '5', price: '2' });
    const unused = line({ unit: 'unused', quantity: '3', price: '2' });
    const guessed = line({ quantity: '1', price: '3', standing: 'estimate' });
    const found = compareForecast([free, paid, unused], [line({ quantity: '16', price: '1' }), guessed]);
    expect(found).toMatchObject([
      {
        ...{ unit: 'request', forecastQuantity: '15', actualQuantity: '17', standing: 'estimate' },
        ...{ difference: '9', byQuantity: '4', byPrice: '5' },
      },
      { unit: 'unused', actualQuantity: '0', difference: '-6', byQuantity: '-6', byPrice: '0' },
    ]);
    const won = compareForecast([], [line({ currency: 'KRW', quantity: '7' })]);
    expect(forecastTotals([...found, ...won])).toEqual([
      { currency: 'KRW', forecast: '0', actual: '7', difference: '7', byQuantity: '7', byPrice: '0' },
      { currency: 'USD', forecast: '16', actual: '19', difference: '3', byQuantity: '-2', byPrice: '5' },
    ]);
  });

  it('show each figure that went into a line', () => {
    expect(formulaOf(line({ quantity: '1234567', price: '0.68', per: '1000000' }))).toBe(
      '1,234,567 × 0.68 USD / 1,000,000',
    );
  });
});
