import { type Bends, mergeValues, solveBends, summariseValues } from '#core/models/propensity/bends.ts';
import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';
import {
  mergeRounds,
  type PropensityModel,
  solveRound,
  summariseRound,
  untrained,
} from '#core/models/propensity/logistic-regression.ts';
import type { PropensityForm } from '#core/models/propensity/propensity-form.ts';
import {
  mergeMoments,
  solveStandardisation,
  summariseMoments,
} from '#core/models/propensity/standardisation.ts';

/** Newton's method needs six to eight; more means that something is wrong with the rows. */
const MOST_ROUNDS = 25;

/** Where the rows' effects may bend. */
function bendsOf(partitions: readonly LabelledRows[]): Bends {
  const rows = partitions.reduce((sum, { labels }) => sum + labels.length, 0);
  return solveBends(partitions.map(summariseValues).reduce(mergeValues), rows);
}

/**
 * Trains the propensity model in one process, over any partition of the rows: the same rounds that the `train` state
 * machine runs over a Distributed Map. The result does not depend on the partition.
 */
export function trainPropensity(
  partitions: readonly LabelledRows[],
  form: PropensityForm = 'linear',
): PropensityModel {
  const moments = partitions.map(summariseMoments).reduce(mergeMoments);
  const bends = form === 'splines' ? bendsOf(partitions) : undefined;
  let model = untrained(solveStandardisation(moments), bends);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const current = model;
    const statistics = partitions.map((rows) => summariseRound(current, rows)).reduce(mergeRounds);
    const step = solveRound(current, statistics);
    model = step.model;
    if (step.change < 1e-6) break;
  }
  return model;
}
