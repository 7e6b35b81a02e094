import { onGrid } from '#core/maths/grid-sum.ts';
import { logLossOf } from '#core/models/training/paired-loss.ts';

/** What a plan foretold of one person, kept with the plan so that it can be held against what came. */
interface KeptForecast {
  /** P(an order within 7 days), 0-1. */
  readonly buys7: number;
  /** Days from the window's start to the day by which the next order was as likely as not to have come; absent: never. */
  readonly orderInDays?: number;
}

/** Forecasts beside what came, as sums that merge in any order. */
export interface ForecastSums {
  /** People with a forecast. */
  readonly people: number;
  readonly predicted: number;
  /** Of them, people who ordered within 7 days of the window's start. */
  readonly buyers: number;
  /** Minus log-likelihood of the probabilities, nats. */
  readonly loss: number;
  /** People who ordered while they were watched, at least `FEWEST_DAYS` days, and for whom a date was foretold. */
  readonly dated: number;
  /** Of them, people whose first order came within 7 days of it, before or after. */
  readonly near: number;
}

/** Nobody. */
export const noForecasts: ForecastSums = { people: 0, predicted: 0, buyers: 0, loss: 0, dated: 0, near: 0 };

const NEAR_DAYS = 7;
/** Watched for less, nearly every order is within a week of every date. */
const FEWEST_DAYS = 21;

/**
 * The sums with one more person.
 * @param firstOrderInDays from the window's start to the first order since; undefined while there is none.
 * @param watchedDays from the window's start until now.
 */
export function addForecast(
  sums: ForecastSums,
  { buys7, orderInDays }: KeptForecast,
  { firstOrderInDays, watchedDays }: { firstOrderInDays: number | undefined; watchedDays: number },
): ForecastSums {
  // Before the week is over, who has not ordered yet may still do so.
  if (watchedDays < NEAR_DAYS) return sums;
  const isBuyer = firstOrderInDays !== undefined && firstOrderInDays < NEAR_DAYS;
  const isDated = orderInDays !== undefined && firstOrderInDays !== undefined && watchedDays >= FEWEST_DAYS;
  const isNear = isDated && Math.abs(Math.min(orderInDays, watchedDays) - firstOrderInDays) <= NEAR_DAYS;
  return {
    people: sums.people + 1,
    predicted: sums.predicted + onGrid(buys7),
    buyers: sums.buyers + Number(isBuyer),
    loss: sums.loss + onGrid(logLossOf(buys7, isBuyer)),
    dated: sums.dated + Number(isDated),
    near: sums.near + Number(isNear),
  };
}

/** KPIs of forecasts: window 7 days from the campaign's start, source the plan's forecasts and the orders since. */
export const forecastKpis = [
  {
    id: 'predicted_rate',
    name: { en: 'P(order in 7 days), foretold', ko: '7일 내 구매 확률(예측)' },
    formula: 'mean of the plan’s probabilities',
    unit: 'share',
    of: ({ predicted, people }) => ratio(predicted, people),
  },
  {
    id: 'actual_rate',
    name: { en: 'ordered in 7 days', ko: '7일 내 실제 구매' },
    formula: 'people who ordered / people with a forecast',
    unit: 'share',
    of: ({ buyers, people }) => ratio(buyers, people),
  },
  {
    id: 'predictive_accuracy_index',
    name: { en: 'predictive accuracy index', ko: '예측 정확도 지수' },
    formula: '100 · (1 − log-loss / log-loss of the rate itself)',
    unit: 'index',
    of: ({ loss, buyers, people }) => {
      const rate = people === 0 ? 0 : buyers / people;
      if (rate === 0 || rate === 1) return undefined;
      const base = -people * (rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate));
      return 100 * (1 - loss / base);
    },
  },
  {
    id: 'within_7_days',
    name: { en: 'date within ± 7 days', ko: '± 7일 이내 적중' },
    formula:
      'first orders at most 7 days off the foretold date / people who ordered, watched 21 days or more',
    unit: 'share',
    of: ({ near, dated }) => ratio(near, dated),
  },
] as const satisfies readonly {
  readonly id: string;
  readonly name: { readonly en: string; readonly ko: string };
  readonly formula: string;
  readonly unit: 'share' | 'index';
  readonly of: (sums: ForecastSums) => number | undefined;
}[];

function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
