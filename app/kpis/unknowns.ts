import type { CampaignMeasure } from '#app/kpis/measure-campaign.ts';
import { wallClock } from '#core/kernel/time.ts';
import type { Sentence } from '#core/kpis/manager-sentences.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';

/** What the unknowns depend on beside the sums. */
interface UnknownSetting {
  readonly summary: PlanSummary;
  readonly asOfMs: number;
  readonly closesAtMs: number;
  readonly isSimulated: boolean;
  readonly spend: object | undefined;
}

const dayOf = ({ zone = 'UTC' }: PlanSummary, atMs: number): string => wallClock(zone, atMs).slice(0, 10);

/** What the numbers do not say, most important first. */
export function unknownsOf(measure: CampaignMeasure, setting: UnknownSetting): readonly Sentence[] {
  const { drawnCount, measuredCount, receipts, ordersWithoutCost, otherCurrencyOrders } = measure;
  const lost = drawnCount - measuredCount;
  const day = dayOf(setting.summary, setting.closesAtMs);
  const candidates: readonly (readonly [boolean, Sentence])[] = [
    [
      setting.isSimulated,
      {
        en: 'how real people would answer: these are simulated.',
        ko: '실제 고객의 반응. 이 결과는 시뮬레이션입니다.',
      },
    ],
    [
      receipts.unknown > 0,
      {
        en: `whether ${receipts.unknown} messages arrived: the provider did not answer, and they were not sent again.`,
        ko: `메시지 ${receipts.unknown}건의 도착 여부. 발송사가 응답하지 않았고 다시 보내지 않았습니다.`,
      },
    ],
    [
      lost > 0,
      {
        en: `what ${lost} people did who were erased or merged since.`,
        ko: `그 뒤 삭제되거나 합쳐진 ${lost}명의 행동.`,
      },
    ],
    [
      setting.asOfMs < setting.closesAtMs,
      {
        en: `orders, cancellations and returns still to come: the report closes on ${day}.`,
        ko: `앞으로의 주문·취소·반품. 보고서는 ${day}에 마감됩니다.`,
      },
    ],
    [
      ordersWithoutCost > 0,
      {
        en: `the margin: ${ordersWithoutCost} orders hold a piece whose cost the shop has not said.`,
        ko: `마진. 원가를 모르는 상품이 든 주문이 ${ordersWithoutCost}건입니다.`,
      },
    ],
    [
      setting.spend === undefined,
      { en: 'the cost: a price or an exchange rate is missing.', ko: '비용. 단가나 환율이 없습니다.' },
    ],
    [
      otherCurrencyOrders > 0,
      {
        en: `${otherCurrencyOrders} orders in other currencies: they are left out.`,
        ko: `다른 통화의 주문 ${otherCurrencyOrders}건. 집계에서 뺐습니다.`,
      },
    ],
  ];
  return candidates.flatMap(([holds, sentence]) => (holds ? [sentence] : []));
}
