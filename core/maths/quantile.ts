import { DomainError } from '#core/kernel/errors.ts';

/**
 * The value below which a share of the numbers lies, interpolated between neighbours (Hyndman & Fan's type 7,
 * the default of R and NumPy).
 *
 * @param sorted ascending numbers, at least one.
 * @param share in [0, 1].
 * @throws DomainError for an empty list or a share outside [0, 1].
 * @see Hyndman & Fan, "Sample quantiles in statistical packages", The American Statistician 50(4), 1996.
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0 || !(share >= 0 && share <= 1)) {
    throw new DomainError('a quantile needs numbers and a share in [0, 1]', { details: { share } });
  }
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return position === below ? low : low + (position - below) * (high - low);
}

/** The middle value of numbers in any order. @throws DomainError for an empty list. */
export function median(values: ArrayLike<number>): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}
