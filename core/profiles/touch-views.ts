import type { Order } from './order.ts';
import { kindIndex } from './signal-kinds.ts';
import type { Touch } from './touch.ts';

const CART_ADDED = kindIndex('cart_added');
const CART_REMOVED = kindIndex('cart_removed');
const WISH_ADDED = kindIndex('wish_added');
const WISH_REMOVED = kindIndex('wish_removed');
const PRICE_ALERT_SET = kindIndex('price_alert_set');
const STOCK_CHECKED = kindIndex('stock_checked');

const distinct = (keys: readonly string[]): readonly string[] => [...new Set(keys)];

/** Products looked at on more than one day, most days first. */
export function revisitedProducts(views: readonly Touch[]): readonly string[] {
  return byFrequency(views).flatMap(([key, count]) => (count > 1 ? [key] : []));
}

/** Search words, those of most days first, then the newest. */
export function topSearches(searches: readonly Touch[]): readonly string[] {
  return byFrequency(searches).map(([key]) => key);
}

function byFrequency(touches: readonly Touch[]): readonly (readonly [key: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { key } of touches) counts.set(key, (counts.get(key) ?? 0) + 1);
  // The sort is stable: equals stay newest first.
  return [...counts].sort(([, left], [, right]) => right - left);
}

/** When a product was last put somewhere and not taken out at or after that. */
function standing(intents: readonly Touch[], added: number, removed: number): readonly Touch[] {
  return intents.filter(
    (touch) =>
      touch.kind === added &&
      !intents.some(
        ({ key, kind, atSeconds }) => kind === removed && key === touch.key && atSeconds >= touch.atSeconds,
      ),
  );
}

/** Products in the cart: added, not removed since, not ordered since. */
export function cartOf(intents: readonly Touch[], orders: readonly Order[]): readonly string[] {
  const isOrdered = ({ key, atSeconds }: Touch): boolean =>
    orders.some(
      ({ completion }) =>
        completion !== undefined &&
        completion.atSeconds >= atSeconds &&
        completion.lines.some(({ productId }) => productId === key),
    );
  return distinct(
    standing(intents, CART_ADDED, CART_REMOVED)
      .filter((touch) => !isOrdered(touch))
      .map(({ key }) => key),
  );
}

/** Products on the wish list, with a price alert or asked about in stock. */
export function watchedOf(intents: readonly Touch[]): readonly string[] {
  const asked = intents.filter(({ kind }) => kind === PRICE_ALERT_SET || kind === STOCK_CHECKED);
  return distinct([...standing(intents, WISH_ADDED, WISH_REMOVED), ...asked].map(({ key }) => key));
}
