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
  readonly formula: string;
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
    formula: 'responders / people sent to',
    unit: 'share',
    of: ({ responders, reached }) => ratio(responders, reached),
  },
  {
    id: 'conversion_after_click',
    name: { en: 'conversion after click', ko: '접속 시 구매전환율' },
    formula: 'clickers who ordered / clickers',
    unit: 'share',
    of: ({ clickersWhoOrdered, clickers }) => ratio(clickersWhoOrdered, clickers),
  },
  {
    id: 'conversion',
    name: { en: 'conversion', ko: '구매전환율' },
    formula: 'buyers / people',
    unit: 'share',
    of: ({ buyers, people }) => ratio(buyers, people),
  },
  {
    id: 'net_conversion',
    name: { en: 'net conversion', ko: '순구매전환율' },
    formula: 'buyers whose order survived cancellation and return / people',
    unit: 'share',
    of: ({ netBuyers, people }) => ratio(netBuyers, people),
  },
  {
    id: 'revenue_per_message',
    name: { en: 'revenue per message', ko: '메시지당 매출' },
    formula: '(paid − refunded) / messages',
    unit: 'money_per_message',
    of: ({ paidMinor, refundedMinor, messages }) => ratio(paidMinor - refundedMinor, messages),
  },
  {
    id: 'store_visit_rate',
    name: { en: 'store visits', ko: '매장 방문율' },
    formula: 'people who visited a store / people',
    unit: 'share',
    of: ({ storeVisitors, people }) => ratio(storeVisitors, people),
  },
  {
    id: 'repurchase_rate',
    name: { en: 'repurchase', ko: '재구매율' },
    formula: 'buyers who had bought before / buyers',
    unit: 'share',
    of: ({ repeatBuyers, buyers }) => ratio(repeatBuyers, buyers),
  },
  {
    id: 'discount_dependence',
    name: { en: 'discount dependence', ko: '체리피킹 비율' },
    formula: 'buyers who only bought discounted / buyers',
    unit: 'share',
    of: ({ discountOnlyBuyers, buyers }) => ratio(discountOnlyBuyers, buyers),
  },
  {
    id: 'margin',
    name: { en: 'margin', ko: '마진' },
    formula: 'paid − refunded − VAT − goods',
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
