import { describe, expect, it } from '@jest/globals';
import { checkFocus } from '#core/cost/focus/check-focus.ts';
import { csvLine, sheetLine } from '#core/cost/focus/csv.ts';
import { FOCUS_COLUMNS } from '#core/cost/focus/focus-columns.ts';
import { focusRows } from '#core/cost/focus/focus-rows.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';
import { isBilled, totalsByCurrency } from '#core/cost/ledger/cost-line.ts';
import { openStatements } from '#core/cost/ledger/statement.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook } from '#core/cost/prices/price-book.ts';
import type { PriceRow } from '#core/cost/prices/price-row.ts';
import { add, decimal, decimalText } from '#core/kernel/decimal.ts';

const atMs = Date.parse('2026-11-10T00:00:00Z');
const usage = (service: string, unit: string, quantity: number): CostEntry => ({
  type: 'usage',
  id: `${service} ${unit}`,
  atMs,
  service,
  unit,
  quantity,
  region: 'us-east-1',
  tags: { campaign: '=HYPERLINK("x")', stage: 'delivery' },
});
const charge = (category: 'credit' | 'ad_spend' | 'correction' | 'people', amount: string): CostEntry => ({
  type: 'charge',
  id: category,
  atMs,
  category,
  amount,
  currency: 'USD',
  tags: { campaign: 'c' },
  description: category,
  source: 'invoice 7',
  reference: '2026-10',
});
const contract: PriceRow = {
  ...(listPrices.find(({ unit, region }) => unit === 'email' && region === 'us-east-1') as PriceRow),
  basis: 'contract',
  tiers: [{ fromQuantity: 0n, price: decimal('0.12') }],
  contractNumber: 'K-1',
};
const entries = [
  usage('AmazonSES', 'email', 12_345),
  usage('AmazonKinesis', 'kilobyte-in', 777),
  usage('AWSEndUserMessaging', 'push', 1_000_001),
  usage('AmazonBedrock', 'input-token/claude-haiku-4-5', 9),
  charge('credit', '-0.25'),
  charge('ad_spend', '100'),
  charge('correction', '-1'),
  charge('people', '50'),
];
const [statement] = openStatements(
  [{ key: 'b', month: '2026-11', entries }],
  [],
  createPriceBook([...listPrices, contract]),
);
const lines = statement?.lines ?? [];
const header = FOCUS_COLUMNS.map(({ id }) => id);
const rows = focusRows(lines, { id: '111122223333', name: 'Shop' });

describe('the FOCUS file', () => {
  it('breaks no column rule of FOCUS 1.2', () => {
    expect(checkFocus(header, rows)).toEqual([]);
    expect(FOCUS_COLUMNS.filter(({ level }) => level === 'mandatory')).toHaveLength(21);
  });

  it("adds up to the ledger's cloud and vendor total to the last digit; people's time is no bill", () => {
    const billed = add(...rows.map((row) => decimal(row.BilledCost ?? '0')));
    expect(decimalText(billed)).toBe(
      decimalText(totalsByCurrency(lines.filter(isBilled)).get('USD') ?? billed),
    );
    // 1.4814 + 777 × 0.08 / 2^20 + 0.000001 + 0.000009 − 0.25 + 100 − 1
    expect(decimalText(billed)).toBe('100.2314692803955078125');
  });

  it('names campaign and stage in the tags, the list price beside the contract, and the publisher of a model', () => {
    const row = (id: string) => rows.find(({ SkuId }) => SkuId === id);
    expect(row('AmazonSES/email')).toMatchObject({
      ListUnitPrice: '0.16',
      ContractedUnitPrice: '0.12',
      PricingQuantity: '12.345',
      PricingUnit: '1000 Email',
      BilledCost: '1.4814',
      ListCost: '1.9752',
      Tags: '{"campaign":"=HYPERLINK(\\"x\\")","stage":"delivery"}',
    });
    expect(row('AmazonBedrock/input-token/claude-haiku-4-5')).toMatchObject({
      PublisherName: 'Anthropic',
      ServiceProviderName: 'AWS',
    });
  });

  it('is judged wrong when a value, a type, a product or a pair is', () => {
    const good = rows[0] as (typeof rows)[number];
    const broken: [string, Record<string, string | null>][] = [
      ['BilledCost', { BilledCost: null }],
      ['BilledCost', { BilledCost: '1,5' }],
      ['ChargeCategory', { ChargeCategory: 'Fee' }],
      ['BillingPeriodStart', { BillingPeriodStart: '2026-11-01' }],
      ['BillingPeriodEnd', { BillingPeriodEnd: '2026-11-01T00:00:00Z' }],
      ['ContractedCost', { ContractedCost: '9' }],
      ['PricingUnit', { PricingUnit: null }],
      ['SkuId', { SkuId: null }],
      ['Tags', { Tags: '[]' }],
      ['PricingQuantity', { ChargeCategory: 'Tax' }],
    ];
    for (const [column, change] of broken) {
      const faults = checkFocus(header, [{ ...good, ...change }]);
      expect([column, faults.map((fault) => fault.column)]).toEqual([
        column,
        expect.arrayContaining([column]),
      ]);
    }
    expect(checkFocus(['BilledCost', 'Own'], [])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ row: 0, column: 'BillingCurrency' }),
        expect.objectContaining({ row: 0, column: 'Own' }),
      ]),
    );
    expect(checkFocus(header, [])).toEqual([]);
  });
});

describe('CSV', () => {
  it('quotes what needs quotes', () => {
    expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', null])).toBe('a,"b,c","say ""hi""","two\nlines",');
  });

  it('keeps a spreadsheet from running a cell as a formula, and numbers numbers', () => {
    const cells = ['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '  =1', '-12.5', '+3', 'fine'];
    expect(sheetLine(cells)).toBe("'=1+1,'+cmd,'-2+3,'@SUM(A1),'\t=1,'  =1,-12.5,+3,fine");
  });
});
