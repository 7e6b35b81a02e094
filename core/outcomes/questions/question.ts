import type { ArmSums } from '../experiments/arm-sums.ts';
import { type ArmComparison, compareArms, type Registered } from '../experiments/compare-arms.ts';

/** Why a question has no answer however many people there are; the last two are of stores held out. */
export type NoAnswer =
  | 'sample_ratio_broken'
  | 'arms_differ_elsewhere'
  | 'not_measured'
  | 'too_early'
  | 'too_few_stores';

/** One comparison of a standing question. */
export type Answer =
  | {
      readonly kind: 'compared';
      readonly first: string;
      readonly second: string;
      readonly counts: readonly [first: number, second: number];
      readonly comparison: ArmComparison;
    }
  | {
      readonly kind: 'no_answer';
      readonly first: string;
      readonly second: string;
      readonly reason: NoAnswer;
    };

/** Two groups by name. */
export interface Group {
  readonly name: string;
  readonly sums: ArmSums;
}

/** Compares two groups that hold everything else equal. */
export function answer(first: Group, second: Group, registered: Registered): Answer {
  return {
    kind: 'compared',
    first: first.name,
    second: second.name,
    counts: [first.sums.count, second.sums.count],
    comparison: compareArms(first.sums, second.sums, registered),
  };
}
