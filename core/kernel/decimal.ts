import { InputError } from './errors.ts';

/** An exact decimal number: `units × 10^−scale`. For money and prices, where floats would lose digits. */
export interface Decimal {
  readonly units: bigint;
  /** Digits after the point, ≥ 0. */
  readonly scale: number;
}

/** Nothing. */
export const ZERO: Decimal = { units: 0n, scale: 0 };

/** More digits than any price has; beyond it a text is an attack or a mistake. */
const MOST_DIGITS = 60;
const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * Reads `12.50`, `-3`, `1.33334e-5`.
 * @throws InputError if the text is no decimal number of at most 60 digits.
 */
export function decimal(text: string): Decimal {
  const match = text.length > MOST_DIGITS ? null : DECIMAL.exec(text.trim());
  if (match === null)
    throw new InputError(`${JSON.stringify(text)} is no decimal number`, {
      details: { ko: `${JSON.stringify(text)} 은(는) 십진수가 아닙니다` },
    });
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const units = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  return normal(scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 });
}

/** A whole number as a decimal. */
export function whole(units: bigint | number): Decimal {
  return { units: BigInt(units), scale: 0 };
}

/** Zeros at the end say nothing: equal numbers look equal. */
function normal({ units, scale }: Decimal): Decimal {
  let [kept, digits] = [units, scale];
  while (digits > 0 && kept % 10n === 0n) [kept, digits] = [kept / 10n, digits - 1];
  return { units: kept, scale: digits };
}

/** The number in units of `10^−scale`; `scale` must be at least its own. */
function unitsAt(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

/** The exact sum. */
export function add(...values: readonly Decimal[]): Decimal {
  const scale = Math.max(0, ...values.map((value) => value.scale));
  return normal({ units: values.reduce((sum, value) => sum + unitsAt(value, scale), 0n), scale });
}

/** The number with its sign turned. */
function negate({ units, scale }: Decimal): Decimal {
  return { units: -units, scale };
}

/** The exact difference a − b. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b));
}

/** The exact product. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return normal({ units: a.units * b.units, scale: a.scale + b.scale });
}

/**
 * The exact quotient by a whole number whose only prime factors are 2 and 5, such as 1,000, 2^20 or 1,024,000.
 * @throws InputError for any other: the quotient would need endless digits.
 */
export function divideExactly(value: Decimal, divisor: bigint): Decimal {
  let [units, scale, rest] = [value.units, value.scale, divisor];
  for (const [factor, other] of [
    [2n, 5n],
    [5n, 2n],
  ] as const) {
    while (rest > 0n && rest % factor === 0n)
      [units, scale, rest] = [units * other, scale + 1, rest / factor];
  }
  if (rest !== 1n) throw new InputError(`a price per ${divisor} has no end of digits`);
  return normal({ units, scale });
}

/** Negative if a < b, 0 if equal, positive if a > b. */
export function compare(a: Decimal, b: Decimal): number {
  const { units } = subtract(a, b);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

/** Are they the same number? */
export function isEqual(a: Decimal, b: Decimal): boolean {
  return compare(a, b) === 0;
}

/** Rounded to so many digits after the point, halves away from zero: for people's eyes and for currencies. */
export function round(value: Decimal, digits: number): Decimal {
  if (value.scale <= digits) return value;
  const divisor = 10n ** BigInt(value.scale - digits);
  const half = divisor / 2n;
  const units = (value.units + (value.units < 0n ? -half : half)) / divisor;
  return normal({ units, scale: digits });
}

/** Every digit, in plain notation: `-0.000625`; at least `leastDigits` after the point. */
export function decimalText(value: Decimal, leastDigits = 0): string {
  const { units, scale } = normal(value);
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const wholePart = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).padEnd(leastDigits, '0');
  return `${units < 0n ? '-' : ''}${wholePart}${fraction === '' ? '' : `.${fraction}`}`;
}

/**
 * a / b rounded to so many digits after the point, halves away from zero.
 * @throws InputError if b is 0.
 */
export function divideRounded(a: Decimal, b: Decimal, digits: number): Decimal {
  if (b.units === 0n) throw new InputError('nothing can be divided by 0');
  const scale = digits + 1 + b.scale;
  const sign = a.units < 0n !== b.units < 0n ? -1n : 1n;
  const [over, under] = [abs(a.units) * 10n ** BigInt(scale), abs(b.units) * 10n ** BigInt(a.scale)];
  const tenths = (over * 10n) / under;
  // One digit more than asked, and a last one that says whether anything was left: enough to round rightly.
  const rest = (over * 10n) % under === 0n ? 0n : 1n;
  return round({ units: sign * (tenths * 10n + rest), scale: digits + 3 }, digits);
}

const abs = (units: bigint): bigint => (units < 0n ? -units : units);
