/** Integer counts by name. */
export type Counts = Readonly<Record<string, number>>;

/** Both added up: what the counts of two writers, or of two times, are together. */
export function addCounts(a: Counts, b: Counts): Counts {
  const sum: Record<string, number> = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
