import { logGamma, stirlingCorrection } from '#core/maths/log-gamma.ts';

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * Natural logarithm of the beta function B(a, b), for a, b > 0. Keeps its digits where one argument is huge, where
 * log Γ(a) + log Γ(b) − log Γ(a + b) would lose them all: there Stirling's leading terms cancel on paper.
 *
 * @throws DomainError unless both are positive.
 * @see Didonato & Morris, "Significant digit computation of the incomplete beta function ratios", ACM TOMS 18(3), 1992.
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const share = small / (small + large);
  if (small < 10) {
    const corrections = stirlingCorrection(large) - stirlingCorrection(small + large);
    return (
      logGamma(small) +
      corrections +
      small -
      small * Math.log(small + large) +
      (large - 0.5) * Math.log1p(-share)
    );
  }
  const corrections =
    stirlingCorrection(small) + stirlingCorrection(large) - stirlingCorrection(small + large);
  return (
    -0.5 * Math.log(large) +
    HALF_LOG_TWO_PI +
    corrections +
    (small - 0.5) * Math.log(share) +
    large * Math.log1p(-share)
  );
}
