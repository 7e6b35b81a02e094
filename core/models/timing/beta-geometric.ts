/** How customers of the beta-geometric family are spread. Every time is in days. */
export interface BetaGeometricModel {
  readonly kind: 'beta-geometric';
  /** Shape of the gamma over purchase rates, > 0. */
  readonly r: number;
  /** Rate (not scale) of that gamma in days, > 0: `r / alphaDays` is the mean rate of gap stages per day. */
  readonly alphaDays: number;
  /** Beta over the probability to leave after an order; null when nobody leaves (the NBD model). */
  readonly dropout: { readonly a: number; readonly b: number } | null;
  /** Whether a customer may leave right after the first order (MBG) or only after a repeat (BG). */
  readonly canLeaveAtOnce: boolean;
  /** Stages of an Erlang gap: 1 for exponential gaps, k for regular ones (CNBD-k). Whole number >= 1. */
  readonly stages: number;
}

/**
 * Logarithm of the sum over j < k of (r + kx)_j / j! · u^j: the weight of the stages that may have passed in silence,
 * u = silence / (alpha + age). 0 for k = 1.
 */
export function logSilentStages(shape: number, share: number, stages: number): number {
  let term = 1;
  let sum = 1;
  for (let j = 1; j < stages; j++) {
    term *= ((shape + j - 1) / j) * share;
    sum += term;
  }
  return Math.log(sum);
}
