import type { HistoryState } from './history-part.ts';
import type { OfflineTouch } from './offline.ts';

/** What a customer did in one store. */
export interface StoreView {
  readonly storeId: string;
  /** Entries among the newest 64 offline touches. */
  readonly visitCount: number;
  readonly dwellSeconds: number;
  readonly orderCount: number;
}

/** From one zone to the next within one visit. */
export interface ZoneStep {
  readonly storeId: string;
  readonly fromZoneId: string;
  readonly toZoneId: string;
  readonly count: number;
}

/** Two dwells further apart are two visits, seconds. */
const VISIT_GAP_SECONDS = 3 * 3600;

/** Visits, dwell and orders by store, sorted by store id. */
export function storeViews({ offlineTouches, orders, earlier }: HistoryState): readonly StoreView[] {
  const stores = new Map<string, StoreView>();
  const add = (storeId: string, added: Partial<Omit<StoreView, 'storeId'>>): void => {
    if (storeId === '') return;
    const known = stores.get(storeId) ?? { storeId, visitCount: 0, dwellSeconds: 0, orderCount: 0 };
    stores.set(storeId, {
      storeId,
      visitCount: known.visitCount + (added.visitCount ?? 0),
      dwellSeconds: known.dwellSeconds + (added.dwellSeconds ?? 0),
      orderCount: known.orderCount + (added.orderCount ?? 0),
    });
  };
  for (const { storeId, orderCount } of earlier.stores) add(storeId, { orderCount });
  for (const { completion } of orders) if (completion) add(completion.storeId, { orderCount: 1 });
  for (const { kind, storeId, dwellSeconds } of offlineTouches)
    add(storeId, { visitCount: kind === 'entered' ? 1 : 0, dwellSeconds });
  return [...stores.values()].sort((left, right) => (left.storeId < right.storeId ? -1 : 1));
}

/** One visit to a store. */
export interface StoreVisit {
  readonly storeId: string;
  /** Its first sign, UTC epoch seconds. */
  readonly atSeconds: number;
}

/** Visits among the newest 64 offline touches, newest first: touches of one store up to three hours apart are one. */
export function storeVisits(touches: readonly OfflineTouch[]): readonly StoreVisit[] {
  const lastSeen = new Map<string, number>();
  const visits: StoreVisit[] = [];
  for (const { storeId, atSeconds } of touches.toSorted((a, b) => a.atSeconds - b.atSeconds)) {
    const lastSeconds = lastSeen.get(storeId) ?? -Infinity;
    if (atSeconds - lastSeconds > VISIT_GAP_SECONDS) visits.push({ storeId, atSeconds });
    lastSeen.set(storeId, atSeconds);
  }
  return visits.reverse();
}

/** Moves between zones of one store, most frequent first. */
export function zoneSteps(touches: readonly OfflineTouch[]): readonly ZoneStep[] {
  const dwells = touches.filter(({ kind, zoneId }) => kind === 'dwelled' && zoneId !== '').toReversed();
  const steps = new Map<string, ZoneStep>();
  dwells.slice(1).forEach((to, index) => {
    const from = dwells[index] as OfflineTouch;
    const isSameVisit = from.storeId === to.storeId && to.atSeconds - from.atSeconds <= VISIT_GAP_SECONDS;
    if (!isSameVisit || from.zoneId === to.zoneId) return;
    const key = `${to.storeId}\n${from.zoneId}\n${to.zoneId}`;
    const count = (steps.get(key)?.count ?? 0) + 1;
    steps.set(key, { storeId: to.storeId, fromZoneId: from.zoneId, toZoneId: to.zoneId, count });
  });
  return [...steps.values()].sort((left, right) => right.count - left.count);
}
