import { DAY_MS } from '#core/kernel/time.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';

/** What is looked at of a person; all but the shares as log(1 + value). */
export const UPLIFT_FEATURES = [
  'orders',
  'daysSinceLastOrder',
  'daysSinceFirstOrder',
  'silenceInOwnGaps',
  'ordersIn30Days',
  'ordersIn90Days',
  'meanOrderMinor',
  'discountedShare',
  'inStoreShare',
  'storeVisitsIn90Days',
] as const;

/** Days that stand for "never ordered". */
const NEVER_DAYS = 730;

/**
 * What was known of a person just before an instant, from a profile of that instant or of any later one: nothing at or
 * after it is read, neither orders nor what became of earlier ones.
 * @param atMs UTC epoch ms.
 */
export function upliftFeatures({ profile }: Pick<PersonRow, 'profile'>, atMs: number): readonly number[] {
  const orders = profile.orders.map((order) => ({ order, ms: Date.parse(order.at) }));
  const before = orders.filter(({ ms }) => ms < atMs);
  const count = profile.orderCount - (orders.length - before.length);
  const since = (ms: number): number => (atMs - ms) / DAY_MS;
  const within = (days: number): number => before.filter(({ ms }) => since(ms) <= days).length;
  const shareOf = (passes: (order: (typeof before)[number]['order']) => boolean): number =>
    before.length === 0 ? 0 : before.filter(({ order }) => passes(order)).length / before.length;
  const firstMs = count > 0 ? Date.parse(profile.firstOrderAt ?? '') : Number.NaN;
  const age = Number.isNaN(firstMs) ? NEVER_DAYS : since(firstMs);
  const silence = before.length === 0 ? NEVER_DAYS : since(Math.max(...before.map(({ ms }) => ms)));
  const meanGap = count > 1 ? Math.max(0, age - silence) / (count - 1) : age;
  const paid = before.reduce((sum, { order }) => sum + Math.max(0, order.amountMinor ?? 0), 0);
  const visits = profile.storeVisits.map(({ atSeconds }) => since(atSeconds * 1000));
  return [
    Math.log1p(count),
    Math.log1p(silence),
    Math.log1p(age),
    Math.log1p(silence / (meanGap + 1)),
    Math.log1p(within(30)),
    Math.log1p(within(90)),
    Math.log1p(before.length === 0 ? 0 : paid / before.length),
    shareOf(({ discountMinor, coupon }) => discountMinor > 0 || coupon !== ''),
    shareOf(({ storeId }) => storeId !== ''),
    Math.log1p(visits.filter((days) => days > 0 && days <= 90).length),
  ];
}
