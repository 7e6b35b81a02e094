/** One customer's orders by day: days ascending and distinct, money of a day added up. */
export interface OrderTimeline {
  /** Days on which the customer ordered, counted from any fixed day. */
  readonly days: ArrayLike<number>;
  /** What they spent on each of those days, in the shop's money; 0 where unknown. */
  readonly spend: ArrayLike<number>;
}

/** How many of the ascending days are at or before the day: binary search, O(log n). */
export function ordersUntil(days: ArrayLike<number>, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
