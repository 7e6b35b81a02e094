import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  add,
  compare,
  decimal,
  decimalText,
  divideExactly,
  divideRounded,
  isEqual,
  multiply,
  round,
  subtract,
} from '#core/kernel/decimal.ts';

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }))
  .map(([units, scale]) => ({ units, scale }));

describe('a decimal', () => {
  it('keeps the digits that a float loses', () => {
    expect(decimalText(add(decimal('0.1'), decimal('0.2')))).toBe('0.3');
    expect(decimalText(multiply(decimal('1.33334e-5'), decimal('1000000')))).toBe('13.3334');
    expect(decimalText(decimal('-0.50'), 2)).toBe('-0.50');
    expect(decimalText(decimal('12900'))).toBe('12900');
    expect(decimalText(decimal('5e2'))).toBe('500');
  });

  it('fails on what is no number', () => {
    for (const text of ['', 'abc', '1,000', '0x10', 'NaN', '1e999', '9'.repeat(61), '--1'])
      expect(() => decimal(text)).toThrow('is no decimal number');
  });

  it('divides exactly by twos and fives and by nothing else', () => {
    expect(decimalText(divideExactly(decimal('0.08'), 1_048_576n))).toBe('0.0000000762939453125');
    expect(() => divideExactly(decimal('1'), 730n)).toThrow('no end of digits');
    expect(() => divideExactly(decimal('1'), 0n)).toThrow();
  });

  it('rounds halves away from zero', () => {
    expect(decimalText(round(decimal('0.125'), 2))).toBe('0.13');
    expect(decimalText(round(decimal('-0.125'), 2))).toBe('-0.13');
    expect(decimalText(divideRounded(decimal('10'), decimal('3'), 2))).toBe('3.33');
    expect(decimalText(divideRounded(decimal('1'), decimal('8'), 2))).toBe('0.13');
    expect(decimalText(divideRounded(decimal('-2'), decimal('3'), 2))).toBe('-0.67');
    expect(decimalText(divideRounded(decimal('0.05'), decimal('0.4'), 2))).toBe('0.13');
  });

  it('adds, subtracts and compares as whole numbers do', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(isEqual(subtract(add(a, b), b), a)).toBe(true);
        expect(isEqual(decimal(decimalText(a)), a)).toBe(true);
        expect(compare(add(a, { units: 1n, scale: 15 }), a)).toBe(1);
      }),
    );
  });
});
