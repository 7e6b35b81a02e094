import { bounds } from './bounds.ts';
import type { EarlierOrders, Spend, StoreCount } from './history-part.ts';
import { countHour } from './hours.ts';
import { type Completion, feedsHours, hourOfWeekOf, type Order, refundedMinor } from './order.ts';

const byCurrency = (left: Spend, right: Spend): number => (left.currency < right.currency ? -1 : 1);
const byStore = (left: StoreCount, right: StoreCount): number => (left.storeId < right.storeId ? -1 : 1);

/** Sums up spending; a currency beyond the limit is left out. */
export function addSpend(spend: readonly Spend[], added: Spend): readonly Spend[] {
  const known = spend.find(({ currency }) => currency === added.currency);
  if (known === undefined && spend.length >= bounds.currencies) return spend;
  const sum = {
    currency: added.currency,
    paidMinor: (known?.paidMinor ?? 0) + added.paidMinor,
    refundedMinor: (known?.refundedMinor ?? 0) + added.refundedMinor,
  };
  return [...spend.filter((one) => one !== known), sum].sort(byCurrency);
}

/** Sums up orders per store; a store beyond the limit is left out. */
export function addStore(stores: readonly StoreCount[], added: StoreCount): readonly StoreCount[] {
  const known = stores.find(({ storeId }) => storeId === added.storeId);
  if (added.storeId === '' || (known === undefined && stores.length >= bounds.stores)) return stores;
  const sum = { storeId: added.storeId, orderCount: (known?.orderCount ?? 0) + added.orderCount };
  return [...stores.filter((one) => one !== known), sum].sort(byStore);
}

function addCompletion(earlier: EarlierOrders, order: Order, completion: Completion): EarlierOrders {
  const buyHours = earlier.buyHours.slice();
  if (feedsHours(order)) countHour(buyHours, hourOfWeekOf(completion), 1);
  const { currency, amountMinor = 0, storeId, atSeconds, units } = completion;
  const isCancelled = order.cancelledSeconds !== undefined;
  return {
    entryCount: earlier.entryCount + 1,
    orderCount: earlier.orderCount + 1,
    cancelledCount: earlier.cancelledCount + (isCancelled ? 1 : 0),
    units: earlier.units + (isCancelled ? 0 : units),
    firstOrderSeconds: Math.min(earlier.firstOrderSeconds ?? atSeconds, atSeconds),
    spend: addSpend(earlier.spend, { currency, paidMinor: amountMinor, refundedMinor: refundedMinor(order) }),
    stores: addStore(earlier.stores, { storeId, orderCount: 1 }),
    buyHours,
  };
}

/** Adds an order that is no longer kept by itself. */
export function addEarlier(earlier: EarlierOrders, order: Order): EarlierOrders {
  const { completion } = order;
  if (completion === undefined) return { ...earlier, entryCount: earlier.entryCount + 1 };
  return addCompletion(earlier, order, completion);
}
