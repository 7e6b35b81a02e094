/** That something was touched: a product looked at, a word searched, a campaign seen. */
export interface Touch {
  /** Product id, words, campaign, topic. */
  readonly key: string;
  /** Position in `signalKinds`. */
  readonly kind: number;
  /** The newest time at which it was, UTC epoch seconds. */
  readonly atSeconds: number;
}

/** Newest first; ties by key and kind, so that the order is the same however touches arrived. */
function isBefore(left: Touch, right: Touch): boolean {
  if (left.atSeconds !== right.atSeconds) return left.atSeconds > right.atSeconds;
  if (left.key !== right.key) return left.key < right.key;
  return left.kind < right.kind;
}

/** How a list tells touches apart and how many it keeps. */
export interface TouchRule {
  readonly limit: number;
  /** Are two touches of the same key and kind one and the same? The newer is kept then. */
  readonly isSame: (left: Touch, right: Touch) => boolean;
}

function placeOfSame(list: readonly Touch[], touch: Touch, rule: TouchRule): number {
  for (let place = 0; place < list.length; place += 1) {
    const other = list[place] as Touch;
    if (other.key === touch.key && other.kind === touch.kind && rule.isSame(other, touch)) return place;
  }
  return -1;
}

/**
 * The newest distinct touches, with one more. The list is a set: the result is the same in whatever order and however
 * often touches arrive, because the newest of each group is kept and of the groups the newest `limit`.
 * @param list newest first, changed in place.
 * @returns whether it changed.
 */
export function keepTouch(list: Touch[], touch: Touch, rule: TouchRule): boolean {
  const last = list[rule.limit - 1];
  if (last !== undefined && !isBefore(touch, last)) return false;
  const known = placeOfSame(list, touch, rule);
  const other = list[known];
  if (other !== undefined) {
    if (!isBefore(touch, other)) return false;
    list.splice(known, 1);
  }
  let place = 0;
  while (place < list.length && isBefore(list[place] as Touch, touch)) place += 1;
  list.splice(place, 0, touch);
  if (list.length > rule.limit) list.length = rule.limit;
  return true;
}
