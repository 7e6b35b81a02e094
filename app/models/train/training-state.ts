import type { CategoryCycles } from '#core/models/cycles/category-cycles.ts';
import type { TaskFit } from '#core/models/propensity/fit-task.ts';
import type { FormChoice } from '#core/models/propensity/propensity-form.ts';
import type { PropensityTask } from '#core/models/propensity/propensity-task.ts';
import type { GammaGammaModel } from '#core/models/timing/gamma-gamma.ts';
import type { TimingModel } from '#core/models/timing/timing-model.ts';
import type { CalibrationSums } from '#core/models/training/calibration-shift.ts';
import type { DataProfile } from '#core/models/training/data-profile.ts';
import type { FeatureHistograms } from '#core/models/training/feature-drift.ts';
import type { PropensityJudgement } from '#core/models/training/judge-propensity.ts';
import type { PairedLoss } from '#core/models/training/paired-loss.ts';
import type { ListedProduct, ModelArtefact, Refusal } from './model-artefact.ts';
import type { TimingChoice, TrainedNextProduct, TrainedRhythm } from './sampled-models.ts';

/** What a run is about. */
export interface TrainingRequest {
  /** Instant of the snapshot, UTC epoch ms. */
  readonly atMs: number;
  /** Last day that counts as seen, days since 1970-01-01 on the brand's calendar. */
  readonly snapshotDay: number;
  readonly currency: string;
  readonly products: readonly ListedProduct[];
  /** The live artefact, to be beaten; absent on the first run. */
  readonly champion?: ModelArtefact;
}

/** A propensity's fit to all days, and the same recipe without the last days, for judging. */
export interface TaskPair<Held, Final = Held> {
  readonly held: Held;
  readonly final: Final;
}

/** What one pass over everybody gave. */
export interface Counted {
  readonly persons: number;
  readonly customers: number;
  readonly repeaters: number;
  readonly data: DataProfile;
  readonly timing:
    | { readonly model: TimingModel; readonly choice: TimingChoice; readonly loss: PairedLoss }
    | undefined;
  readonly spend: TaskPair<GammaGammaModel | undefined>;
  readonly cycles: CategoryCycles;
  readonly rhythm: TrainedRhythm;
  readonly nextProduct: TrainedNextProduct & { readonly productIds: readonly string[] };
}

/** One propensity on its way: `refusal` instead of fits where there is nothing to learn from. */
export interface PropensityRun {
  readonly tasks: TaskPair<PropensityTask>;
  readonly fits?: TaskPair<TaskFit>;
  /** Which form is served, by the held-out days. */
  readonly choice?: FormChoice;
  /** Of that form. */
  readonly judgement?: PropensityJudgement;
  /** How far what is served is off after each cut-off that it learned from, newest first. */
  readonly weeks?: readonly CalibrationSums[];
  readonly histograms?: FeatureHistograms;
  /** Now, on the champion's bins. */
  readonly championHistograms?: FeatureHistograms;
}

/** The horizons of a propensity, days. */
export const HORIZONS = [7, 30] as const;

/** One horizon. */
export type Horizon = (typeof HORIZONS)[number];

/** Where a run stands between two passes: plain data, kept as a file. */
export interface TrainingState {
  readonly phase: 'count' | 'moments' | 'newton' | 'judge' | 'done';
  /** Passes made. */
  readonly round: number;
  readonly request: TrainingRequest;
  readonly counted?: Counted;
  readonly propensity: Readonly<Partial<Record<Horizon, PropensityRun>>>;
  readonly refusals: Readonly<Partial<Record<Horizon, Refusal>>>;
  readonly spendLoss?: PairedLoss;
}
