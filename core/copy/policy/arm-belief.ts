/** What is believed of one arm's response rate: a gamma with this shape and rate (mean = shape / rate). */
export interface ArmBelief {
  readonly shape: number;
  readonly rate: number;
}

/** What an arm has shown so far. */
export interface ArmCount {
  readonly shown: number;
  readonly answered: number;
}

/** What is believed before anything was shown. */
export interface ArmPrior {
  /** Log rate relative to the other arms: text prior, appeal type, persona. */
  readonly logRate: number;
}

/** How much arms of one choice differ beyond what the prior says. */
export interface BeliefSettings {
  /** Standard deviation of the log rate, > 0. */
  readonly spread: number;
  /** Response rate that is usual here, and how many answers that knowledge is worth. */
  readonly usualRate: number;
  readonly usualAnswers: number;
}

/**
 * Belief in each arm: gamma-Poisson around the choice's own level, which is pooled from all arms, times what the prior
 * says of the arm. Counts only ever add up, so late outcomes simply arrive later.
 */
export function arrayOfBeliefs(
  priors: readonly ArmPrior[],
  counts: readonly ArmCount[],
  { spread, usualRate, usualAnswers }: BeliefSettings,
): readonly ArmBelief[] {
  const factors = relativeRates(priors);
  const answered = counts.reduce((sum, count) => sum + count.answered, 0);
  const shown = counts.reduce((sum, count, i) => sum + count.shown * factors[i]!, 0);
  const level = (answered + usualAnswers) / (shown + usualAnswers / usualRate);
  const shape = 1 / (spread * spread);
  return counts.map((count, i) => ({
    shape: shape + count.answered,
    rate: shape / (level * factors[i]!) + count.shown,
  }));
}

/** exp(log rate), scaled to a mean of 1. */
function relativeRates(priors: readonly ArmPrior[]): readonly number[] {
  const rates = priors.map(({ logRate }) => Math.exp(logRate));
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return rates.map((rate) => rate / mean);
}
