import { USAGE_TAGS, type UsageTags } from './usage.ts';

/** Quantities of one service, unit, Region and set of tags, added up. */
export interface UsageSum {
  readonly service: string;
  readonly unit: string;
  readonly region: string;
  readonly tags: UsageTags;
  /** A sum over millions of records may leave the range of a number. */
  readonly quantity: bigint;
}

/** Adds sums of the same service, unit, Region and tags; the order of the input does not matter. */
export function mergeUsageSums(sums: Iterable<UsageSum>): UsageSum[] {
  const cells = new Map<string, UsageSum>();
  for (const { service, unit, region, tags, quantity } of sums) {
    const key = keyOf({ service, unit, region, tags });
    cells.set(key, { service, unit, region, tags, quantity: quantity + (cells.get(key)?.quantity ?? 0n) });
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

type Cell = Pick<UsageSum, 'service' | 'unit' | 'region' | 'tags'>;

/** Equal for equal cells; tags are compared by name, whatever their order. */
export function keyOf({ service, unit, region, tags }: Cell): string {
  return JSON.stringify([service, unit, region, ...USAGE_TAGS.map((tag) => tags[tag] ?? null)]);
}
