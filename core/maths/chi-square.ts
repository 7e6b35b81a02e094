import { DomainError } from '#core/kernel/errors.ts';
import { logGamma } from '#core/maths/log-gamma.ts';

const SMALLEST = 1e-300;
const CLOSE_ENOUGH = 1e-15;
const MOST_TERMS = 500;

/**
 * P(X ≥ statistic) for a chi-square distribution: the regularised upper incomplete gamma function Q(df/2, x/2).
 * Relative error below 1e-12 for df up to 1,000.
 *
 * @param statistic ≥ 0.
 * @param degreesOfFreedom ≥ 1.
 * @throws DomainError outside these ranges.
 * @see NIST DLMF 8.11.4 (series) and 8.9.2 (continued fraction)
 */
export function chiSquareSurvival(statistic: number, degreesOfFreedom: number): number {
  if (!(statistic >= 0 && degreesOfFreedom >= 1)) {
    throw new DomainError('a chi-square needs a statistic of 0 or more and a degree of freedom', {
      details: { statistic, degreesOfFreedom },
    });
  }
  const [a, x] = [degreesOfFreedom / 2, statistic / 2];
  if (x === 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && term > sum * CLOSE_ENOUGH; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / SMALLEST;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / awayFromZero(numerator * d + b);
    c = awayFromZero(b + numerator / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < CLOSE_ENOUGH) break;
  }
  return value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value;
}
