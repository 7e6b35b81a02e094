import { populationStability } from '#core/models/drift/population-stability.ts';
import type { DataCheck } from '#core/models/training/data-checks.ts';
import type { DataProfile } from '#core/models/training/data-profile.ts';
import type { Gain } from '#core/models/training/paired-loss.ts';
import type { ModelCard, ModelPart } from './model-artefact.ts';

/** One thing that is wrong with the rows, in figures. */
export interface DataFinding {
  readonly check: DataCheck;
  /** The champion's figure, or the limit where there is nothing to compare with. */
  readonly before: number;
  readonly now: number;
}

/** Customers and orders come and go by a few in a hundred between two runs, not by a fifth. */
const LEAST_SHARE = 0.8;
/** A bad month may halve the orders; a stopped feed leaves less. */
const LEAST_NEW_SHARE = 1 / 3;
/** Orders a week below which a third of them is no news. */
const FEWEST_WEEKLY = 15;
/** What a typical order costs does not triple. */
const MOST_FACTOR = 3;
/** Above .25 people are said to have changed; a champion a month old shows .4 by age alone, shuffled rows above 2. */
const MOST_STABILITY_INDEX = 1;
/** Clocks that are off put a few orders ahead. */
const MOST_FUTURE_SHARE = 0.01;
/** Who explains this much of what people will do has read it somewhere. */
const MOST_EXPLAINED_SHARE = 0.85;
/** Skill, and what is left to explain, change by less than half where rows are what they were. */
const HALF = 0.5;
/** Parts that say who will buy. */
const FORECASTS = ['propensity7', 'propensity30', 'timing'] as const satisfies readonly ModelPart[];

/**
 * What is suspicious about the rows behind a challenger: by themselves, and against those of the champion, of the same
 * shop a day or a month before. What the champion's rows showed as well was accepted once and is the shop's way. Nothing
 * here says that a model is bad, only that its rows are not what they were.
 */
export function checkData(card: ModelCard, champion: ModelCard | undefined): readonly DataFinding[] {
  const known = champion === undefined ? [] : alone(champion).map(({ check }) => check);
  const own = alone(card).filter(({ check }) => !known.includes(check));
  const findings = champion === undefined ? own : [...own, ...against(card, champion)];
  return findings.filter(({ check }, i) => findings.findIndex((other) => other.check === check) === i);
}

const found = (isWrong: boolean, check: DataCheck, before: number, now: number): readonly DataFinding[] =>
  isWrong ? [{ check, before, now }] : [];

function alone({ data, parts }: ModelCard): readonly DataFinding[] {
  const futureShare = data === undefined ? 0 : data.futureOrders / Math.max(1, data.orders);
  const explained = FORECASTS.flatMap((part) => gainIn(parts, part) ?? []).map(explainedShare);
  const most = Math.max(0, ...explained);
  return [
    ...found(futureShare > MOST_FUTURE_SHARE, 'orders_from_future', MOST_FUTURE_SHARE, futureShare),
    ...stopped(data),
    ...found(most > MOST_EXPLAINED_SHARE, 'too_good', MOST_EXPLAINED_SHARE, most),
  ];
}

/** The newest week against the three before it: every weekday is in both. */
function stopped(data: DataProfile | undefined): readonly DataFinding[] {
  if (data?.weekOrders === undefined) return [];
  const usual = (data.newOrders - data.weekOrders) / 3;
  const isStopped = usual >= FEWEST_WEEKLY && data.weekOrders < LEAST_NEW_SHARE * usual;
  return found(isStopped, 'feed_stopped', usual, data.weekOrders);
}

/** How a part did on held-out days, if there were any, whether or not it may be used. */
const gainIn = (parts: ModelCard['parts'], part: ModelPart): Gain | undefined => {
  const { gain } = parts[part];
  return gain !== undefined && gain.cases > 0 && gain.rivalLoss > 0 ? gain : undefined;
};

/** What of the rival's loss is gone, (−∞, 1]. */
const explainedShare = ({ loss, rivalLoss }: Gain): number => 1 - loss / rivalLoss;

function against(card: ModelCard, champion: ModelCard): readonly DataFinding[] {
  const drift = Math.max(0, ...Object.values(card.drift));
  return [
    ...found(
      card.customers < LEAST_SHARE * champion.customers,
      'customers_missing',
      champion.customers,
      card.customers,
    ),
    ...found(drift > MOST_STABILITY_INDEX, 'people_changed', MOST_STABILITY_INDEX, drift),
    ...skillChanged(card, champion),
    ...(card.data && champion.data ? rowsChanged(card.data, champion.data) : []),
  ];
}

/**
 * Who buys follows from what is known of people as well as it did. Where the two gains' intervals lie apart and half of
 * it is gone, outcomes belong to other people, unless the champion still foretells them: then the challenger alone is
 * bad, and loses to it. Where half of what was left to explain is gone, outcomes are among the inputs.
 */
function skillChanged(card: ModelCard, champion: ModelCard): readonly DataFinding[] {
  const isChampionBetter = Object.values(card.champion).some(({ high }) => high < 0);
  return FORECASTS.flatMap((part) => {
    const [now, before] = [gainIn(card.parts, part), gainIn(champion.parts, part)];
    if (now === undefined || before === undefined) return [];
    const [share, shareBefore] = [explainedShare(now), explainedShare(before)];
    const isLost = now.high < before.low && share < HALF * shareBefore && !isChampionBetter;
    const isSudden = now.low > before.high && 1 - share < HALF * (1 - shareBefore);
    return [
      ...found(isLost, 'skill_lost', shareBefore, share),
      ...found(isSudden, 'too_good', shareBefore, share),
    ];
  });
}

function rowsChanged(now: DataProfile, before: DataProfile): readonly DataFinding[] {
  const [price, priceBefore] = [now.typicalOrderMinor ?? 0, before.typicalOrderMinor ?? 0];
  const factor = Math.max(price, priceBefore) / Math.max(1, Math.min(price, priceBefore));
  const shift = populationStability(before.hours, now.hours);
  const isFewer = now.orders < LEAST_SHARE * before.orders;
  const isStopped = now.newOrders < LEAST_NEW_SHARE * before.newOrders;
  return [
    ...found(isFewer, 'orders_missing', before.orders, now.orders),
    ...found(isStopped && !isFewer, 'orders_missing', before.newOrders, now.newOrders),
    ...found(factor > MOST_FACTOR, 'amounts_changed', priceBefore, price),
    ...found(shift > MOST_STABILITY_INDEX, 'hours_shifted', MOST_STABILITY_INDEX, shift),
  ];
}
