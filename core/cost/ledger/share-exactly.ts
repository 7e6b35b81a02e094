import { type Decimal } from '../../kernel/decimal.ts';
import { DomainError } from '../../kernel/errors.ts';

/** Digits after the point to which an amount is split at least: the micro-dollar. */
const LEAST_DIGITS = 6;

/**
 * Splits a whole number by weights, by largest remainder: parts differ from their exact share by less than one and
 * add up to the whole. Equal remainders go to the earlier part.
 * @throws DomainError if a weight or the whole is negative, or if there is something to split and no weight.
 */
export function shareWhole(whole: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole < 0n || weights.some((weight) => weight < 0n))
    throw new DomainError('a share needs whole and weights from 0 up');
  if (total === 0n) {
    if (whole === 0n) return weights.map(() => 0n);
    throw new DomainError('nothing to share by: every weight is 0');
  }
  const parts = weights.map((weight) => (whole * weight) / total);
  let left = whole - parts.reduce((sum, part) => sum + part, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (whole * weight) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] as bigint) + 1n;
    left -= 1n;
  }
  return parts;
}

/**
 * Splits an amount by weights to its own last digit (the sixth at least): one rounding, and the parts add up to the
 * amount exactly.
 * @throws DomainError as `shareWhole` does.
 */
export function shareAmount(amount: Decimal, weights: readonly bigint[]): Decimal[] {
  const scale = Math.max(LEAST_DIGITS, amount.scale);
  const units = amount.units * 10n ** BigInt(scale - amount.scale);
  const isNegative = units < 0n;
  return shareWhole(isNegative ? -units : units, weights).map((part) => ({
    units: isNegative ? -part : part,
    scale,
  }));
}
