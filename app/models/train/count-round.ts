import { mergeCycles, ownGaps, solveCycles } from '#core/models/cycles/category-cycles.ts';
import { type Learner, together } from '#core/models/learner.ts';
import { taskCutoffs } from '#core/models/propensity/propensity-task.ts';
import { solveTiming } from '#core/models/timing/solve-timing.ts';
import { spendLearner } from '#core/models/timing/spend-learner.ts';
import { fitTiming, type TimingGround, timingLearner } from '#core/models/timing/timing-learner.ts';
import { dataProfile } from '#core/models/training/data-profile.ts';
import { personSample } from '#core/models/training/person-sample.ts';
import type { TrainingBasket, TrainingPerson } from '#core/models/training/training-person.ts';
import type { ListedProduct, Refusal } from './model-artefact.ts';
import { chooseFamily, judgeTiming, sampledShop, trainProducts, trainRhythm } from './sampled-models.ts';
import { HORIZONS, type Horizon, type PropensityRun, type TrainingState } from './training-state.ts';

/** Persons whose whole histories are held at once: some 20 MB. */
const SAMPLE_SIZE = 20_000;
/** Days that judge what needs a month. */
const JUDGED_DAYS = 30;
/** Cut-offs below which season and shop age are one and the same to a propensity; signals reach back two. */
const FEWEST_CUTOFFS: Readonly<Record<Horizon, number>> = { 7: 2, 30: 4 };

/** Products by id. */
export const productsById = (products: readonly ListedProduct[]): ReadonlyMap<string, ListedProduct> =>
  new Map(products.map((product) => [product.productId, product] as const));

/** Baskets with categories in place of products; products that the shop does not list have none. */
export function categoryBaskets(
  baskets: readonly TrainingBasket[],
  listed: ReadonlyMap<string, ListedProduct>,
): readonly { readonly day: number; readonly categories: ReadonlySet<string> }[] {
  return baskets.map(({ day, products }) => ({
    day,
    categories: new Set(products.map((id) => listed.get(id)?.category ?? '').filter((name) => name !== '')),
  }));
}

const spanLearner: Learner<
  TrainingPerson,
  { persons: number; firstDay: number },
  { persons: number; firstDay: number }
> = {
  summarise: (persons) => ({
    persons: persons.length,
    firstDay: persons.reduce(
      (first, { timeline }) => Math.min(first, timeline.days[0] ?? Infinity),
      Infinity,
    ),
  }),
  merge: (a, b) => ({ persons: a.persons + b.persons, firstDay: Math.min(a.firstDay, b.firstDay) }),
  solve: (span) => span,
};

const hoursLearner: Learner<TrainingPerson, Float64Array, Float64Array> = {
  summarise: (persons) => {
    const sums = new Float64Array(168);
    for (const { hours } of persons) hours.forEach((count, hour) => (sums[hour]! += count));
    return sums;
  },
  merge: (a, b) => a.map((count, hour) => count + b[hour]!),
  solve: (hours) => hours,
};

/** The first pass: everything that is a count. */
export function countRound(
  state: TrainingState,
): Learner<TrainingPerson, Readonly<Record<string, unknown>>, TrainingState> {
  const { snapshotDay, products } = state.request;
  const listed = productsById(products);
  const learners = together<TrainingPerson, ReturnType<typeof learnersOf>>(learnersOf());
  function learnersOf() {
    return {
      span: spanLearner,
      hours: hoursLearner,
      data: dataProfile(snapshotDay),
      timing: timingLearner(snapshotDay),
      timing7: timingLearner(snapshotDay - 7),
      timing30: timingLearner(snapshotDay - JUDGED_DAYS),
      spend: spendLearner(snapshotDay),
      spendHeld: spendLearner(snapshotDay - JUDGED_DAYS),
      cycles: {
        summarise: (persons: readonly TrainingPerson[]) =>
          persons.map(({ baskets }) => ownGaps(categoryBaskets(baskets, listed))).reduce(mergeCycles, {}),
        merge: mergeCycles,
        solve: solveCycles,
      },
      sample: personSample(SAMPLE_SIZE),
    };
  }
  return {
    ...learners,
    solve(statistics) {
      const { span, hours, data, timing, timing7, timing30, spend, spendHeld, cycles, sample } =
        learners.solve(statistics);
      const shop = sampledShop(sample);
      const choice = timing.statistics && chooseFamily(shop, span.firstDay, snapshotDay);
      const model = choice && fitTiming(timing, choice.family)?.model;
      const grounds = { 7: timing7, 30: timing30 };
      const runs = HORIZONS.map(
        (horizon) =>
          [
            horizon,
            planPropensity(horizon, { final: timing, held: grounds[horizon] }, span.firstDay, snapshotDay),
          ] as const,
      );
      return {
        ...state,
        phase: runs.some(([, run]) => typeof run === 'object') ? 'moments' : 'judge',
        round: state.round + 1,
        counted: {
          persons: span.persons,
          customers: timing.customers,
          repeaters: timing.repeaters,
          data,
          timing: choice && model && { model, choice, loss: judgeTiming(shop, span.firstDay, snapshotDay) },
          spend: { held: spendHeld, final: spend },
          cycles,
          rhythm: trainRhythm(hours, sample),
          nextProduct: {
            ...trainProducts(shop, listed, snapshotDay - JUDGED_DAYS),
            productIds: shop.productIds,
          },
        },
        propensity: Object.fromEntries(runs.filter(([, run]) => typeof run === 'object')),
        refusals: Object.fromEntries(runs.filter(([, run]) => typeof run === 'string')),
      };
    },
  };
}

/** The timing family behind the propensity's own input: cheap, and the same whatever the back-test prefers. */
const INPUT_FAMILY = 'mbg-cnbd-k';

function planPropensity(
  horizonDays: Horizon,
  grounds: { readonly final: TimingGround; readonly held: TimingGround },
  firstDay: number,
  snapshotDay: number,
): PropensityRun | Refusal {
  const { final, held } = grounds;
  if (final.statistics === undefined || held.statistics === undefined) return 'too_few_customers';
  const common = { horizonDays, snapshotDay, seesSignals: horizonDays === 7 };
  const task = (lastDay: number, ground: NonNullable<TimingGround['statistics']>) => {
    const { model: timing } = solveTiming(ground, INPUT_FAMILY);
    return { ...common, lastDay, timing, cutoffDays: taskCutoffs({ ...common, lastDay }, firstDay) };
  };
  const tasks = {
    final: task(snapshotDay, final.statistics),
    held: task(snapshotDay - horizonDays, held.statistics),
  };
  return tasks.held.cutoffDays.length < FEWEST_CUTOFFS[horizonDays] ? 'too_short_history' : { tasks };
}
