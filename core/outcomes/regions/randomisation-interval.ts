import { createRng } from '#core/kernel/rng.ts';

/** One store of the experiment: how many people weigh it, and how much its mean rose. */
export interface Unit {
  readonly weight: number;
  readonly rise: number;
  readonly isIn: boolean;
}

/** What the draw allows to say of the difference between stores in and out. */
export interface RandomisationAnswer {
  /** Mean rise of the people of stores in, less that of stores out. */
  readonly difference: number;
  /** At 1 − α; infinite where there are too few draws. */
  readonly interval: readonly [low: number, high: number];
  /** Equally likely draws that were compared with the one that happened, itself included. */
  readonly drawCount: number;
}

/** More draws than this are not tried one by one but drawn by lot. */
const MOST_DRAWS = 4_096;

/**
 * The difference of stores in and out, stratum by stratum, with an interval by randomisation inference: all effects, the same for every
 * person, under which no more than `alpha` of the draws that could have been made give a difference as far off. It rests
 * on the draw alone, not on how stores' figures are spread, so it is right for few stores.
 *
 * @param strata stores that were drawn among each other.
 * @see Rosenbaum, "Observational studies", 2nd ed., 2002, section 2.4 (inverting the randomisation test);
 * Phipson, Smyth, "Permutation p-values should never be zero", SAGMB 9(1), 2010 (draws by lot).
 */
export function randomisationAnswer(
  strata: readonly (readonly Unit[])[],
  alpha: number,
): RandomisationAnswer {
  const people = sumOf(strata.flatMap((units) => (hasBothSides(units) ? units : [])));
  const options = strata.filter(hasBothSides).map((units) => optionsOf(units, people));
  const actual = options.map(([first]) => first!).reduce(added, NOTHING);
  const difference = actual.still;
  const draws = drawsOf(options);
  const ends = draws.map(({ still, share }): readonly [number, number] => {
    if (1 - Math.abs(share) < ROUNDING) return [-Infinity, Infinity];
    const [a, b] = [(difference + still) / (1 + share), (difference - still) / (1 - share)];
    return [Math.min(a, b), Math.max(a, b)];
  });
  const rareCount = Math.floor(alpha * draws.length);
  const lows = ends.map(([low]) => low).sort((a, b) => a - b);
  const highs = ends.map(([, high]) => high).sort((a, b) => b - a);
  return { difference, interval: [lows[rareCount]!, highs[rareCount]!], drawCount: draws.length };
}

/** Of a share of 1, relative. */
const ROUNDING = 1e-12;

/**
 * What a draw gives: had it been the one, the difference were `still + effect · share`, as far off as ours between two
 * effects.
 */
interface Contrast {
  readonly still: number;
  readonly share: number;
}

const NOTHING: Contrast = { still: 0, share: 0 };
const added = (a: Contrast, b: Contrast): Contrast => ({
  still: a.still + b.still,
  share: a.share + b.share,
});

const sumOf = (units: readonly Unit[]): number => units.reduce((sum, { weight }) => sum + weight, 0);

/** A stratum of which nobody is left on one side says nothing. */
const hasBothSides = (units: readonly Unit[]): boolean => new Set(units.map(({ isIn }) => isIn)).size === 2;

/** Every draw of one stratum, the actual one first: stores in less stores out by people, weighed by its part of all. */
function optionsOf(units: readonly Unit[], people: number): readonly Contrast[] {
  const actual = units.map(({ isIn }) => isIn);
  const inCount = actual.filter(Boolean).length;
  const others = choices(units.length, inCount).filter((draw) =>
    draw.some((isIn, at) => isIn !== actual[at]),
  );
  return [actual, ...others].map((draw) => {
    const meanOf = (side: boolean, of: (unit: Unit) => number): number => {
      const own = units.filter((_, at) => draw[at] === side);
      return own.reduce((sum, unit) => sum + unit.weight * of(unit), 0) / sumOf(own);
    };
    const contrast = (of: (unit: Unit) => number): number =>
      ((meanOf(true, of) - meanOf(false, of)) * sumOf(units)) / people;
    return { still: contrast(({ rise }) => rise), share: contrast(({ isIn }) => Number(isIn)) };
  });
}

/** Every draw that could have been made, the actual one first; by lot where there are too many. */
function drawsOf(options: readonly (readonly Contrast[])[]): readonly Contrast[] {
  const count = options.reduce((product, { length }) => product * length, 1);
  if (count <= MOST_DRAWS)
    return options.reduce<readonly Contrast[]>(
      (draws, own) => draws.flatMap((draw) => own.map((option) => added(draw, option))),
      [NOTHING],
    );
  const rng = createRng('stores drawn by lot');
  const byLot = Array.from({ length: MOST_DRAWS - 1 }, () =>
    options.map((own) => own[rng.integer(own.length)]!).reduce(added, NOTHING),
  );
  return [options.map(([first]) => first!).reduce(added, NOTHING), ...byLot];
}

/** Every way to have `chosen` of `size` in. */
function choices(size: number, chosen: number): readonly (readonly boolean[])[] {
  if (size === 0) return [[]];
  const without = chosen < size ? choices(size - 1, chosen).map((rest) => [false, ...rest]) : [];
  const within = chosen > 0 ? choices(size - 1, chosen - 1).map((rest) => [true, ...rest]) : [];
  return [...without, ...within];
}
