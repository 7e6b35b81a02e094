import { logistic } from '#core/maths/logistic.ts';
import { personalCycles } from '#core/models/cycles/category-cycles.ts';
import type { BasketSequence } from '#core/models/next-product/basket-sequence.ts';
import { createProductRanker } from '#core/models/next-product/next-product.ts';
import type { Contribution, NextPurchase, Predictions } from '#core/models/predictions.ts';
import { propensityLogOdds, writeContributions } from '#core/models/propensity/logistic-regression.ts';
import { PERSON_FEATURES, writePersonFeatures } from '#core/models/propensity/person-features.ts';
import { momentOf } from '#core/models/propensity/propensity-task.ts';
import { pooledHourOfWeek } from '#core/models/rhythm/pooled-hour-of-week.ts';
import { stageOf } from '#core/models/segments/stage.ts';
import { expectedOrderValue } from '#core/models/timing/gamma-gamma.ts';
import { probabilityWithin } from '#core/models/timing/probability-within.ts';
import { recalibrated } from '#core/models/timing/recalibration.ts';
import { ownSpend } from '#core/models/timing/spend-learner.ts';
import { historyAt } from '#core/models/timing/timing-learner.ts';
import { forecastTiming, nextOrderQuantileDays } from '#core/models/timing/timing-model.ts';
import type { TrainingPerson } from '#core/models/training/training-person.ts';
import { categoryBaskets, productsById } from './count-round.ts';
import type { ListedProduct, ModelArtefact, ServedPropensity } from './model-artefact.ts';

/** What scoring reads besides the models. */
export interface ScoreSettings {
  readonly modelHash: string;
  /** Instant of the snapshot that the persons are from. */
  readonly atMs: number;
  /** Last day that counts as seen. */
  readonly snapshotDay: number;
  readonly products: readonly ListedProduct[];
}

const SHARES = ['p10', 'p25', 'p50', 'p75', 'p90'] as const;
const MOST_PRODUCTS = 20;
const MOST_CYCLES = 8;
/** Nobody plans further. */
const FAR_DAYS = 3653;

/** Contributions are stored to four digits; the base takes up what rounding left. */
const toFourDigits = (value: number): number => Math.round(value * 10_000) / 10_000;

/** A function that says what the models say of a person; it holds scratch memory, so one per thread. */
export function createScorer(
  artefact: ModelArtefact,
  settings: ScoreSettings,
): (person: TrainingPerson) => Predictions {
  const { snapshotDay } = settings;
  const listed = productsById(settings.products);
  const ask7 = artefact.propensity7 && asker(artefact.propensity7, 7, snapshotDay);
  const ask30 = artefact.propensity30 && asker(artefact.propensity30, 30, snapshotDay);
  const rankProducts = productAsker(artefact, listed);
  return (person) => {
    const because = ask30?.(person);
    const buyWithin = because && buyWithinOf(because, ask7?.(person));
    return {
      atMs: settings.atMs,
      modelHash: settings.modelHash,
      buyWithin,
      because,
      ...timingOf(person, artefact, snapshotDay),
      expectedOrderMinor: orderValueOf(person, artefact, snapshotDay),
      stage: stageFor(person, artefact, buyWithin),
      nextProducts: rankProducts(person),
      cycles:
        artefact.cycles === undefined
          ? []
          : personalCycles(artefact.cycles, categoryBaskets(person.baskets, listed)).slice(0, MOST_CYCLES),
      rhythm: rhythmOf(person, artefact),
    };
  };
}

type Because = NonNullable<Predictions['because']>;

/** Log-odds as a base and contributions that add up to them exactly. */
function asker(
  { model, timing, shift }: ServedPropensity,
  horizonDays: number,
  snapshotDay: number,
): (person: TrainingPerson) => Because | undefined {
  const probability = probabilityWithin(timing, horizonDays);
  const moment = momentOf({ snapshotDay, seesSignals: horizonDays === 7 }, snapshotDay);
  const inputs = new Float64Array(PERSON_FEATURES.length);
  const added = new Float64Array(PERSON_FEATURES.length);
  return (person) => {
    if (!writePersonFeatures(person, moment, probability, inputs)) return undefined;
    writeContributions(model, inputs, added);
    const contributions = PERSON_FEATURES.map((feature, i) => ({
      feature,
      logOdds: toFourDigits(added[i]!),
    })).filter(({ logOdds }) => logOdds !== 0);
    const score = propensityLogOdds(model, inputs) + shift;
    const base = toFourDigits(score - sumOf(contributions));
    return { base, contributions: contributions.sort(byWeight) };
  };
}

const sumOf = (contributions: readonly Contribution[]): number =>
  contributions.reduce((sum, { logOdds }) => sum + logOdds, 0);

const byWeight = (a: Contribution, b: Contribution): number =>
  Math.abs(b.logOdds) - Math.abs(a.logOdds) || (a.feature < b.feature ? -1 : 1);

/** The log-odds that a base and its contributions add up to. */
export const totalLogOdds = ({ base, contributions }: Because): number => base + sumOf(contributions);

/** Within seven days is within thirty: where the two models disagree, the longer one holds. */
function buyWithinOf(because30: Because, because7: Because | undefined): Predictions['buyWithin'] {
  if (because7 === undefined) return undefined;
  const days30 = logistic(totalLogOdds(because30));
  return { days30, days7: Math.min(days30, logistic(totalLogOdds(because7))) };
}

function timingOf(
  { timeline }: TrainingPerson,
  { timing }: ModelArtefact,
  snapshotDay: number,
): Pick<Predictions, 'alive' | 'expectedOrders30' | 'nextPurchase'> {
  const history = historyAt(timeline, snapshotDay);
  if (timing === undefined || history === undefined)
    return { alive: undefined, expectedOrders30: undefined, nextPurchase: undefined };
  const forecast = recalibrated(forecastTiming(timing.model, history), timing.calibration);
  // Who may have left has no late quantiles; the date is that of who comes back, and `alive` says how surely.
  const ever = forecast.probabilityOfOrder(FAR_DAYS);
  const days = SHARES.map((share) => nextOrderQuantileDays(forecast, (ever * Number(share.slice(1))) / 100));
  const isWhole = days.every((quantile) => quantile !== null);
  const entries = SHARES.map((share, i): [string, number] => [share, snapshotDay + Math.ceil(days[i] ?? 0)]);
  return {
    alive: forecast.probabilityAlive,
    expectedOrders30: forecast.expectedOrders(30),
    nextPurchase: isWhole ? (Object.fromEntries(entries) as unknown as NextPurchase) : undefined,
  };
}

function orderValueOf(
  { timeline }: TrainingPerson,
  { spend }: ModelArtefact,
  snapshotDay: number,
): number | undefined {
  if (spend === undefined || historyAt(timeline, snapshotDay) === undefined) return undefined;
  const { orders, meanValue } = ownSpend(timeline, snapshotDay);
  const value = expectedOrderValue(spend, orders, meanValue);
  return Number.isFinite(value) ? Math.round(value) : undefined;
}

function stageFor(
  { timeline, signalWeeks }: TrainingPerson,
  { thresholds, card }: ModelArtefact,
  buyWithin: Predictions['buyWithin'],
): Predictions['stage'] {
  if (buyWithin === undefined || card.parts.stages.refusal !== undefined) return undefined;
  const repeatPurchases = Math.max(0, timeline.days.length - 1);
  return stageOf({ buyWithin, repeatPurchases, signalWeeks }, thresholds);
}

function productAsker(
  { nextProduct }: ModelArtefact,
  listed: ReadonlyMap<string, ListedProduct>,
): (person: TrainingPerson) => Predictions['nextProducts'] {
  if (nextProduct === undefined) return () => [];
  const { productIds, model } = nextProduct;
  const numbers = new Map(productIds.map((id, number) => [id, number]));
  const rank = createProductRanker(model);
  return ({ baskets }) =>
    rank(sequenceOf(baskets, numbers))
      .map(({ product, score }) => ({ productId: productIds[product]!, score: toFourDigits(score) }))
      .filter(({ productId }) => listed.get(productId)?.isSoldOut !== true)
      .slice(0, MOST_PRODUCTS);
}

/** Products that the model has never seen say nothing to it. */
function sequenceOf(
  baskets: TrainingPerson['baskets'],
  numbers: ReadonlyMap<string, number>,
): BasketSequence {
  const known = baskets
    .map(({ products }) => products.flatMap((id) => numbers.get(id) ?? []))
    .filter((items) => items.length > 0);
  return {
    items: Int32Array.from(known.flat()),
    baskets: Int32Array.from(known.flatMap((items, basket) => items.map(() => basket))),
  };
}

function rhythmOf({ hours }: TrainingPerson, { rhythm }: ModelArtefact): Predictions['rhythm'] {
  if (rhythm === undefined) return undefined;
  return pooledHourOfWeek(Float64Array.from(hours), rhythm.group, rhythm.settings);
}
