import { populationStability } from '#core/models/drift/population-stability.ts';
import type { DataCheck } from '#core/models/training/data-checks.ts';
import type { ModelCard } from './model-artefact.ts';

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
/** What a typical order costs does not triple. */
const MOST_FACTOR = 3;
/** Above .25 people are said to have changed; a champion a month old shows .4 by age alone, shuffled rows above 2. */
const MOST_STABILITY_INDEX = 1;
/** Clocks that are off put a few orders ahead. */
const MOST_FUTURE_SHARE = 0.01;
/** Who explains this much of what people will do has read it somewhere. */
const MOST_EXPLAINED_SHARE = 0.95;

/**
 * What is suspicious about the rows behind a challenger: by themselves, and against those of the champion, of the same
 * shop a day or a month before. Nothing here says that a model is bad, only that its rows are not what they were.
 */
export function checkData(card: ModelCard, champion: ModelCard | undefined): readonly DataFinding[] {
  return [...alone(card), ...(champion === undefined ? [] : against(card, champion))];
}

const found = (isWrong: boolean, check: DataCheck, before: number, now: number): readonly DataFinding[] =>
  isWrong ? [{ check, before, now }] : [];

function alone({ data, parts }: ModelCard): readonly DataFinding[] {
  const futureShare = data === undefined ? 0 : data.futureOrders / Math.max(1, data.orders);
  const explained = [parts.propensity7, parts.propensity30].map(({ gain, refusal }) =>
    gain === undefined || refusal !== undefined ? 0 : 1 - gain.loss / gain.rivalLoss,
  );
  const most = Math.max(...explained);
  return [
    ...found(futureShare > MOST_FUTURE_SHARE, 'orders_from_future', MOST_FUTURE_SHARE, futureShare),
    ...found(most > MOST_EXPLAINED_SHARE, 'too_good', MOST_EXPLAINED_SHARE, most),
  ];
}

function against(card: ModelCard, champion: ModelCard): readonly DataFinding[] {
  const [now, before] = [card.data, champion.data];
  const drift = Math.max(0, ...Object.values(card.drift));
  const people = [
    ...found(
      card.customers < LEAST_SHARE * champion.customers,
      'customers_missing',
      champion.customers,
      card.customers,
    ),
    ...found(drift > MOST_STABILITY_INDEX, 'people_changed', MOST_STABILITY_INDEX, drift),
  ];
  if (now === undefined || before === undefined) return people;
  const [price, priceBefore] = [now.typicalOrderMinor ?? 0, before.typicalOrderMinor ?? 0];
  const factor = Math.max(price, priceBefore) / Math.max(1, Math.min(price, priceBefore));
  const shift = populationStability(before.hours, now.hours);
  const isFewer = now.orders < LEAST_SHARE * before.orders;
  const isStopped = now.newOrders < LEAST_NEW_SHARE * before.newOrders;
  return [
    ...people,
    ...found(isFewer, 'orders_missing', before.orders, now.orders),
    ...found(isStopped && !isFewer, 'orders_missing', before.newOrders, now.newOrders),
    ...found(factor > MOST_FACTOR, 'amounts_changed', priceBefore, price),
    ...found(shift > MOST_STABILITY_INDEX, 'hours_shifted', MOST_STABILITY_INDEX, shift),
  ];
}
