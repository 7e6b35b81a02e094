/** In how many of so many lists each thing occurs: a sum of whole numbers, so merging is exact. */
export interface ListCounts {
  readonly lists: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Counts each list's distinct things once. */
export function summariseLists(lists: Iterable<Iterable<string>>): ListCounts {
  const counts = new Map<string, number>();
  let count = 0;
  for (const list of lists) {
    count += 1;
    for (const thing of new Set(list)) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  }
  return { lists: count, counts };
}

/** Both groups of lists together. */
export function mergeLists(a: ListCounts, b: ListCounts): ListCounts {
  const counts = new Map(a.counts);
  for (const [thing, count] of b.counts) counts.set(thing, (counts.get(thing) ?? 0) + count);
  return { lists: a.lists + b.lists, counts };
}

/** The things that an embedding knows, numbered by their name, with how rare each is. */
export interface Vocabulary {
  /** Ascending. */
  readonly names: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** ln(lists / lists with it): 0 for what everybody has. */
  readonly rarity: Float64Array;
  /** Share of all occurrences, adds up to 1. */
  readonly share: Float64Array;
}

/**
 * Keeps what occurs in at least `least` lists, and of those the `most` most frequent ones.
 * @param bounds.least one list tells nothing about what goes together.
 */
export function solveVocabulary(
  { lists, counts }: ListCounts,
  bounds: { readonly least: number; readonly most: number },
): Vocabulary {
  const kept = [...counts]
    .filter(([, count]) => count >= bounds.least)
    .sort(([a, inA], [b, inB]) => inB - inA || (a < b ? -1 : 1))
    .slice(0, bounds.most)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const total = kept.reduce((sum, [, count]) => sum + count, 0);
  return {
    names: kept.map(([name]) => name),
    indexOf: new Map(kept.map(([name], i) => [name, i])),
    rarity: Float64Array.from(kept, ([, count]) => Math.log(lists / count)),
    share: Float64Array.from(kept, ([, count]) => count / total),
  };
}
