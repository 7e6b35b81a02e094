import type { Rng } from '#core/kernel/rng.ts';

/** What usefulness is judged on: somebody's persona, what they took in training, and what they took later. */
export interface JudgedPerson {
  /** 0 .. personas − 1. */
  readonly persona: number;
  /** Distinct products of the training span, by number. */
  readonly trained: Int32Array;
  /** Products of the held-out baskets, one entry a line. */
  readonly heldOut: Int32Array;
}

/** How often each persona takes each product: sums, so they merge by adding. */
export interface TasteCounts {
  readonly products: number;
  /** Entry (persona, product) at `persona · products + product`. */
  readonly byPersona: Float64Array;
  readonly totals: Float64Array;
  readonly overall: Float64Array;
  readonly total: number;
}

/** Counts of people; somebody with n products counts 1/√n on each, so that a bulk buyer is not a crowd. */
export function countTastes(people: Iterable<JudgedPerson>, size: Size): TasteCounts {
  const byPersona = new Float64Array(size.personas * size.products);
  const totals = new Float64Array(size.personas);
  const overall = new Float64Array(size.products);
  let total = 0;
  for (const { persona, trained } of people) {
    const weight = 1 / Math.sqrt(Math.max(1, trained.length));
    for (const product of trained) {
      byPersona[persona * size.products + product]! += weight;
      overall[product]! += weight;
    }
    totals[persona]! += weight * trained.length;
    total += weight * trained.length;
  }
  return { products: size.products, byPersona, totals, overall, total };
}

/** What a product that nobody took counts: little, or everybody's profile would be blurred and any grouping look sharp. */
const UNSEEN = 0.01;

/**
 * Nats by which knowing the persona makes a product likelier: ln p(product | persona) − ln p(product), with
 *
 *     p(product | persona) = (count + s · p(product)) / (total + s)
 *
 * @param smoothing s, in the counts' unit: how many of everybody's products are mixed into each persona.
 */
function gainOf(counts: TasteCounts, persona: number, product: number, smoothing: number): number {
  const everybody = (counts.overall[product]! + UNSEEN) / (counts.total + UNSEEN * counts.products);
  const own = counts.byPersona[persona * counts.products + product]!;
  return Math.log((own + smoothing * everybody) / (counts.totals[persona]! + smoothing) / everybody);
}

/** Mean gain over lines, in nats. */
export interface Gain {
  readonly nats: number;
  readonly lines: number;
}

/** How smoothing is sought: as a multiple of the mean persona's total. */
const SMOOTHING_GRID = [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 32];

function meanGain(
  people: readonly JudgedPerson[],
  countsOf: (at: number) => TasteCounts,
  smoothing: number,
): Gain {
  let nats = 0;
  let lines = 0;
  people.forEach((person, at) => {
    for (const product of person.heldOut) nats += gainOf(countsOf(at), person.persona, product, smoothing);
    lines += person.heldOut.length;
  });
  return { nats: lines === 0 ? 0 : nats / lines, lines };
}

/** Which half of the people somebody is in, drawn once. */
type Halves = readonly number[];

const drawHalves = (count: number, rng: Rng): Halves =>
  Array.from({ length: count }, () => (rng.uniform() < 0.5 ? 0 : 1));

type Size = { readonly personas: number; readonly products: number };

function otherHalves(people: readonly JudgedPerson[], half: Halves, size: Size): (at: number) => TasteCounts {
  const counts = [1, 0].map((which) =>
    countTastes(
      people.filter((_, at) => half[at] === which),
      size,
    ),
  );
  return (at) => counts[half[at]!]!;
}

/**
 * How much of everybody's taste to mix into each persona: what foretells best, in the user split.
 * @param earlier the same people one basket earlier, so that nothing that is judged later takes part in the choice.
 * @returns a multiple of the mean persona's total.
 */
export function chooseSmoothing(earlier: readonly JudgedPerson[], size: Size, rng: Rng): number {
  const countsOf = otherHalves(earlier, drawHalves(earlier.length, rng), size);
  const unit = (countsOf(0).total || 1) / size.personas;
  const scored = SMOOTHING_GRID.map((multiple) => ({
    multiple,
    nats: meanGain(earlier, countsOf, multiple * unit).nats,
  }));
  return scored.reduce((best, each) => (each.nats > best.nats ? each : best)).multiple;
}

/** How much personas tell about what people take later. */
export interface Usefulness {
  /** Later lines of each half under profiles of the other half: nobody is in the profile that they are judged by. */
  readonly userSplit: Gain;
  /** Later lines under profiles of everybody's training span. */
  readonly all: Gain;
}

/** Both gains, at a smoothing that was chosen before. A grouping by chance gets at most 0 in the user split. */
export function usefulness(
  people: readonly JudgedPerson[],
  size: Size,
  { smoothing, rng }: { readonly smoothing: number; readonly rng: Rng },
): Usefulness {
  const everybody = countTastes(people, size);
  const unit = everybody.total / size.personas;
  const across = otherHalves(people, drawHalves(people.length, rng), size);
  return {
    userSplit: meanGain(people, across, (smoothing * unit) / 2),
    all: meanGain(people, () => everybody, smoothing * unit),
  };
}

/** The `count` products a persona takes most, smoothed; best first, of equals the one that all take more. */
export function topProducts(
  counts: TasteCounts,
  persona: number,
  { smoothing, count }: { readonly smoothing: number; readonly count: number },
): readonly number[] {
  const score = (product: number): number =>
    counts.byPersona[persona * counts.products + product]! +
    (smoothing * counts.overall[product]!) / counts.total;
  return Array.from({ length: counts.products }, (_, product) => product)
    .sort((a, b) => score(b) - score(a) || counts.overall[b]! - counts.overall[a]! || a - b)
    .slice(0, count);
}

/** Share of each person's distinct later products that are among their persona's top ones; the mean over people. */
export function topRecall(
  people: readonly JudgedPerson[],
  topOf: (persona: number) => ReadonlySet<number>,
): number {
  let sum = 0;
  let judged = 0;
  for (const { persona, heldOut } of people) {
    const later = new Set(heldOut);
    if (later.size === 0) continue;
    judged += 1;
    sum += [...later].filter((product) => topOf(persona).has(product)).length / later.size;
  }
  return judged === 0 ? 0 : sum / judged;
}
