import { type KpiSums, marginMinor } from './kpi-sums.ts';

/** A text in both languages. */
interface Named {
  readonly en: string;
  readonly ko: string;
}

/** One KPI: defined once, here. */
export interface Kpi {
  readonly id: string;
  readonly name: Named;
  /** As people write it. */
  readonly formula: Named;
  readonly unit: 'share' | 'money_per_message' | 'money' | 'ratio';
  /** Undefined where its denominator is 0: "no figure", never 0. */
  of(sums: KpiSums): number | undefined;
}

function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

/** KPIs of a group's own sums. Differences to the holdout and their intervals come from the experiment. */
export const kpiCatalogue = [
  {
    id: 'response_rate',
    name: { en: 'response rate', ko: '응답률' },
    formula: { en: 'responders / people sent to', ko: '반응한 사람 / 보낸 사람' },
    unit: 'share',
    of: ({ responders, reached }) => ratio(responders, reached),
  },
  {
    id: 'goal_rate',
    name: { en: 'goal reached', ko: '목표 달성률' },
    formula: {
      en: 'people who reached the campaign’s goal / people',
      ko: '캠페인 목표를 달성한 사람 / 인원',
    },
    unit: 'share',
    of: ({ goalReachers, people }) => ratio(goalReachers, people),
  },
  {
    id: 'conversion_after_click',
    name: { en: 'conversion after click', ko: '접속 시 구매전환율' },
    formula: { en: 'clickers who ordered / clickers', ko: '접속 후 주문한 사람 / 접속한 사람' },
    unit: 'share',
    of: ({ clickersWhoOrdered, clickers }) => ratio(clickersWhoOrdered, clickers),
  },
  {
    id: 'conversion',
    name: { en: 'conversion', ko: '구매전환율' },
    formula: { en: 'buyers / people', ko: '구매자 / 인원' },
    unit: 'share',
    of: ({ buyers, people }) => ratio(buyers, people),
  },
  {
    id: 'net_conversion',
    name: { en: 'net conversion', ko: '순구매전환율' },
    formula: {
      en: 'buyers whose order survived cancellation and return / people',
      ko: '취소·반품되지 않은 구매자 / 인원',
    },
    unit: 'share',
    of: ({ netBuyers, people }) => ratio(netBuyers, people),
  },
  {
    id: 'revenue_per_message',
    name: { en: 'revenue per message', ko: '메시지당 매출' },
    formula: { en: '(paid − refunded) / messages', ko: '(결제 − 환불) / 메시지 수' },
    unit: 'money_per_message',
    of: ({ paidMinor, refundedMinor, messages }) => ratio(paidMinor - refundedMinor, messages),
  },
  {
    id: 'store_visit_rate',
    name: { en: 'store visits', ko: '매장 방문율' },
    formula: { en: 'people who visited a store / people', ko: '매장을 방문한 사람 / 인원' },
    unit: 'share',
    of: ({ storeVisitors, people }) => ratio(storeVisitors, people),
  },
  {
    id: 'repurchase_rate',
    name: { en: 'repurchase', ko: '재구매율' },
    formula: { en: 'buyers who had bought before / buyers', ko: '이전에도 구매한 사람 / 구매자' },
    unit: 'share',
    of: ({ repeatBuyers, buyers }) => ratio(repeatBuyers, buyers),
  },
  {
    id: 'discount_dependence',
    name: { en: 'discount dependence', ko: '체리피킹 비율' },
    formula: { en: 'buyers who only bought discounted / buyers', ko: '할인 주문만 한 사람 / 구매자' },
    unit: 'share',
    of: ({ discountOnlyBuyers, buyers }) => ratio(discountOnlyBuyers, buyers),
  },
  {
    id: 'margin',
    name: { en: 'margin', ko: '마진' },
    formula: { en: 'paid − refunded − VAT − goods', ko: '결제 − 환불 − 부가세 − 원가' },
    unit: 'money',
    of: marginMinor,
  },
] as const satisfies readonly Kpi[];

/**
 * Return on what was spent. ROI = (incremental margin − spend) / spend; ROAS = incremental revenue without VAT / spend.
 * @param spendMinor in the same currency; undefined results where it is 0.
 */
export function returnsOn(
  spendMinor: number,
  incremental: { readonly marginMinor: number; readonly revenueWithoutVatMinor: number },
): { readonly roi: number | undefined; readonly roas: number | undefined } {
  return {
    roi: ratio(incremental.marginMinor - spendMinor, spendMinor),
    roas: ratio(incremental.revenueWithoutVatMinor, spendMinor),
  };
}
