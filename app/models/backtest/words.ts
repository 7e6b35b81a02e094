import type { Forecaster, Metric, NotEnough } from '#app/models/backtest/report.ts';
import type { PropensityForm } from '#core/models/propensity/propensity-form.ts';

/** The languages that people read reports in. */
export type Language = 'ko' | 'en';

/** Everything a report says, in one language. `{name}` is filled in. */
export interface Words {
  readonly title: string;
  readonly data: string;
  readonly holidays: string;
  readonly window: string;
  readonly lastSplit: string;
  readonly timingModel: string;
  readonly fallback: string;
  readonly withPropensity: string;
  /** Whether effects are straight or bend. */
  readonly forms: { readonly [Form in PropensityForm | 'unjudged']: string };
  readonly sections: { readonly [Name in 'who' | 'howMany' | 'when' | 'what' | 'hour']: string };
  readonly forecasters: { readonly [Name in Forecaster]: string };
  readonly metrics: { readonly [Name in Metric]: string };
  readonly needs: { readonly [Name in NotEnough['needs']]: string };
  /** Above the table of dates by number of orders, and its columns. */
  readonly byOrders: { readonly title: string; readonly header: readonly string[]; readonly orders: string };
  readonly good: string;
  readonly notGood: string;
  readonly against: string;
  /** Whether forecasts may be added up. */
  readonly addsUp: string;
  readonly doesNotAddUp: string;
  readonly method: string;
  readonly interval: string;
  readonly charts: {
    readonly [Name in 'calibration' | 'lift' | 'weeks' | 'recall' | 'heat']: {
      readonly title: string;
      readonly x: string;
      readonly y: string;
    };
  };
  readonly days: string;
}

const en: Words = {
  title: 'What would we have predicted?',
  data: '{lines} lines, {customers} customers, {products} products, {first} to {last}; {leftOut} lines left out (gifts, cancellations), {malformed} unreadable.',
  holidays: '{holidayOrders} orders on Seollal and Chuseok (three days each) tell no hour.',
  window: 'Learned up to {cutoff} (inclusive), judged on the {horizon} days after it.',
  lastSplit: 'Every customer’s last basket is the test; the one before it tuned the ranker only.',
  timingModel: 'Timing model: {family}, chosen and corrected on an earlier cut-off.',
  fallback: 'Nobody seems to leave for good here: the model without leaving (NBD) took over.',
  withPropensity: 'Probabilities: regression over buying habits, trained on earlier cut-offs.',
  forms: {
    linear:
      'Its effects are straight lines: on held-out days before the cut-off, lines that bend did not do better for certain (log-loss {splines} against {linear}; gain {gain}).',
    splines:
      'Its effects bend (splines): on held-out days before the cut-off that did better than straight lines (log-loss {splines} against {linear}; gain {gain}).',
    unjudged: 'Its effects are straight lines: too little past to judge whether they bend.',
  },
  sections: {
    who: 'Who will order?',
    howMany: 'How many orders?',
    when: 'When is the next order?',
    what: 'Which products?',
    hour: 'At which hour?',
  },
  forecasters: {
    kairos: 'Kairos',
    timing: 'timing model alone',
    recency: 'recency',
    frequency: 'frequency',
    lastGap: 'last gap',
    meanGap: 'mean gap',
    inEightDays: 'everybody in eight days',
    popularity: 'best sellers',
    ownRepeats: 'own repeats',
    everybody: 'everybody’s hours',
    zero: 'nobody orders',
  },
  metrics: {
    auc: 'AUC',
    logLoss: 'log-loss',
    brierSkill: 'Brier skill',
    pai: 'predictive accuracy index',
    ece: 'calibration error',
    buyersError: 'error of number of buyers',
    mae: 'mean error',
    rmse: 'root mean square error',
    totalError: 'error of total',
    medianErrorDays: 'median error, days',
    within7Days: 'within ± 7 days',
    coverage50: 'inside 50 % band',
    coverage80: 'inside 80 % band',
    hitRate10: 'hit rate @10',
    ndcg10: 'NDCG @10',
    recall10: 'recall @10',
    recall20: 'recall @20',
    repeatRecall10: 'recall @10, bought before',
    exploreRecall10: 'recall @10, new to them',
    top1: 'right hour',
    top3: 'in best three hours',
  },
  needs: {
    customers: 'Not enough: needs {want} customers, buyers and non-buyers each; has {have}.',
    repeats: 'Not enough: needs {want} customers who ordered again; has {have}.',
    horizon: 'Not enough: needs {want} days of orders after the cut-off; has {have}.',
    products: 'Not enough: needs {want} products; has {have}.',
    baskets: 'Not enough: needs {want} customers with a known next basket; has {have}.',
    hours: 'Not enough: needs {want} customers with five orders or more; has {have}.',
    split: 'Not enough: needs a cut-off date. Run with --split cutoff.',
    spread: 'Not enough: needs times of day; all orders lie within {have} hour(s) of the day.',
  },
  byOrders: {
    title: 'By number of orders',
    header: [
      'orders',
      'customers',
      'median error, days',
      'last gap',
      'mean gap',
      'within ± 7 days',
      'inside 50 % band',
      'inside 80 % band',
    ],
    orders: '{least} to {most}',
  },
  good: 'Good enough to act on.',
  notGood: 'Not good enough to act on.',
  against: 'Gain in {metric} over the best naive rule ({rival}): {gain}.',
  addsUp: 'Its sum was right within chance: {sum}.',
  doesNotAddUp:
    'Rank by it, but do not add it up: its sum was off by {sum}, which chance does not explain. The days after the cut-off were unlike those before it (season, growth, campaigns), or customers stayed longer than the model thought.',
  method:
    'Ranges hold 95 % of the values that other draws of the same customers would have given (bootstrap).',
  interval: '{low} to {high}',
  charts: {
    calibration: { title: 'Calibration', x: 'forecast', y: 'happened' },
    lift: { title: 'Lift', x: 'customers contacted', y: 'buyers found' },
    weeks: { title: 'Orders per week, expected (line) and actual (bars)', x: 'week', y: 'orders' },
    recall: { title: 'Recall by k, Kairos (blue) and naive (grey)', x: 'k', y: 'recall' },
    heat: { title: 'Orders by hour of the week', x: 'hour', y: 'day' },
  },
  days: 'Mon Tue Wed Thu Fri Sat Sun',
};

const ko: Words = {
  title: '그때 우리는 무엇을 예측했을까?',
  data: '{lines}행, 고객 {customers}명, 상품 {products}개, {first} ~ {last}. 선물·취소로 제외 {leftOut}행, 읽지 못함 {malformed}행.',
  holidays: '설날·추석 연휴(각 3일)의 주문 {holidayOrders}건은 시간대에서 뺐습니다.',
  window: '{cutoff}까지(당일 포함) 배우고, 그 뒤 {horizon}일로 채점했습니다.',
  lastSplit: '고객마다 마지막 장바구니가 시험이고, 그 앞의 것은 순위 조정에만 썼습니다.',
  timingModel: '시점 모델: {family}. 더 이른 기준일에서 고르고 보정했습니다.',
  fallback: '완전히 떠나는 고객이 보이지 않아 이탈이 없는 모델(NBD)을 썼습니다.',
  withPropensity: '확률: 구매 습관에 대한 회귀 모델. 더 이른 기준일들로 학습했습니다.',
  forms: {
    linear:
      '영향은 직선으로 봅니다. 기준일 이전에 떼어 둔 날에서 꺾인 선이 확실히 낫지 않았습니다(로그 손실 {splines}, 직선은 {linear}, 이득 {gain}).',
    splines:
      '영향은 꺾인 선(스플라인)으로 봅니다. 기준일 이전에 떼어 둔 날에서 직선보다 나았습니다(로그 손실 {splines}, 직선은 {linear}, 이득 {gain}).',
    unjudged: '영향은 직선으로 봅니다. 꺾이는지 판단하기에는 과거가 짧습니다.',
  },
  sections: {
    who: '누가 살까?',
    howMany: '몇 번 살까?',
    when: '다음 구매는 언제일까?',
    what: '무엇을 살까?',
    hour: '몇 시에 살까?',
  },
  forecasters: {
    kairos: 'Kairos',
    timing: '시점 모델만',
    recency: '최근성',
    frequency: '빈도',
    lastGap: '직전 간격',
    meanGap: '평균 간격',
    inEightDays: '모두 8일 뒤',
    popularity: '인기 상품',
    ownRepeats: '본인 재구매',
    everybody: '전체 시간대',
    zero: '아무도 안 산다',
  },
  metrics: {
    auc: 'AUC',
    logLoss: '로그 손실',
    brierSkill: '브라이어 기술 점수',
    pai: '예측 정확도 지수',
    ece: '보정 오차',
    buyersError: '구매자 수 오차',
    mae: '평균 오차',
    rmse: '평균 제곱근 오차',
    totalError: '총합 오차',
    medianErrorDays: '오차 중앙값(일)',
    within7Days: '± 7일 이내',
    coverage50: '50 % 구간 안',
    coverage80: '80 % 구간 안',
    hitRate10: '적중률 @10',
    ndcg10: 'NDCG @10',
    recall10: '재현율 @10',
    recall20: '재현율 @20',
    repeatRecall10: '재현율 @10, 산 적 있는 상품',
    exploreRecall10: '재현율 @10, 처음 사는 상품',
    top1: '정확한 시각',
    top3: '상위 세 시각 안',
  },
  needs: {
    customers: '부족: 산 고객과 사지 않은 고객이 각각 {want}명 필요한데 {have}명입니다.',
    repeats: '부족: 다시 산 고객 {want}명이 필요한데 {have}명입니다.',
    horizon: '부족: 기준일 뒤 주문이 {want}일치 필요한데 {have}일치입니다.',
    products: '부족: 상품 {want}개가 필요한데 {have}개입니다.',
    baskets: '부족: 다음 장바구니를 아는 고객 {want}명이 필요한데 {have}명입니다.',
    hours: '부족: 다섯 번 넘게 산 고객 {want}명이 필요한데 {have}명입니다.',
    split: '부족: 기준일이 필요합니다. --split cutoff로 실행하세요.',
    spread: '부족: 시각 정보가 필요합니다. 모든 주문이 하루 중 {have}개 시각에 몰려 있습니다.',
  },
  byOrders: {
    title: '주문 수별',
    header: [
      '주문 수',
      '고객',
      '오차 중앙값(일)',
      '직전 간격',
      '평균 간격',
      '± 7일 이내',
      '50 % 구간 안',
      '80 % 구간 안',
    ],
    orders: '{least}~{most}',
  },
  good: '이 예측에 따라 행동해도 좋습니다.',
  notGood: '이 예측에 따라 행동하기에는 부족합니다.',
  against: '가장 나은 단순 규칙({rival}) 대비 {metric} 개선: {gain}.',
  addsUp: '합계는 우연의 범위에서 맞았습니다: {sum}.',
  doesNotAddUp:
    '순위로만 쓰고 더하지는 마십시오. 합계가 {sum} 어긋나 우연으로 볼 수 없습니다. 기준일 뒤의 날들이 그 전과 달랐거나(계절, 성장, 캠페인) 고객이 모델의 예상보다 오래 남았습니다.',
  method: '범위는 같은 고객을 다시 뽑았을 때 나올 값의 95 %를 담습니다(부트스트랩).',
  interval: '{low} ~ {high}',
  charts: {
    calibration: { title: '보정', x: '예측', y: '실제' },
    lift: { title: '리프트', x: '접촉한 고객', y: '찾은 구매자' },
    weeks: { title: '주별 주문: 예상(선)과 실제(막대)', x: '주', y: '주문' },
    recall: { title: 'k별 재현율: Kairos(파랑)와 단순 규칙(회색)', x: 'k', y: '재현율' },
    heat: { title: '요일·시각별 주문', x: '시각', y: '요일' },
  },
  days: '월 화 수 목 금 토 일',
};

export const WORDS: { readonly [Code in Language]: Words } = { ko, en };

/** Fills `{name}` places. */
export function filled(text: string, values: { readonly [name: string]: string | number }): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
