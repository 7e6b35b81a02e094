import { logBeta } from '#core/maths/log-beta.ts';
import { logGamma } from '#core/maths/log-gamma.ts';
import { log1pExp } from '#core/maths/logistic.ts';
import type { TimingTable } from '#core/models/timing/timing-table.ts';

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

/**
 * Log-likelihood of the grouped histories under BG/NBD (k = 1), MBG/NBD (k = 1, may leave at once), MBG/CNBD-k or NBD
 * (no dropout). With d = 1 if a customer may leave at once, else 0:
 *
 *     L = B(a, b+x+d)/B(a, b) · Γ(r+kx)/Γ(r) · α^r / (α+T)^(r+kx) · S
 *       + B(a+1, b+x+d−1)/B(a, b) · Γ(r+kx)/Γ(r) · α^r / (α+t)^(r+kx)      (only where x + d > 0)
 *
 * S is the sum of `logSilentStages`. Constants that hold no parameter (the gaps' own densities for k > 1) are left
 * out. O(groups), a logarithm and an exponential each.
 *
 * @see Fader, Hardie & Lee, Marketing Science 24(2), 2005 (BG/NBD); Batislam et al., IJRM 24(3), 2007 (MBG/NBD);
 *   Reutterer, Platzer & Schröder, "Leveraging purchase regularity for predicting customer behavior the easy way",
 *   IJRM 38(1), 2021 (MBG/CNBD-k).
 */
export function betaGeometricLogLikelihood(model: BetaGeometricModel, table: TimingTable): number {
  const { r, alphaDays, dropout, stages } = model;
  const first = model.canLeaveAtOnce ? 1 : 0;
  const base = r * Math.log(alphaDays) - logGamma(r);
  const xs = table.repeatPurchases;
  const shapes = xs.values.map((x) => r + stages * x);
  const common = xs.values.map((x, i) => {
    const survived =
      dropout === null ? 0 : logBeta(dropout.a, dropout.b + x + first) - logBeta(dropout.a, dropout.b);
    return base + logGamma(shapes[i]!) + survived;
  });
  // Odds of having left at the last order against having survived it, before time speaks.
  const leftOdds = xs.values.map((x) =>
    dropout === null || x + first === 0 ? -Infinity : Math.log(dropout.a / (dropout.b + x + first - 1)),
  );
  const logAge = table.ageDays.values.map((days) => Math.log(alphaDays + days));
  const logRecency = table.recencyDays.values.map((days) => Math.log(alphaDays + days));
  const { customers } = table;
  const xCodes = xs.codes;
  const ageCodes = table.ageDays.codes;
  const recencyCodes = table.recencyDays.codes;
  let total = 0;
  for (let g = 0; g < customers.length; g++) {
    const x = xCodes[g]!;
    const age = ageCodes[g]!;
    const recency = recencyCodes[g]!;
    const shape = shapes[x]!;
    const silent = stages === 1 ? 0 : logSilentStages(shape, silence(table, age, recency, alphaDays), stages);
    const left = leftOdds[x]! + shape * (logAge[age]! - logRecency[recency]!) - silent;
    total += customers[g]! * (common[x]! - shape * logAge[age]! + silent + log1pExp(left));
  }
  return total;
}

function silence(table: TimingTable, age: number, recency: number, alphaDays: number): number {
  const ageDays = table.ageDays.values[age]!;
  return (ageDays - table.recencyDays.values[recency]!) / (alphaDays + ageDays);
}
