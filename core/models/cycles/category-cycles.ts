/** Baskets of one person with the category of what they held. */
export interface CategoryBasket {
  readonly day: number;
  readonly categories: ReadonlySet<string>;
}

/** Own days between purchases of one category. */
export interface CategoryGaps {
  readonly gapCount: number;
  readonly days: number;
}

/** Gaps by category: a sum of whole numbers. */
export type CycleStatistics = Readonly<Record<string, CategoryGaps>>;

/** Mean days between two purchases of a category by the same person, over everybody. */
export type CategoryCycles = Readonly<Record<string, number>>;

/** One person's cycle in a category. */
export interface CategoryCycle {
  readonly category: string;
  readonly days: number;
  /** Own gaps seen. */
  readonly count: number;
}

/** Everybody's mean counts as much as one own gap. */
const GROUP_GAPS = 1;

/** One person's gaps by category; two purchases on one day are one. */
export function ownGaps(baskets: readonly CategoryBasket[]): CycleStatistics {
  const last = new Map<string, number>();
  const gaps: Record<string, CategoryGaps> = {};
  for (const { day, categories } of baskets) {
    for (const category of categories) {
      const before = last.get(category);
      last.set(category, day);
      if (before === undefined || before === day) continue;
      const known = gaps[category] ?? { gapCount: 0, days: 0 };
      gaps[category] = { gapCount: known.gapCount + 1, days: known.days + day - before };
    }
  }
  return gaps;
}

/** Both groups of persons together. */
export function mergeCycles(a: CycleStatistics, b: CycleStatistics): CycleStatistics {
  const merged: Record<string, CategoryGaps> = { ...a };
  for (const [category, { gapCount, days }] of Object.entries(b)) {
    const known = merged[category] ?? { gapCount: 0, days: 0 };
    merged[category] = { gapCount: known.gapCount + gapCount, days: known.days + days };
  }
  return merged;
}

/** Everybody's cycle by category. */
export function solveCycles(statistics: CycleStatistics): CategoryCycles {
  return Object.fromEntries(
    Object.entries(statistics).map(([category, { gapCount, days }]) => [category, days / gapCount]),
  );
}

/**
 * One person's cycles, drawn towards everybody's the fewer gaps they have: (own days + mean) / (gaps + 1), whole days.
 * Most gaps first.
 */
export function personalCycles(
  cycles: CategoryCycles,
  baskets: readonly CategoryBasket[],
): readonly CategoryCycle[] {
  return Object.entries(ownGaps(baskets))
    .map(([category, { gapCount, days }]) => ({
      category,
      days: Math.round((days + GROUP_GAPS * (cycles[category] ?? days / gapCount)) / (gapCount + GROUP_GAPS)),
      count: gapCount,
    }))
    .sort((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1));
}
