import { chiSquareSurvival } from '#core/maths/chi-square.ts';

/** Below this p-value the arms are not as they were drawn, and nothing may be read from them. */
const SAMPLE_RATIO_ALARM = 0.001;

/** People in an arm, and the share that was meant to be there. */
export interface ArmShare {
  readonly count: number;
  /** Above 0; the shares of all arms add up to 1. */
  readonly share: number;
}

/** Whether the arms have the sizes that they were drawn with. */
export interface SampleRatio {
  /** P(counts at least as uneven as these | the shares are right). 1 for a single arm. */
  readonly pValue: number;
  readonly isBroken: boolean;
}

/**
 * Pearson's chi-square test of the arms' sizes against the shares of the assignment: the first thing to be read, since
 * broken logging or a redirect that loses people shows here before it shows as an effect.
 *
 * @see Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments", KDD 2019.
 */
export function testSampleRatio(arms: readonly ArmShare[]): SampleRatio {
  const total = arms.reduce((sum, { count }) => sum + count, 0);
  if (arms.length < 2 || total === 0) return { pValue: 1, isBroken: false };
  let statistic = 0;
  for (const { count, share } of arms) {
    const expected = total * share;
    statistic += (count - expected) ** 2 / expected;
  }
  const pValue = chiSquareSurvival(statistic, arms.length - 1);
  return { pValue, isBroken: pValue < SAMPLE_RATIO_ALARM };
}
