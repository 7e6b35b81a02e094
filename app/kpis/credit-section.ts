import type { KeptReport } from '#app/kpis/keep-report.ts';
import type { Credits } from '#app/kpis/measure-credits.ts';
import type { ReportSection } from '#app/models/backtest/document.ts';
import { filled } from '#app/models/backtest/words.ts';
import { minorUnitsToDecimal } from '#core/kernel/money.ts';
import { ORDER_GOAL } from '#core/plan/goal.ts';

const WORDS = {
  en: {
    heading: 'Who would claim the orders: two views, no proof',
    says: 'An order is credited to messages of the seven days before it: to the last one, or to all with half the weight after two days. People buy without messages, too: what was added only the comparison with the holdout tells. {orders} orders since {since}; {unclaimed} had no message before them.',
    header: [
      'campaign',
      'messages',
      'orders, last touch',
      'orders, time decay',
      'revenue, last touch',
      'revenue, time decay',
      'orders added over the holdout',
    ],
  },
  ko: {
    heading: '주문의 기여: 두 가지 보기, 증거 아님',
    says: '주문 전 7일 이내 메시지에 기여를 나눕니다. 마지막 메시지에 모두 주거나, 이틀마다 절반으로 줄여 나눕니다. 메시지 없이도 구매하므로 실제 증가분은 보내지 않은 그룹과의 비교로만 알 수 있습니다. {since} 이후 주문 {orders}건, 그중 메시지가 없던 주문 {unclaimed}건.',
    header: [
      '캠페인',
      '메시지',
      '주문(마지막 접촉)',
      '주문(시간 감쇠)',
      '매출(마지막 접촉)',
      '매출(시간 감쇠)',
      '보내지 않은 그룹 대비 증가 주문',
    ],
  },
} as const;

const DASH = '–';
const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });

/** Lays out what each campaign would claim, beside what the holdout says. */
export function creditSection(
  { fromMs, currency, orders, unclaimedOrders, campaigns }: Credits,
  reports: readonly KeptReport[],
  language: 'en' | 'ko',
): ReportSection {
  const words = WORDS[language];
  const money = (minor: number): string => `${minorUnitsToDecimal(minor, currency)} ${currency}`;
  const since = new Date(fromMs).toISOString().slice(0, 10);
  return {
    heading: words.heading,
    isGood: null,
    sentences: [filled(words.says, { since, orders: number(orders), unclaimed: number(unclaimedOrders) })],
    table: {
      header: words.header,
      rows: campaigns.map(({ campaignId, name, messages, lastTouch, timeDecay }) => [
        name,
        number(messages),
        number(lastTouch.orders),
        number(timeDecay.orders),
        money(lastTouch.netMinor),
        money(timeDecay.netMinor),
        addedBy(campaignId, reports),
      ]),
    },
    detail: null,
    charts: [],
  };
}

/** Orders that a campaign's occurrences added; unknown as soon as one of them does not tell. */
function addedBy(campaignId: string, reports: readonly KeptReport[]): string {
  const own = reports.map(({ report }) => report).filter((report) => report.campaignId === campaignId);
  const added = own.map((report) => (report.goal === ORDER_GOAL ? report.added.measured?.value : undefined));
  if (added.length === 0 || added.includes(undefined)) return DASH;
  return number(added.reduce<number>((sum, one) => sum + (one ?? 0), 0));
}
