import { logistic } from '#core/maths/logistic.ts';
import {
  type CustomerLoss,
  mergeResampled,
  type ResampledGain,
  resampledGain,
} from '#core/models/evaluation/resampled-gain.ts';
import type { Learner } from '#core/models/learner.ts';
import type { TaskFit } from '#core/models/propensity/fit-task.ts';
import {
  type NewtonFit,
  type PropensityModel,
  propensityLogOdds,
} from '#core/models/propensity/logistic-regression.ts';
import { ordersUntil } from '#core/models/propensity/order-timeline.ts';
import {
  type FeatureSource,
  PERSON_FEATURES,
  signalWeekAt,
  writePersonFeatures,
} from '#core/models/propensity/person-features.ts';
import { chooseForm, type FormChoice, type PropensityForm } from '#core/models/propensity/propensity-form.ts';
import {
  momentOf,
  naiveCell,
  ordersWithin,
  type PropensityTask,
} from '#core/models/propensity/propensity-task.ts';
import {
  countScore,
  emptyHistogram,
  LOG_ODDS_BINS,
  mergeHistograms,
  type ScoreHistogram,
  SIGNAL_BINS,
} from '#core/models/segments/score-histogram.ts';
import { signalPoints } from '#core/models/segments/stage.ts';
import { probabilityWithin } from '#core/models/timing/probability-within.ts';
import type { TimingModel } from '#core/models/timing/timing-model.ts';
import {
  addCalibration,
  type CalibrationSums,
  calibrationOf,
  noCalibration,
} from '#core/models/training/calibration-shift.ts';
import {
  addLoss,
  logLossOf,
  noLoss,
  type PairedLoss,
  pairedLoss,
} from '#core/models/training/paired-loss.ts';

/** A propensity that can be asked: its model, and the timing model that feeds it. */
export interface PropensityForecaster {
  readonly model: PropensityModel;
  readonly timing: TimingModel;
}

/** What held-out days say of a propensity. */
export interface PropensityJudgement {
  /** Against the naive rule. */
  readonly naive: PairedLoss;
  /** Against everybody's share of buyers. */
  readonly base: PairedLoss;
  /** Against the champion, on the same days, which neither saw. */
  readonly champion: PairedLoss;
  readonly calibration: CalibrationSums;
  readonly scores: ScoreHistogram;
  /** Of persons with two repeats and more. */
  readonly loyalScores: ScoreHistogram;
  readonly signals: ScoreHistogram;
}

/** Judges on the days right after the task's last day: none of them was seen in training. */
export function propensityJudge(
  task: PropensityTask,
  fit: Pick<NewtonFit, 'model'> & Pick<TaskFit, 'naive'>,
  champion: PropensityForecaster | undefined,
): Learner<FeatureSource, PropensityJudgement, PropensityJudgement> {
  const { lastDay, horizonDays } = task;
  const moment = momentOf(task, lastDay);
  return {
    summarise(persons) {
      const own = forecaster(fit.model, probabilityWithin(task.timing, horizonDays));
      const old = champion && forecaster(champion.model, probabilityWithin(champion.timing, horizonDays));
      const tally = openTally();
      for (const person of persons) {
        const score = own(person, moment);
        if (score === undefined) continue;
        const isBuyer = ordersWithin(person, lastDay, horizonDays);
        const probability = logistic(score);
        const loss = logLossOf(probability, isBuyer);
        tally.add('base', loss, logLossOf(fit.naive.baseRate, isBuyer));
        tally.add('naive', loss, logLossOf(fit.naive.rates[naiveCell(person, lastDay)]!, isBuyer));
        const oldScore = old?.(person, moment);
        if (oldScore !== undefined) tally.add('champion', loss, logLossOf(logistic(oldScore), isBuyer));
        const isLoyal = ordersUntil(person.timeline.days, lastDay) > 2;
        tally.count({ score, probability, isBuyer, isLoyal });
        tally.countSignals(Math.log1p(signalPoints(signalWeekAt(person, moment))), isBuyer);
      }
      return tally.close();
    },
    merge: mergeJudgements,
    solve: (judgement) => judgement,
  };
}

/** Splines against straight lines on the days right after the task's last day; the shop's form follows. */
export function formJudge(
  task: PropensityTask,
  { forms }: TaskFit,
): Learner<FeatureSource, ResampledGain, FormChoice> {
  const { lastDay, horizonDays } = task;
  const moment = momentOf(task, lastDay);
  return {
    summarise(persons) {
      const timing = probabilityWithin(task.timing, horizonDays);
      const straight = forecaster(forms.linear.model, timing);
      const bent = forecaster(forms.splines.model, timing);
      const losses = persons.flatMap((person): CustomerLoss | readonly [] => {
        const [own, rival] = [bent(person, moment), straight(person, moment)];
        if (own === undefined || rival === undefined) return [];
        const isBuyer = ordersWithin(person, lastDay, horizonDays);
        const lossOf = (score: number): number => logLossOf(logistic(score), isBuyer);
        return { customerId: person.personId, loss: lossOf(own), rivalLoss: lossOf(rival) };
      });
      return resampledGain(losses);
    },
    merge: mergeResampled,
    solve: chooseForm,
  };
}

/** Log-odds of a person at a moment; undefined for somebody unknown by then. It holds scratch memory. */
function forecaster(
  model: PropensityModel,
  timing: ReturnType<typeof probabilityWithin>,
): (person: FeatureSource, moment: ReturnType<typeof momentOf>) => number | undefined {
  const inputs = new Float64Array(PERSON_FEATURES.length);
  return (person, moment) =>
    writePersonFeatures(person, moment, timing, inputs) ? propensityLogOdds(model, inputs) : undefined;
}

/** By form, how far a fit is off on the days after each of the cut-offs that it learned from, newest first. */
export type WeeksByForm = Readonly<Record<PropensityForm, readonly CalibrationSums[]>>;

/** Of every form at once: inputs are made once for all. */
export function calibrationJudge(
  task: PropensityTask,
  { forms }: TaskFit,
): Learner<FeatureSource, WeeksByForm, WeeksByForm> {
  const eachForm = (weeksOf: (form: PropensityForm) => readonly CalibrationSums[]): WeeksByForm => ({
    linear: weeksOf('linear'),
    splines: weeksOf('splines'),
  });
  return {
    summarise(persons) {
      const timing = probabilityWithin(task.timing, task.horizonDays);
      const inputs = new Float64Array(PERSON_FEATURES.length);
      const weeks = task.cutoffDays.map((cutoffDay) => {
        const moment = momentOf(task, cutoffDay);
        let [linear, splines] = [noCalibration, noCalibration];
        for (const person of persons) {
          if (!writePersonFeatures(person, moment, timing, inputs)) continue;
          const isBuyer = ordersWithin(person, cutoffDay, task.horizonDays);
          const missed = (form: PropensityForm): CalibrationSums =>
            calibrationOf(logistic(propensityLogOdds(forms[form].model, inputs)), isBuyer);
          linear = addCalibration(linear, missed('linear'));
          splines = addCalibration(splines, missed('splines'));
        }
        return { linear, splines };
      });
      return eachForm((form) => weeks.map((week) => week[form]));
    },
    merge: (a, b) => eachForm((form) => a[form].map((sums, week) => addCalibration(sums, b[form][week]!))),
    solve: (weeks) => weeks,
  };
}

type Rival = 'naive' | 'base' | 'champion';

function openTally() {
  const losses: Record<Rival, PairedLoss> = { naive: noLoss, base: noLoss, champion: noLoss };
  const scores = emptyHistogram(LOG_ODDS_BINS);
  const loyalScores = emptyHistogram(LOG_ODDS_BINS);
  const signals = emptyHistogram(SIGNAL_BINS);
  let calibration = noCalibration;
  return {
    add(rival: Rival, loss: number, rivalLoss: number): void {
      losses[rival] = addLoss(losses[rival], pairedLoss(loss, rivalLoss));
    },
    count(seen: { score: number; probability: number; isBuyer: boolean; isLoyal: boolean }): void {
      const { score, probability, isBuyer, isLoyal } = seen;
      calibration = addCalibration(calibration, calibrationOf(probability, isBuyer));
      countScore(scores, LOG_ODDS_BINS, score, isBuyer);
      if (isLoyal) countScore(loyalScores, LOG_ODDS_BINS, score, isBuyer);
    },
    countSignals(score: number, isBuyer: boolean): void {
      countScore(signals, SIGNAL_BINS, score, isBuyer);
    },
    close: (): PropensityJudgement => ({ ...losses, calibration, scores, loyalScores, signals }),
  };
}

function mergeJudgements(a: PropensityJudgement, b: PropensityJudgement): PropensityJudgement {
  return {
    naive: addLoss(a.naive, b.naive),
    base: addLoss(a.base, b.base),
    champion: addLoss(a.champion, b.champion),
    calibration: addCalibration(a.calibration, b.calibration),
    scores: mergeHistograms(a.scores, b.scores),
    loyalScores: mergeHistograms(a.loyalScores, b.loyalScores),
    signals: mergeHistograms(a.signals, b.signals),
  };
}
