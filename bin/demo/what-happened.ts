import type { QuarantineEntry } from '#app/ports/quarantine.ts';
import { minorUnitsToDecimal } from '#core/kernel/money.ts';
import { localDay } from '#core/kernel/time.ts';
import { type ProfileView, profileView } from '#core/profiles/profile-view.ts';
import type { Out } from '../out.ts';
import type { CloudStores } from '../wiring/cloud-stores.ts';

const KEYS_AT_ONCE = 100;
/** Above this score somebody is about to buy; only for the demo's table. */
const NEAR = 1;

/** What the profiles say together. */
export interface ShopTotals {
  profileCount: number;
  buyerCount: number;
  orderCount: number;
  cancelledCount: number;
  revenueMinor: number;
  interestedCount: number;
  imminentCount: number;
  withStoreVisitCount: number;
  /** The customer with the fullest story. */
  example: string;
}

/** Reads every profile once and adds them up. */
export async function addUpProfiles(stores: CloudStores): Promise<ShopTotals> {
  const totals: ShopTotals = {
    profileCount: 0,
    buyerCount: 0,
    orderCount: 0,
    cancelledCount: 0,
    revenueMinor: 0,
    interestedCount: 0,
    imminentCount: 0,
    withStoreVisitCount: 0,
    example: '',
  };
  let fullest = -1;
  let keys: string[] = [];
  const nowMs = stores.clock.nowMs();
  const today = localDay(stores.settings.brandZone, nowMs);
  const add = async (): Promise<void> => {
    const [hots, histories] = await Promise.all([
      stores.profiles.loadHot(keys),
      stores.profiles.loadHistory(keys),
    ]);
    for (const [key, { value: hot }] of hots) {
      const history = histories.get(key);
      if (history === undefined) continue;
      const view = profileView(hot.state, history.value.state, { nowMs, today });
      addView(totals, view);
      const story = storyOf(view);
      if (story > fullest) [fullest, totals.example] = [story, key];
    }
    keys = [];
  };
  for await (const key of stores.profiles.keys()) {
    if (keys.push(key) === KEYS_AT_ONCE) await add();
  }
  if (keys.length > 0) await add();
  return totals;
}

function addView(totals: ShopTotals, view: ProfileView): void {
  totals.profileCount += 1;
  totals.buyerCount += Number(view.orderCount > 0);
  totals.orderCount += view.orderCount;
  totals.cancelledCount += view.cancelledCount;
  totals.revenueMinor += view.spend.find(({ currency }) => currency === 'KRW')?.netMinor ?? 0;
  totals.interestedCount += Number(view.signals.interest >= NEAR);
  totals.imminentCount += Number(view.signals.imminent >= NEAR);
  totals.withStoreVisitCount += Number(view.stores.length > 0);
}

/** How much there is to show of a customer: orders, searches, store visits, near to buying. */
function storyOf({ orderCount, topSearches, stores, signals, isSuspectedBot }: ProfileView): number {
  if (isSuspectedBot) return -1;
  return (
    Math.min(orderCount, 4) +
    Math.min(topSearches.length, 3) +
    Math.min(stores.length, 2) +
    2 * Math.min(1, signals.imminent)
  );
}

/** Refused messages by reason, most frequent first. */
export async function countReasons(
  entries: AsyncIterable<QuarantineEntry>,
): Promise<readonly (readonly [string, number])[]> {
  const counts = new Map<string, number>();
  for await (const { reason } of entries) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** The table at the end of the demo. */
export function printWhatHappened(
  {
    totals,
    metrics,
    reasons,
    sentCount,
    seconds,
  }: {
    readonly totals: ShopTotals;
    readonly metrics: Readonly<Record<string, number>>;
    readonly reasons: readonly (readonly [string, number])[];
    readonly sentCount: number;
    /** From the first file to the last fold. */
    readonly seconds: number;
  },
  out: Out,
): void {
  const count = (value: number | undefined): string => (value ?? 0).toLocaleString('en-US');
  const row = (en: string, ko: string, value: string): readonly string[] => [out.say({ en, ko }), value];
  const refused = reasons.reduce((sum, [, some]) => sum + some, 0);
  out.table(
    [out.say({ en: 'what happened', ko: '무슨 일이 있었나' }), ''],
    [
      row('messages sent', '보낸 메시지', count(sentCount)),
      row(
        'read and folded in',
        '수집·반영에 걸린 시간',
        out.say({ en: `${seconds.toFixed(0)} s`, ko: `${seconds.toFixed(0)}초` }),
      ),
      row('counted for the first time', '처음 집계된 이벤트', count(metrics['EventsAccepted'])),
      row('came again, counted once', '중복이라 한 번만 집계', count(metrics['EventsDuplicate'])),
      row(
        'quarantined with a reason',
        '이유와 함께 격리',
        `${count(refused)}  ${reasons.map(([reason, some]) => `${reason} ${some}`).join(', ')}`,
      ),
      row(
        'location without consent, dropped',
        '동의 없는 위치 신호, 버림',
        count(metrics['LocationDropped']),
      ),
      row('impossible times, moved into range', '불가능한 시각, 바로잡음', count(metrics['TimesClamped'])),
      row('profiles', '프로필', count(totals.profileCount)),
      row('  who bought', '  구매한 고객', count(totals.buyerCount)),
      row('  whom a shop saw', '  매장을 찾은 고객', count(totals.withStoreVisitCount)),
      row('  showing interest now', '  지금 관심을 보이는 고객', count(totals.interestedCount)),
      row('  about to buy', '  구매가 임박한 고객', count(totals.imminentCount)),
      row(
        'orders (cancelled)',
        '주문 (취소)',
        `${count(totals.orderCount)} (${count(totals.cancelledCount)})`,
      ),
      row(
        'paid after refunds',
        '환불 뺀 결제액',
        `${count(Number(minorUnitsToDecimal(totals.revenueMinor, 'KRW')))}${out.say({ en: ' KRW', ko: '원' })}`,
      ),
    ],
  );
}
