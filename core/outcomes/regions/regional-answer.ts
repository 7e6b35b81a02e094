import type { Answer } from '../questions/question.ts';
import type { RegionalEffect } from './regional-effect.ts';

/** The regional effect in the form of the standing questions' answers. */
export function regionalAnswer({ verdict, peopleCounts: counts, differences }: RegionalEffect): Answer {
  const names = { first: 'stores_in', second: 'stores_out' };
  const [goal] = differences;
  if (verdict === 'too_early') return { kind: 'no_answer', ...names, reason: verdict };
  if (goal === undefined || verdict === 'too_few_stores')
    return { kind: 'no_answer', ...names, reason: 'too_few_stores' };
  const { difference, interval } = goal;
  const comparison = { verdict, difference, interval, missingCount: undefined, varianceReduction: 0 };
  return { kind: 'compared', ...names, counts, comparison };
}
