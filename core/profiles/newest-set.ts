/** How a bounded set of entries tells them apart, orders and bounds them. */
export interface SetRule<Entry> {
  readonly limit: number;
  /** Entries of the same identity are one; the one that `compare` puts first is kept. */
  readonly identityOf: (entry: Entry) => string;
  /** Total order over distinct entries, newest first. */
  readonly compare: (left: Entry, right: Entry) => number;
}

/**
 * The newest distinct of two sets. Commutative, associative, idempotent: it does not matter in what order or how
 * often entries come.
 * @returns `known` itself if nothing is added.
 */
export function newestSet<Entry>(
  known: readonly Entry[],
  added: readonly Entry[],
  rule: SetRule<Entry>,
): readonly Entry[] {
  const byIdentity = new Map(known.map((entry) => [rule.identityOf(entry), entry]));
  let hasChanged = false;
  for (const entry of added) {
    const identity = rule.identityOf(entry);
    const other = byIdentity.get(identity);
    if (other !== undefined && rule.compare(other, entry) <= 0) continue;
    byIdentity.set(identity, entry);
    hasChanged = true;
  }
  if (!hasChanged) return known;
  return [...byIdentity.values()].sort(rule.compare).slice(0, rule.limit);
}
