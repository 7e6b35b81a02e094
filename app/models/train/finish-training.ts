import { AGE_LIMIT_DAYS } from '#core/models/predictions.ts';
import { PERSON_FEATURES } from '#core/models/propensity/person-features.ts';
import {
  bestThreshold,
  LOG_ODDS_BINS,
  SIGNAL_BINS,
  type Threshold,
} from '#core/models/segments/score-histogram.ts';
import type { StageThresholds } from '#core/models/segments/stage.ts';
import {
  type CalibrationSums,
  calibrationShift,
  lastingShare,
  lastingShift,
} from '#core/models/training/calibration-shift.ts';
import { driftOf } from '#core/models/training/feature-drift.ts';
import type { PropensityJudgement } from '#core/models/training/judge-propensity.ts';
import { gainOf, type PairedLoss } from '#core/models/training/paired-loss.ts';
import {
  MODEL_FORMAT,
  type ModelArtefact,
  type ModelCard,
  type ModelPart,
  type PartCard,
  type Refusal,
  type ServedPropensity,
} from './model-artefact.ts';
import type { Horizon, TrainingState } from './training-state.ts';

/** Fewer cases judge nothing. */
const FEWEST_CASES = 50;

type Unit = PartCard['unit'];

function judged(loss: PairedLoss | undefined, rival: string, unit: Unit, refusal?: Refusal): PartCard {
  const gain = loss === undefined || loss.cases === 0 ? undefined : gainOf(loss);
  if (refusal !== undefined) return { refusal, gain, rival, unit };
  if (gain === undefined || gain.cases < FEWEST_CASES)
    return { refusal: 'too_few_outcomes', gain, rival, unit };
  return { refusal: gain.gain > 0 ? undefined : 'worse_than_naive', gain, rival, unit };
}

/** A propensity must beat both rivals: what everybody does, and the table of silence by number of orders. */
function propensityCard(state: TrainingState, horizon: Horizon): PartCard {
  const { judgement, choice } = state.propensity[horizon] ?? {};
  const naive = judged(judgement?.naive, 'silence by orders', 'nats', state.refusals[horizon]);
  const base = judged(judgement?.base, 'everybody alike', 'nats', state.refusals[horizon]);
  const card = naive.refusal === undefined && base.refusal !== undefined ? base : naive;
  return { ...card, ...(choice && { form: choice }) };
}

/** On the scale of what is served: moved by what lasts of what the held-out fit missed. */
function putRight(
  threshold: Threshold | undefined,
  { calibration }: PropensityJudgement,
  weeks: readonly CalibrationSums[] = [],
): Threshold | undefined {
  const missed = lastingShare(weeks) * calibrationShift(calibration);
  return threshold && { ...threshold, score: threshold.score + missed };
}

/** Thresholds from the held-out days: 7 days for the moment and for signals, 30 for loyalty. */
function thresholdsOf(state: TrainingState): StageThresholds {
  const { judgement: days7, weeks: weeks7 } = state.propensity[7] ?? {};
  const { judgement: days30, weeks: weeks30 } = state.propensity[30] ?? {};
  return {
    highIntent: days7 && putRight(bestThreshold(days7.scores, LOG_ODDS_BINS), days7, weeks7),
    loyal: days30 && putRight(bestThreshold(days30.loyalScores, LOG_ODDS_BINS), days30, weeks30),
    interest: days7 && bestThreshold(days7.signals, SIGNAL_BINS),
  };
}

const unjudged = (refusal: Refusal | undefined): PartCard => ({
  refusal,
  gain: undefined,
  rival: '',
  unit: 'none',
});

function partsOf(state: TrainingState): Readonly<Record<ModelPart, PartCard>> {
  const propensity7 = propensityCard(state, 7);
  const propensity30 = propensityCard(state, 30);
  const noThreshold = thresholdsOf(state).highIntent === undefined ? 'no_threshold' : undefined;
  return {
    ...countedParts(state),
    propensity7,
    propensity30,
    stages: unjudged(propensity7.refusal ?? propensity30.refusal ?? noThreshold),
  };
}

/** The parts that rest on the first pass alone. */
function countedParts(
  state: TrainingState,
): Readonly<Record<Exclude<ModelPart, 'propensity7' | 'propensity30' | 'stages'>, PartCard>> {
  const { counted, spendLoss } = state;
  const { timing, nextProduct, rhythm, cycles = {} } = counted ?? {};
  const tooFew = (part: object | undefined): Refusal | undefined =>
    part === undefined ? 'too_few_customers' : undefined;
  return {
    timing: judged(timing?.loss, 'everybody alike', 'nats', tooFew(timing)),
    spend: judged(spendLoss, 'mean order', 'money'),
    nextProduct: judged(nextProduct?.loss, 'own, then best sellers', 'hits', tooFew(nextProduct?.model)),
    rhythm: judged(rhythm?.loss, "everybody's hours", 'nats'),
    cycles: unjudged(Object.keys(cycles).length === 0 ? 'too_short_history' : undefined),
  };
}

function servedOf(state: TrainingState, horizon: Horizon): ServedPropensity | undefined {
  const { tasks, fits, choice, weeks, histograms } = state.propensity[horizon] ?? {};
  const isJudged = fits && choice && weeks && histograms;
  if (tasks === undefined || !isJudged) return undefined;
  return {
    form: choice,
    model: fits.final.forms[choice.form].model,
    timing: tasks.final.timing,
    shift: lastingShift(weeks),
    held: { model: fits.held.forms[choice.form].model, timing: tasks.held.timing },
    histograms,
  };
}

function cardOf(state: TrainingState): ModelCard {
  const { counted, request, propensity } = state;
  const { champion } = request;
  const drifts = ([7, 30] as const).map((horizon) => {
    const before = horizon === 7 ? champion?.propensity7 : champion?.propensity30;
    const now = propensity[horizon]?.championHistograms;
    return before === undefined || now === undefined ? {} : driftOf(before.histograms, now);
  });
  const against = (horizon: Horizon) => {
    const loss = propensity[horizon]?.judgement?.champion;
    return loss === undefined || loss.cases === 0 ? {} : { [`days${horizon}`]: gainOf(loss) };
  };
  return {
    atMs: request.atMs,
    snapshotDay: request.snapshotDay,
    persons: counted?.persons ?? 0,
    customers: counted?.customers ?? 0,
    repeaters: counted?.repeaters ?? 0,
    data: counted?.data,
    parts: partsOf(state),
    ageLimitDays: AGE_LIMIT_DAYS,
    drift: { ...drifts[1], ...drifts[0] },
    champion: { ...against(7), ...against(30) },
  };
}

/** What was fitted, whether or not it may be used. */
function fittedParts(state: TrainingState) {
  const { timing, rhythm, nextProduct, spend, cycles } = state.counted ?? {};
  return {
    timing: timing && { ...timing.choice, model: timing.model },
    propensity7: servedOf(state, 7),
    propensity30: servedOf(state, 30),
    spend: spend?.final,
    nextProduct: nextProduct?.model && { productIds: nextProduct.productIds, model: nextProduct.model },
    rhythm: rhythm?.settings && { group: rhythm.group, settings: rhythm.settings },
    cycles,
  };
}

/** The challenger: every part that its back-test lets be used, and the card that says why the others are not. */
export function finishTraining(state: TrainingState): ModelArtefact {
  const { request } = state;
  const card = cardOf(state);
  const allowed = Object.entries(fittedParts(state)).filter(
    ([part, fitted]) => fitted !== undefined && card.parts[part as ModelPart].refusal === undefined,
  );
  return {
    format: MODEL_FORMAT,
    atMs: request.atMs,
    snapshotDay: request.snapshotDay,
    currency: request.currency,
    features: PERSON_FEATURES,
    ...Object.fromEntries(allowed),
    thresholds: thresholdsOf(state),
    card,
  };
}
