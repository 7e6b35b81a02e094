import type { CategoryCycles } from '#core/models/cycles/category-cycles.ts';
import type { NextProductModel } from '#core/models/next-product/next-product.ts';
import type { FormChoice } from '#core/models/propensity/propensity-form.ts';
import type { PooledHoursSettings } from '#core/models/rhythm/pooled-hour-of-week.ts';
import type { StageThresholds } from '#core/models/segments/stage.ts';
import type { GammaGammaModel } from '#core/models/timing/gamma-gamma.ts';
import type { TimingCalibration } from '#core/models/timing/recalibration.ts';
import type { TimingFamily } from '#core/models/timing/solve-timing.ts';
import type { TimingModel } from '#core/models/timing/timing-model.ts';
import type { DataProfile } from '#core/models/training/data-profile.ts';
import type { FeatureHistograms } from '#core/models/training/feature-drift.ts';
import type { PropensityForecaster } from '#core/models/training/judge-propensity.ts';
import type { Gain } from '#core/models/training/paired-loss.ts';

/** What can be asked of the live models, each on its own feet. */
export type ModelPart =
  | 'timing'
  | 'propensity7'
  | 'propensity30'
  | 'spend'
  | 'nextProduct'
  | 'rhythm'
  | 'cycles'
  | 'stages';

/** Why a part refuses to be used. */
export type Refusal =
  | 'too_few_customers'
  | 'too_short_history'
  | 'too_few_outcomes'
  | 'worse_than_naive'
  | 'no_threshold';

/** What is known of one part: shown to people, kept with the artefact. */
export interface PartCard {
  readonly refusal: Refusal | undefined;
  /** Against the naive rule named in `rival`; undefined where there was nothing to judge. */
  readonly gain: Gain | undefined;
  readonly rival: string;
  /** Unit of the gain: nats a person, thousands of minor units, share of hits. */
  readonly unit: 'nats' | 'money' | 'hits' | 'none';
  /** Of a propensity: whether its effects bend, and what that gained; absent from older cards. */
  readonly form?: FormChoice;
}

/** What people read before they trust a model. */
export interface ModelCard {
  readonly atMs: number;
  /** Last day seen, days since 1970-01-01. */
  readonly snapshotDay: number;
  readonly persons: number;
  readonly customers: number;
  readonly repeaters: number;
  /** What the rows looked like; absent from artefacts of before it was looked at. */
  readonly data?: DataProfile | undefined;
  readonly parts: Readonly<Record<ModelPart, PartCard>>;
  /** Days after which it must not be used any more. */
  readonly ageLimitDays: number;
  /** Stability index of each input against the champion's training; empty without a champion. */
  readonly drift: Readonly<Record<string, number>>;
  /** Against the champion of that time on the same days, by horizon; absent without one. */
  readonly champion: { readonly days7?: Gain; readonly days30?: Gain };
}

/** A propensity as it is served. */
export interface ServedPropensity extends PropensityForecaster {
  /** How the shop's held-out days chose the model's form; absent from artefacts of before there was a choice. */
  readonly form?: FormChoice;
  /** Added to the log-odds, from held-out days. */
  readonly shift: number;
  /** The same recipe without the last `horizonDays`: what the next challenger is compared with. */
  readonly held: PropensityForecaster;
  readonly histograms: FeatureHistograms;
}

/** The shape of artefacts: 3 has propensities whose effects may bend, which 2 lacks and is read all the same. */
export const MODEL_FORMAT = 3;

/** May an artefact of that shape be read? */
export const isReadable = ({ format }: { readonly format: number }): boolean =>
  format === 2 || format === MODEL_FORMAT;

/** Everything needed to score a person. Immutable; a part that refused is not in it. */
export interface ModelArtefact {
  readonly format: 2 | typeof MODEL_FORMAT;
  readonly atMs: number;
  readonly snapshotDay: number;
  readonly currency: string;
  readonly features: readonly string[];
  readonly timing?: {
    readonly family: TimingFamily;
    readonly model: TimingModel;
    readonly calibration: TimingCalibration;
  };
  readonly propensity7?: ServedPropensity;
  readonly propensity30?: ServedPropensity;
  readonly spend?: GammaGammaModel;
  readonly nextProduct?: { readonly productIds: readonly string[]; readonly model: NextProductModel };
  readonly rhythm?: { readonly group: Float64Array; readonly settings: PooledHoursSettings };
  readonly cycles?: CategoryCycles;
  readonly thresholds: StageThresholds;
  readonly card: ModelCard;
}

/** A product as the shop lists it. */
export interface ListedProduct {
  readonly productId: string;
  /** Empty if not said. */
  readonly category: string;
  readonly brand: string;
  /** Nothing left to sell. */
  readonly isSoldOut: boolean;
}
