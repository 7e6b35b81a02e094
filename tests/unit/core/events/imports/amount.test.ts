import { describe, expect, it } from '@jest/globals';
import { parseAmount } from '#core/events/imports/amount.ts';

describe('parseAmount', () => {
  it.each([
    ['12900', 12900, undefined],
    ['12,900원', 12900, 'KRW'],
    ['₩12,900', 12900, 'KRW'],
    ['￦12,900', 12900, 'KRW'],
    ['１２，９００원', 12900, 'KRW'],
    ['1만2천원', 12000, 'KRW'],
    ['1만 2,900원', 12900, 'KRW'],
    ['3억5천만', undefined, undefined],
    ['3억 5000만원', 350_000_000, 'KRW'],
    ['1.5만원', 15000, 'KRW'],
    ['$12.50', 12.5, 'USD'],
    ['-$12.50', -12.5, 'USD'],
    ['$-12.50', -12.5, 'USD'],
    ['USD 1,234.50', 1234.5, 'USD'],
    ['1.234,50 €', 1234.5, 'EUR'],
    ['£8', 8, 'GBP'],
    ['(1,200)', -1200, undefined],
    ['△1,200', -1200, undefined],
    ['12,50', 12.5, undefined],
    ['-0', 0, undefined],
    ['4.440892e-16', 4.440892e-16, undefined],
  ])('reads %s', (text, value, currency) => {
    expect(parseAmount(text)).toEqual(value === undefined ? undefined : { value, currency });
  });

  it.each([
    '',
    '무료',
    '12,9000',
    '1,2',
    '₩12 USD',
    '(12',
    '12)',
    '1e309',
    'NaN',
    '--3',
    '1만만',
    'Infinity',
  ])('fails on %s', (text) => {
    expect(parseAmount(text)).toBeUndefined();
  });
});
