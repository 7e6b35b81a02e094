import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shareAmount, shareWhole } from '#core/cost/ledger/share-exactly.ts';
import { add, decimal, isEqual } from '#core/kernel/decimal.ts';

const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 })
  .filter((list) => list.some((weight) => weight > 0n));

describe('a share by largest remainder', () => {
  it('gives the odd unit to the largest remainder', () => {
    expect(shareWhole(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n]);
    expect(shareWhole(5n, [1n, 3n])).toEqual([1n, 4n]);
    expect(shareWhole(0n, [0n, 0n])).toEqual([0n, 0n]);
  });

  it('loses nothing and is never off by a unit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), weights, (whole, by) => {
        const parts = shareWhole(whole, by);
        const total = by.reduce((sum, weight) => sum + weight, 0n);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole);
        parts.forEach((part, index) => {
          const error = part * total - whole * (by[index] as bigint);
          expect(error < total && error > -total).toBe(true);
        });
      }),
    );
  });

  it('splits an amount to its own last digit, credits too', () => {
    for (const text of ['0.0000000762939453125', '-1', '100', '0.000001']) {
      const parts = shareAmount(decimal(text), [1n, 1n, 1n]);
      expect(isEqual(add(...parts), decimal(text))).toBe(true);
    }
  });

  it('fails where there is nothing to share by', () => {
    expect(() => shareWhole(1n, [0n])).toThrow('nothing to share by');
    expect(() => shareWhole(-1n, [1n])).toThrow();
  });
});
