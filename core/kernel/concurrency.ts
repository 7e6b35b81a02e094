/**
 * Runs `task` for every item, at most `limit` at a time, and gives the results in the order of the items. After
 * a failure no further task is started.
 * @throws what the first failing task threw, once the tasks under way have settled.
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  task: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      try {
        results[index] = await task(items[index] as Item);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  const lanes = Array.from({ length: Math.min(limit, items.length) }, lane);
  const failed = (await Promise.allSettled(lanes)).find((settled) => settled.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return results;
}

/** The items in slices of at most `size`, in order. */
export function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
