import type { Verdict } from '#app/models/train/choose-champion.ts';
import type { ModelPart, PartCard, Refusal } from '#app/models/train/model-artefact.ts';
import type { DataCheck } from '#core/models/training/data-checks.ts';
import type { Said } from '../said.ts';

/** What models can be asked. */
export const PARTS: Readonly<Record<ModelPart, Said>> = {
  timing: { en: 'when', ko: '구매 시점' },
  propensity7: { en: 'who within 7 days', ko: '7일 내 구매' },
  propensity30: { en: 'who within 30 days', ko: '30일 내 구매' },
  spend: { en: 'order value', ko: '주문 금액' },
  nextProduct: { en: 'next product', ko: '다음 상품' },
  rhythm: { en: 'hours', ko: '시간대' },
  cycles: { en: 'cycles by category', ko: '카테고리 주기' },
  stages: { en: 'stages', ko: '단계' },
};

/** Why a part is not used. */
export const REFUSALS: Readonly<Record<Refusal, Said>> = {
  too_few_customers: { en: 'too few customers', ko: '고객 부족' },
  too_short_history: { en: 'too short a history', ko: '기간 부족' },
  too_few_outcomes: { en: 'too few outcomes to judge by', ko: '채점할 결과 부족' },
  worse_than_naive: { en: 'worse than the naive rule', ko: '단순 규칙보다 나쁨' },
  no_threshold: { en: 'no threshold parts buyers from others', ko: '나눌 기준 없음' },
};

/** What is wrong with rows. */
export const CHECKS: Readonly<Record<DataCheck, Said>> = {
  customers_missing: { en: 'customers are missing', ko: '고객이 빠져 있음' },
  orders_missing: { en: 'orders are missing', ko: '주문이 빠져 있음' },
  feed_stopped: { en: 'hardly any order of the last week', ko: '최근 한 주의 주문이 거의 없음' },
  orders_from_future: { en: 'orders of days that have not come', ko: '아직 오지 않은 날짜의 주문' },
  amounts_changed: { en: 'what a typical order costs', ko: '주문 금액의 크기' },
  hours_shifted: { en: 'hours of the day (stability index)', ko: '활동 시간대 (안정성 지수)' },
  people_changed: { en: 'people are others (stability index)', ko: '고객 구성 (안정성 지수)' },
  skill_lost: { en: 'who buys follows no more from what is known', ko: '알려진 것으로 구매를 설명하지 못함' },
  too_good: {
    en: 'forecasts are too good: what is to be foretold may be among the inputs',
    ko: '예측이 지나치게 좋음: 예측할 결과가 입력에 들어 있을 수 있음',
  },
};

type Kept = Extract<Verdict, { isPromoted: false }>;

/** Why a challenger did not go live. */
export const REASONS: Readonly<Record<Kept['reason'], Said>> = {
  nothing_usable: { en: 'nothing of it may be used yet', ko: '아직 쓸 수 있는 것이 없음' },
  worse_than_champion: {
    en: 'worse than the live models on days that neither saw',
    ko: '둘 다 보지 못한 날들에서 현재 모델보다 나쁨',
  },
  loses_a_part: { en: 'it lacks what the live models can say', ko: '현재 모델이 답하던 것을 답하지 못함' },
  newer_champion: { en: 'newer models are live already', ko: '더 새로운 모델을 이미 쓰고 있음' },
  suspicious_data: { en: 'its rows are not what they were', ko: '학습 자료가 이전과 다름' },
};

/** In what a gain is told. */
export const UNITS: Readonly<Record<PartCard['unit'], Said>> = {
  nats: { en: 'nats a person', ko: '1인당 nat' },
  money: { en: 'thousands of the smallest coin', ko: '최소 화폐 단위 천' },
  hits: { en: 'hits a person', ko: '1인당 적중' },
  none: { en: '', ko: '' },
};

const RIVALS: Readonly<Record<string, string>> = {
  'silence by orders': '주문 횟수별 공백 기간',
  'everybody alike': '모두 같은 확률',
  'mean order': '평균 주문 금액',
  'own, then best sellers': '본인 구매품, 다음 인기 상품',
  "everybody's hours": '전체 시간대',
};

/** The naive rule that a part was judged against. */
export const rivalName = (rival: string): Said => ({ en: rival, ko: RIVALS[rival] ?? rival });
