import {
  populationStability,
  STABILITY_BINS,
  stabilityBin,
} from '#core/models/drift/population-stability.ts';
import type { Learner } from '#core/models/learner.ts';
import {
  type FeatureMoment,
  type FeatureSource,
  PERSON_FEATURES,
  writePersonFeatures,
} from '#core/models/propensity/person-features.ts';
import type { Standardisation } from '#core/models/propensity/standardisation.ts';
import { probabilityWithin } from '#core/models/timing/probability-within.ts';
import type { TimingModel } from '#core/models/timing/timing-model.ts';

/** Persons per feature and bin, `feature · bins + bin`. */
export type FeatureHistograms = Float64Array;

/** Where bins lie: a standardisation, and the timing model behind one of the features. */
export interface DriftScale extends Standardisation {
  readonly timing: TimingModel;
  readonly horizonDays: number;
}

/** How every feature is distributed over the persons at a moment. */
export function featureHistograms(
  scale: DriftScale,
  moment: FeatureMoment,
): Learner<FeatureSource, FeatureHistograms, FeatureHistograms> {
  return {
    summarise(persons) {
      const timing = probabilityWithin(scale.timing, scale.horizonDays);
      const inputs = new Float64Array(PERSON_FEATURES.length);
      const counts = new Float64Array(PERSON_FEATURES.length * STABILITY_BINS);
      for (const person of persons) {
        if (!writePersonFeatures(person, moment, timing, inputs)) continue;
        inputs.forEach((input, i) => {
          const z = (input - scale.means[i]!) / scale.spreads[i]!;
          counts[i * STABILITY_BINS + stabilityBin(z)]! += 1;
        });
      }
      return counts;
    },
    merge: (a, b) => a.map((count, i) => count + b[i]!),
    solve: (counts) => counts,
  };
}

/** The stability index of each feature, from distributions on the same bins. */
export function driftOf(before: FeatureHistograms, now: FeatureHistograms): Readonly<Record<string, number>> {
  return Object.fromEntries(
    PERSON_FEATURES.map((feature, i) => {
      const of = (counts: FeatureHistograms) => counts.slice(i * STABILITY_BINS, (i + 1) * STABILITY_BINS);
      return [feature, populationStability(of(before), of(now))];
    }),
  );
}
