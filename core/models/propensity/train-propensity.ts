import { type Bends, mergeValues, solveBends, summariseValues } from '#core/models/propensity/bends.ts';
import type { LabelledRows } from '#core/models/propensity/labelled-rows.ts';
import {
  mergeRounds,
  type PropensityModel,
  solveRound,
  startFit,
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
  let fit = startFit(untrained(solveStandardisation(moments), bends));
  while (fit.rounds < MOST_ROUNDS && fit.change >= 1e-6) {
    const { model } = fit;
    fit = solveRound(fit, partitions.map((rows) => summariseRound(model, rows)).reduce(mergeRounds));
  }
  return fit.model;
}
