import { bestMatching } from '#core/maths/best-matching.ts';

/** A persona of the run before that has no likeness now, or the other way round, is not forced onto a stranger. */
const LEAST_OVERLAP = 0.1;

/** How the personas of two runs belong together. */
export interface PersonaMatch {
  /** For each new persona the earlier one that it continues, and their overlap; undefined for a new kind. */
  readonly continues: readonly ({ readonly previous: number; readonly overlap: number } | undefined)[];
  /** Share of the people known to both runs whose persona is not the one their former persona continues as, 0-1. */
  readonly movedShare: number;
  /** People known to both runs. */
  readonly peopleCount: number;
}

/** Somebody's persona in two runs, by number. */
export interface Regrouped {
  readonly previous: number;
  readonly next: number;
}

/**
 * Matches the personas of a run to those of the run before, one to one, so that the summed overlap (people in both ÷
 * people in either) is greatest. Names follow the match.
 */
export function matchPersonas(
  people: readonly Regrouped[],
  { previous, next }: { readonly previous: number; readonly next: number },
): PersonaMatch {
  const both = Array.from({ length: next }, () => new Float64Array(previous));
  const inNext = new Float64Array(next);
  const inPrevious = new Float64Array(previous);
  for (const person of people) {
    both[person.next]![person.previous]! += 1;
    inNext[person.next]! += 1;
    inPrevious[person.previous]! += 1;
  }
  const overlaps = both.map((row, to) =>
    Array.from(row, (shared, from) => shared / Math.max(1, inNext[to]! + inPrevious[from]! - shared)),
  );
  const matched = next === 0 || previous === 0 ? overlaps.map(() => -1) : bestMatching(overlaps);
  const continues = matched.map((from, to) => {
    const overlap = overlaps[to]?.[from] ?? 0;
    return overlap < LEAST_OVERLAP ? undefined : { previous: from, overlap };
  });
  const stayed = continues.reduce(
    (sum, match, to) => sum + (match === undefined ? 0 : both[to]![match.previous]!),
    0,
  );
  const peopleCount = people.length;
  return { continues, movedShare: peopleCount === 0 ? 0 : 1 - stayed / peopleCount, peopleCount };
}
