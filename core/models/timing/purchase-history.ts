import { DomainError } from '#core/kernel/errors.ts';

/** One customer's orders, as the buy-till-you-die models see them. Orders of one day count once. */
export interface PurchaseHistory {
  /** Orders after the first one: the first starts the clock and is not counted. Whole number >= 0. */
  readonly repeatPurchases: number;
  /** Days from the first order to the last; 0 when there was no repeat. */
  readonly recencyDays: number;
  /** Days from the first order to now, >= recencyDays. */
  readonly ageDays: number;
}

/**
 * The history of a customer who ordered on the given days, seen at the end of `nowDay`.
 *
 * @param orderDays distinct days, ascending, none after `nowDay`; at least one.
 */
export function purchaseHistory(orderDays: ArrayLike<number>, nowDay: number): PurchaseHistory {
  const first = orderDays[0]!;
  const last = orderDays[orderDays.length - 1]!;
  return { repeatPurchases: orderDays.length - 1, recencyDays: last - first, ageDays: nowDay - first };
}

/** @throws DomainError when no customer could have such a history. */
export function assertPossible(history: PurchaseHistory): void {
  const { repeatPurchases: x, recencyDays: t, ageDays: T } = history;
  const isPossible = Number.isInteger(x) && x >= 0 && t >= 0 && T >= t && (x > 0 || t === 0);
  if (!isPossible)
    throw new DomainError('no customer can have this purchase history', { details: { ...history } });
}
