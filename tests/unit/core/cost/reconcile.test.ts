import { describe, expect, it } from '@jest/globals';
import { reconcile } from '#core/cost/focus/reconcile.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';
import { openStatements } from '#core/cost/ledger/statement.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook } from '#core/cost/prices/price-book.ts';
import { add, decimal, decimalText } from '#core/kernel/decimal.ts';

const usage = (id: string, service: string, unit: string, tags: object): CostEntry => ({
  type: 'usage',
  id,
  atMs: Date.parse('2026-11-10T00:00:00Z'),
  service,
  unit,
  quantity: 1_000_000,
  region: 'us-east-1',
  tags,
});
const [statement] = openStatements(
  [
    {
      key: 'b',
      month: '2026-11',
      entries: [
        usage('1', 'AmazonDynamoDB', 'write-request-unit', { campaign: 'a' }),
        usage('2', 'AmazonDynamoDB', 'write-request-unit', {}),
        usage('3', 'AmazonBedrock', 'input-token/claude-haiku-4-5', { campaign: 'a' }),
      ],
    },
  ],
  [],
  createPriceBook(listPrices),
);

/** A row as AWS Data Exports writes it. */
const row = (BilledCost: string, ServiceName: string, rest: Record<string, string | null> = {}) => ({
  BilledCost,
  ServiceName,
  BillingCurrency: 'USD',
  BillingPeriodStart: '2026-11-01T00:00:00Z',
  ChargeCategory: 'Usage',
  PublisherName: 'Amazon Web Services, Inc.',
  Tags: '{}',
  ...rest,
});
const bill = [
  row('0.7', 'Amazon DynamoDB', { Tags: '{"user:campaign":"a"}' }),
  row('0.6', 'Amazon DynamoDB'),
  row('3.25', 'Amazon EC2', { Tags: null }),
  row('0.455', 'Tax', { ChargeCategory: 'Tax', Tags: null }),
  row('1', 'Amazon Bedrock', { PublisherName: 'Anthropic', Tags: '{"campaign":"a"}' }),
  row('-0.1', 'Amazon DynamoDB', { ChargeCategory: 'Credit' }),
];

describe("reconciling with the cloud's bill", () => {
  const groups = reconcile(bill, statement?.lines ?? []);

  it('sets each row beside what the ledger knows of it, with the difference to the last digit', () => {
    expect(groups.map((g) => [g.kind, g.service, g.campaign, g.bill, g.ledger, g.difference])).toEqual([
      ['adjustment', 'Amazon DynamoDB', '', '-0.1', '0', '-0.1'],
      ['marketplace', 'Amazon Bedrock', 'a', '1', '1', '0'],
      ['matched', 'Amazon DynamoDB', 'a', '0.7', '0.625', '0.075'],
      ['shared', 'Amazon DynamoDB', '', '0.6', '0.625', '-0.025'],
      ['tax', 'Tax', '', '0.455', '0', '0.455'],
      ['unallocated', 'Amazon EC2', '', '3.25', '0', '3.25'],
    ]);
  });

  it('loses no row: the groups add up to the bill', () => {
    const total = add(...groups.map((group) => decimal(group.bill)));
    expect(decimalText(total)).toBe('5.905');
  });

  it('compares a service as a whole where the bill does not tell campaigns apart', () => {
    const untagged = reconcile([row('1.25', 'Amazon DynamoDB')], statement?.lines ?? []);
    const dynamo = untagged.filter(({ service }) => service === 'Amazon DynamoDB');
    expect(dynamo.map((g) => [g.kind, g.bill, g.ledger, g.difference])).toEqual([
      ['shared', '1.25', '1.25', '0'],
    ]);
  });
});
