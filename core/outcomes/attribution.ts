/** A message that somebody got, or clicked: what may claim a share of a later order. */
export interface Touchpoint {
  readonly messageKey: string;
  /** UTC epoch ms. */
  readonly atMs: number;
}

/** How credit is shared; both are views beside the holdout difference, which alone is the truth. */
export type AttributionRule =
  | { readonly kind: 'last_touch'; readonly windowMs: number }
  | { readonly kind: 'time_decay'; readonly windowMs: number; readonly halfLifeMs: number };

/** A share of one order, 0-1. */
export interface Credit {
  readonly messageKey: string;
  readonly share: number;
}

/**
 * Shares an order among the touchpoints at or before it within the window; the shares add up to 1, or to 0 if there is
 * none. Of equal times the later message key is the last.
 */
export function attribute(
  touchpoints: readonly Touchpoint[],
  orderMs: number,
  rule: AttributionRule,
): readonly Credit[] {
  const eligible = touchpoints
    .filter(({ atMs }) => atMs <= orderMs && orderMs - atMs <= rule.windowMs)
    .toSorted((a, b) => b.atMs - a.atMs || (a.messageKey < b.messageKey ? 1 : -1));
  const [last] = eligible;
  if (last === undefined) return [];
  if (rule.kind === 'last_touch') return [{ messageKey: last.messageKey, share: 1 }];
  const weights = eligible.map(({ atMs }) => 2 ** (-(orderMs - atMs) / rule.halfLifeMs));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return eligible.map(({ messageKey }, index) => ({ messageKey, share: weights[index]! / total }));
}
