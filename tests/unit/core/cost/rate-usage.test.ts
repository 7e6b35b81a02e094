import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rateUsage } from '#core/cost/ledger/rate-usage.ts';
import type { Usage } from '#core/cost/meter/usage.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook, isStale, requirePrice } from '#core/cost/prices/price-book.ts';
import type { PriceRow } from '#core/cost/prices/price-row.ts';
import { add, decimal, decimalText } from '#core/kernel/decimal.ts';

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const book = createPriceBook(listPrices);

let next = 0;
const usage = (service: string, unit: string, quantity: number, rest: Partial<Usage> = {}): Usage => ({
  id: `u${(next += 1)}`,
  atMs: at('2026-11-10'),
  service,
  unit,
  quantity,
  region: 'ap-northeast-2',
  tags: {},
  ...rest,
});
const pushes = (quantity: number, campaign: string, day = '2026-11-10'): Usage =>
  usage('AWSEndUserMessaging', 'push', quantity, { tags: { campaign }, atMs: at(day) });
const total = (lines: readonly { amount: ReturnType<typeof decimal> }[]): string =>
  decimalText(add(...lines.map((line) => line.amount)));

describe('rating', () => {
  it('multiplies to the last digit', () => {
    const { lines } = rateUsage([usage('AmazonDynamoDB', 'write-request-unit', 1_234_567)], book);
    expect(total(lines)).toBe('0.83950556');
  });

  it('counts a free tier once over all campaigns of a month and splits it by their share', () => {
    const { lines } = rateUsage(
      [pushes(900_000, 'a'), pushes(600_000, 'b'), pushes(1, 'c', '2026-12-01')],
      book,
    );
    expect(
      lines.map((line) => [line.usageMonth, line.tags.campaign, line.quantity, decimalText(line.amount)]),
    ).toEqual([
      ['2026-11', 'a', 600_000n, '0'],
      ['2026-11', 'b', 400_000n, '0'],
      ['2026-11', 'a', 300_000n, '0.3'],
      ['2026-11', 'b', 200_000n, '0.2'],
      ['2026-12', 'c', 1n, '0'],
    ]);
  });

  it('goes on with the tier where an earlier statement stopped', () => {
    const before = new Map([['2026-11 AWSEndUserMessaging push ap-northeast-2', 1_000_000n]]);
    expect(total(rateUsage([pushes(500_000, 'late')], book, before).lines)).toBe('0.5');
  });

  it('does not depend on the order of the usages, and loses none', () => {
    const list = fc.array(
      fc.tuple(
        fc.nat(3_000_000),
        fc.constantFrom('a', 'b', 'c'),
        fc.constantFrom('2026-11-01', '2026-11-15'),
      ),
    );
    const half: PriceRow[] = [
      {
        ...(book.find({
          service: 'AWSEndUserMessaging',
          unit: 'push',
          region: 'ap-northeast-2',
          atMs: 0,
        }) as PriceRow),
        basis: 'contract',
        validFromMs: at('2026-11-10'),
        tiers: [{ fromQuantity: 0n, price: decimal('0.5') }],
      },
    ];
    const dear = createPriceBook([...listPrices, ...half]);
    fc.assert(
      fc.property(list, (quantities) => {
        const usages = quantities.map(([quantity, campaign, day]) => pushes(quantity, campaign, day));
        const { lines } = rateUsage(usages, dear);
        expect(rateUsage([...usages].reverse(), dear).lines).toEqual(lines);
        const sum = lines.reduce((all, line) => all + line.quantity, 0n);
        expect(sum).toBe(quantities.reduce((all, [quantity]) => all + BigInt(quantity), 0n));
      }),
      { numRuns: 50 },
    );
  });

  it('names what nobody prices instead of taking it for free', () => {
    const { lines, unpriced } = rateUsage([usage('AWSEndUserMessaging', 'sms-part-KR', 7)], book);
    expect(lines).toEqual([]);
    expect(unpriced).toMatchObject([{ quantity: 7n, question: { unit: 'sms-part-KR' } }]);
  });
});

describe('the price book', () => {
  const question = { service: 'AmazonSES', unit: 'email', region: 'ap-northeast-2', atMs: at('2026-11-10') };
  const row = (basis: PriceRow['basis'], price: string, rest: Partial<PriceRow> = {}): PriceRow => ({
    ...(listPrices[0] as PriceRow),
    ...question,
    basis,
    tiers: [{ fromQuantity: 0n, price: decimal(price) }],
    ...rest,
  });

  it('fails naming service, unit, Region and day', () => {
    expect(() => requirePrice(book, question)).toThrow('AmazonSES email in ap-northeast-2 on 2026-11-10');
    expect(() => requirePrice(book, { ...question, unit: 'pigeon' })).toThrow('not in the price book');
  });

  it('takes a contract before the list, the list before an assumption, the newest in force', () => {
    const found = (...rows: PriceRow[]) =>
      decimalText(requirePrice(createPriceBook(rows), question).tiers[0]?.price ?? decimal('-1'));
    expect(found(row('list', '2'), row('contract', '3'), row('assumed', '1'))).toBe('3');
    expect(found(row('assumed', '1'), row('list', '2'))).toBe('2');
    expect(found(row('contract', '3', { validToMs: question.atMs }), row('list', '2'))).toBe('2');
    expect(found(row('list', '2'), row('list', '4', { validFromMs: at('2026-11-01') }))).toBe('4');
    expect(found(row('list', '2'), row('list', '4', { validFromMs: at('2026-12-01') }))).toBe('2');
    expect(found(row('list', '5', { region: '*' }), row('list', '2'))).toBe('2');
  });

  it('says which prices were read too long ago', () => {
    expect(isStale(row('list', '1', { readOn: '2026-05' }), at('2026-11-22'))).toBe(true);
    expect(isStale(row('list', '1', { readOn: '2026-10-01' }), at('2026-11-22'))).toBe(false);
  });
});
