import type { Option } from '../arguments.ts';

const text = (value: string, en: string, ko: string): Option => ({
  type: 'string',
  value,
  summary: { en, ko },
});

/** What `kairos cost` can be asked, besides where the cloud is. */
export const COST_OPTIONS: Readonly<Record<string, Option>> = {
  format: text('table|csv|focus', 'how it is written (else table)', '출력 형식 (없으면 table)'),
  by: text(
    'campaign|persona|arm|channel|stage|month',
    'add up by this instead of line by line',
    '줄 대신 이 기준으로 합산합니다',
  ),
  month: text('2026-11', 'this month alone', '이 달만'),
  forecast: text(
    'plan|2026-10',
    "by line, against what the campaign's plans forecast or an earlier month cost",
    '캠페인 계획의 예상 또는 이전 달과 항목별로 비교합니다',
  ),
  close: text('2026-11', 'close the month: it never changes again', '월 마감: 다시는 바뀌지 않습니다'),
  reconcile: text('FILE', "compare with the cloud's FOCUS file", '클라우드의 FOCUS 파일과 대조합니다'),
  post: text('FILE', 'post charges, one JSON a line', '비용을 올립니다 (한 줄에 JSON 하나)'),
  allocation: text('FILE', 'approve how shared cost is allocated', '공통비 배부 기준을 승인합니다'),
  account: text(
    'CENTRE,ACCOUNT,APPROVAL',
    "the campaign's cost centre, account and approval number",
    '캠페인의 코스트센터, 계정, 품의 번호',
  ),
  effect: text('FILE', 'what the campaign brought: margin and orders', '캠페인이 늘린 마진과 주문 파일'),
  currency: text('KRW', 'currency of the result (else USD)', '손익 통화 (없으면 USD)'),
  meter: {
    type: 'boolean',
    summary: {
      en: "meter the local run's state transitions first",
      ko: '로컬 실행의 상태 전이를 먼저 계량합니다',
    },
  },
  model: text(
    'customers=4000000,…',
    'what a day of so many would cost, without the ledger',
    '이만한 하루의 비용 (원장을 쓰지 않음)',
  ),
  region: text(
    'REGION',
    'Region of the estimate (else ap-northeast-2)',
    '견적의 리전 (없으면 ap-northeast-2)',
  ),
};

/** By what cost can be added up. */
export const GROUPINGS = ['campaign', 'persona', 'arm', 'channel', 'stage', 'month'] as const;

/** By what cost can be added up. */
export type Grouping = (typeof GROUPINGS)[number];
