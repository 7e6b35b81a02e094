import type { PersonFeature } from '#core/models/propensity/person-features.ts';

/** A sentence in both languages. */
export interface Sentence {
  readonly en: string;
  readonly ko: string;
}

/** What each input is about, in the customer's words; whether it speaks for or against an order is said beside it. */
const SENTENCES: Readonly<Record<PersonFeature, Sentence>> = {
  repeatPurchases: { en: 'how often they have come back to buy', ko: '다시 구매한 횟수' },
  weeksSinceLastOrder: { en: 'how long ago they last bought', ko: '마지막 구매 후 지난 시간' },
  weeksSinceFirstOrder: { en: 'how long they have been a customer', ko: '첫 구매 후 지난 시간' },
  weeksFirstToLastOrder: {
    en: 'over how long a time they have kept buying',
    ko: '첫 구매부터 마지막 구매까지의 기간',
  },
  silenceInOwnGaps: {
    en: 'the time since their last order, against their usual gap',
    ko: '평소 구매 간격에 견준 마지막 구매 후 시간',
  },
  meanGapWeeks: { en: 'their usual time between orders', ko: '평소 구매 간격' },
  gapSpreadWeeks: { en: 'how regular their orders are', ko: '구매 간격의 규칙성' },
  ordersIn30Days: { en: 'orders in the last 30 days', ko: '최근 30일 주문 수' },
  ordersIn90Days: { en: 'orders in the last 90 days', ko: '최근 90일 주문 수' },
  spend: { en: 'what they have spent in all', ko: '지금까지 구매한 금액' },
  meanOrderValue: { en: 'what they spend per order', ko: '주문당 금액' },
  hasRepeated: { en: 'whether they have bought more than once', ko: '두 번 이상 구매했는지' },
  timingLogOdds: {
    en: 'when the rhythm of their own orders says that they are due',
    ko: '자신의 구매 리듬으로 본 다음 구매 시점',
  },
  knowsSignals: { en: 'whether signals of that time are known', ko: '그때의 신호를 아는지' },
  hasOrdered: { en: 'whether they have ordered at all', ko: '구매한 적이 있는지' },
  interestThisWeek: { en: 'what they looked at this week', ko: '이번 주에 둘러본 정도' },
  interestLastWeek: { en: 'what they looked at the week before', ko: '지난주에 둘러본 정도' },
  considerationThisWeek: {
    en: 'time spent in stores and with products this week',
    ko: '이번 주 매장 체험과 상담',
  },
  imminentThisWeek: {
    en: 'signs of an order this week: stock, reviews, checkout',
    ko: '이번 주 구매 직전 신호: 재고, 리뷰, 결제 시작',
  },
  imminentLastWeek: {
    en: 'signs of an order the week before: stock, reviews, checkout',
    ko: '지난주 구매 직전 신호: 재고, 리뷰, 결제 시작',
  },
  activeDaysThisWeek: { en: 'on how many days of this week they came', ko: '이번 주에 찾아온 날 수' },
  storeVisitsIn30Days: { en: 'store visits in the last 30 days', ko: '최근 30일 매장 방문' },
  storeMinutesIn30Days: { en: 'time in stores in the last 30 days', ko: '최근 30일 매장에 머문 시간' },
};

/** What an input is about; an input that this version does not know stands for itself. */
export function featureSentence(feature: string): Sentence {
  const known = Object.hasOwn(SENTENCES, feature) ? SENTENCES[feature as PersonFeature] : undefined;
  return known ?? { en: feature, ko: feature };
}
