import { type ResampledGain, solveResampled } from '#core/models/evaluation/resampled-gain.ts';
import type { Gain } from '#core/models/training/paired-loss.ts';

/** What effects may look like: straight lines, or lines that bend at the quartiles of each input. */
export const PROPENSITY_FORMS = ['linear', 'splines'] as const;

/** One of them. */
export type PropensityForm = (typeof PROPENSITY_FORMS)[number];

/** Which form a shop's own held-out days chose, and on what grounds. */
export interface FormChoice {
  readonly form: PropensityForm;
  /**
   * Log-loss of splines (`loss`) and of straight lines (`rivalLoss`) on the same held-out days, nats a customer, with
   * the bootstrap's 95 % interval of the gain. Undefined where nobody could be judged.
   */
  readonly gain: Gain | undefined;
}

/** Fewer customers judge nothing. */
const FEWEST_CASES = 50;

/** Splines only where the whole 95 % interval of their gain lies above 0. */
export function chooseForm(splinesOverLinear: ResampledGain): FormChoice {
  const gain = solveResampled(splinesOverLinear);
  const isSure = gain !== undefined && gain.cases >= FEWEST_CASES && gain.low > 0;
  return { form: isSure ? 'splines' : 'linear', gain };
}
