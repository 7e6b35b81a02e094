import {
  FEWEST_DRAWS,
  FEWEST_UNIT_PEOPLE,
  fewestStores,
  type StoreDraw,
} from '#core/plan/stores/draw-stores.ts';
import type { StoreUnit } from '#core/plan/stores/home-unit.ts';
import type { Verdict } from '../experiments/compare-arms.ts';
import { randomisationAnswer, type Unit } from './randomisation-interval.ts';
import { type RegionalMetric, regionalMetrics, type StoreSums, type SumsByStore } from './store-sums.ts';

/** What may be said of a region today. */
export type RegionalVerdict = Verdict | 'too_early' | 'too_few_stores';

/** Rise of one figure per person between the days before and the days of the campaign, stores in against stores out. */
export interface RegionalDifference {
  readonly metric: RegionalMetric;
  /** Per person. */
  readonly difference: number;
  readonly interval: readonly [low: number, high: number];
  /** Rise per person of the stores written to, and of those held out. */
  readonly rises: readonly [inside: number, outside: number];
}

/** What a campaign did to the stores that it wrote to. */
export interface RegionalEffect {
  readonly by: StoreUnit;
  /** Stores in and out that have people of the campaign, and these people. */
  readonly storeCounts: readonly [inside: number, outside: number];
  readonly peopleCounts: readonly [inside: number, outside: number];
  /** Of the campaign's goal. */
  readonly verdict: RegionalVerdict;
  /** Stores still needed for the smallest effect worth finding; undefined if enough, or nobody can tell. */
  readonly missingStores: number | undefined;
  /** The one day for which the interval holds, UTC epoch ms. */
  readonly readAtMs: number;
  readonly drawCount: number;
  /** The goal first; empty while there is nothing to read. */
  readonly differences: readonly RegionalDifference[];
  /** Stores of at least ten people, with their rise in goals per person; and how many had fewer. */
  readonly stores: readonly {
    readonly id: string;
    readonly isHeldOut: boolean;
    readonly people: number;
    readonly rise: number;
  }[];
  readonly hiddenCount: number;
}

/** What was registered. */
export interface RegionalSetting {
  readonly alpha: number;
  /** The smallest difference in goals per person worth acting on. */
  readonly minimumEffect: number;
  /** When the last answer is in: the interval holds for one look, and this is it. UTC epoch ms. */
  readonly readAtMs: number;
  readonly asOfMs: number;
}

/**
 * The regional effect: by how much the people of stores written to rose above their own days before, over the people of
 * stores held out. The store is the unit; the interval rests on the draw of stores alone. It holds for one look, so
 * nothing is told before the last answer is in. The other figures beside the goal each have an interval of their own.
 */
export function regionalEffect(draw: StoreDraw, sums: SumsByStore, setting: RegionalSetting): RegionalEffect {
  const met = draw.strata.map(({ units, heldOut }) =>
    units.flatMap(({ id }) => {
      const own = sums.get(id);
      return own === undefined || own.people === 0 ? [] : [{ id, own, isIn: !heldOut.includes(id) }];
    }),
  );
  const stores = met.flat();
  const sides = [true, false].map((side) => stores.filter(({ isIn }) => isIn === side));
  const counts = (of: (own: (typeof stores)[number]) => number): readonly [number, number] => {
    const [inside = 0, outside = 0] = sides.map((side) => side.reduce((sum, one) => sum + of(one), 0));
    return [inside, outside];
  };
  const unitsOf = (metric: RegionalMetric): readonly (readonly Unit[])[] =>
    met.map((stratum) =>
      stratum.map(({ own, isIn }) => ({ weight: own.people, rise: riseOf(own, metric), isIn })),
    );
  const basis = {
    by: draw.by,
    storeCounts: counts(() => 1),
    peopleCounts: counts(({ own }) => own.people),
    readAtMs: setting.readAtMs,
  };
  const nothing = {
    ...basis,
    missingStores: undefined,
    drawCount: 0,
    differences: [],
    stores: [],
    hiddenCount: 0,
  };
  if (setting.asOfMs < setting.readAtMs) return { ...nothing, verdict: 'too_early' };
  const { drawCount } = randomisationAnswer(unitsOf('goals'), setting.alpha);
  const isTooThin = Math.min(...basis.peopleCounts) < FEWEST_UNIT_PEOPLE;
  if (isTooThin || drawCount < FEWEST_DRAWS) {
    const missing = Math.max(1, fewestStores(draw.share) - stores.length);
    return { ...nothing, drawCount, verdict: 'too_few_stores', missingStores: missing };
  }
  const differences = regionalMetrics.map((metric): RegionalDifference => {
    const { difference, interval } = randomisationAnswer(unitsOf(metric), setting.alpha);
    const [inside = 0, outside = 0] = sides.map((side) => meanRise(side, metric));
    return { metric, difference, interval, rises: [inside, outside] };
  });
  const shown = stores
    .filter(({ own }) => own.people >= FEWEST_UNIT_PEOPLE)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    ...basis,
    ...verdictOf(differences[0]!, stores.length, setting),
    drawCount,
    differences,
    stores: shown.map(({ id, own, isIn }) => ({
      id,
      isHeldOut: !isIn,
      people: own.people,
      rise: riseOf(own, 'goals'),
    })),
    hiddenCount: stores.length - shown.length,
  };
}

const riseOf = ({ people, during, before }: StoreSums, metric: RegionalMetric): number =>
  (during[metric] - before[metric]) / people;

function meanRise(side: readonly { readonly own: StoreSums }[], metric: RegionalMetric): number {
  const people = side.reduce((sum, { own }) => sum + own.people, 0);
  return side.reduce((sum, { own }) => sum + riseOf(own, metric) * own.people, 0) / people;
}

function verdictOf(
  { interval: [low, high] }: RegionalDifference,
  storeCount: number,
  { minimumEffect }: RegionalSetting,
): Pick<RegionalEffect, 'verdict' | 'missingStores'> {
  if (low > 0) return { verdict: 'better', missingStores: undefined };
  if (high < 0) return { verdict: 'worse', missingStores: undefined };
  if (low > -minimumEffect && high < minimumEffect)
    return { verdict: 'no_difference_that_matters', missingStores: undefined };
  // The interval narrows with the root of the number of stores.
  const needed = storeCount * ((high - low) / 2 / minimumEffect) ** 2;
  const missingStores = Number.isFinite(needed) ? Math.max(1, Math.ceil(needed - storeCount)) : undefined;
  return { verdict: 'not_enough_yet', missingStores };
}
