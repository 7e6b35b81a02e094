/**
 * How many standard errors an estimate may be from the truth on each of a registered number of days, so that on all of
 * them together it is farther with probability `alpha`: a group-sequential boundary of constant height, exact for days
 * of equal information and on the safe side where later days bring less.
 *
 * @param alpha chance of ever being outside, in (0, 1).
 * @param dayCount days, at least 1.
 * @param firstDay the first day on which anybody looks, 1 … `dayCount`; by then it has that many days' information.
 * @see Pocock, "Group sequential methods in the design and analysis of clinical trials", Biometrika 64(2), 1977;
 * Armitage, McPherson, Rowe, "Repeated significance tests on accumulating data", JRSS A 132(2), 1969 (the recursion).
 */
export function dailyLookErrors(alpha: number, dayCount: number, firstDay = 1): number {
  const key = `${alpha}/${dayCount}/${firstDay}`;
  const known = solved.get(key);
  if (known !== undefined) return known;
  // The log of the probability is nearly straight in the square: a few secant steps.
  const missed = (square: number): number =>
    Math.log(everOutside(Math.sqrt(square), dayCount, firstDay) / alpha);
  let [before, square] = [{ at: 4, missed: missed(4) }, 8];
  for (let now = missed(square); Math.abs(now) > TOLERANCE; now = missed(square)) {
    const next = square - (now * (square - before.at)) / (now - before.missed);
    before = { at: square, missed: now };
    square = next;
  }
  solved.set(key, Math.sqrt(square));
  return Math.sqrt(square);
}

/** A report asks for the same boundary dozens of times. */
const solved = new Map<string, number>();
/** Of the probability, relative. */
const TOLERANCE = 1e-4;
/** Width of the steps of Simpson's rule, in standard deviations of one look. */
const STEP = 0.25;
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Where a sum of so many looks may be and what it weighs, for one rule of integration. */
interface Grid {
  readonly at: Float64Array<ArrayBuffer>;
  readonly weight: Float64Array<ArrayBuffer>;
}

/** P(some |Sₖ| > c√k, k = first … days), Sₖ a sum of k independent standard normals. O(days² · c²). */
function everOutside(c: number, dayCount: number, firstDay: number): number {
  let grid = gridWithin(c * Math.sqrt(firstDay));
  let density = grid.at.map((s) => Math.exp((-s * s) / (2 * firstDay)) / (ROOT_TWO_PI * Math.sqrt(firstDay)));
  for (let day = firstDay + 1; day <= dayCount; day++) {
    const next = gridWithin(c * Math.sqrt(day));
    density = stepped(grid, density, next);
    grid = next;
  }
  return 1 - density.reduce((sum, value, index) => sum + value * grid.weight[index]!, 0);
}

/** Density after one more look, of what never was outside before. */
function stepped(from: Grid, density: Float64Array, to: Grid): Float64Array<ArrayBuffer> {
  return to.at.map((s) => {
    let sum = 0;
    for (const [index, u] of from.at.entries())
      sum += from.weight[index]! * density[index]! * Math.exp((-(s - u) * (s - u)) / 2);
    return sum / ROOT_TWO_PI;
  });
}

function gridWithin(bound: number): Grid {
  const intervals = 2 * Math.ceil(bound / STEP);
  const step = (2 * bound) / intervals;
  return {
    at: Float64Array.from({ length: intervals + 1 }, (_, index) => -bound + index * step),
    weight: Float64Array.from({ length: intervals + 1 }, (_, index) =>
      index === 0 || index === intervals ? step / 3 : ((index % 2 === 0 ? 2 : 4) * step) / 3,
    ),
  };
}
