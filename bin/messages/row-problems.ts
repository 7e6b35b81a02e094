import type { RowProblem, RowProblemCode } from '#core/events/imports/row-problem.ts';
import type { Said } from '../said.ts';

type Facts = NonNullable<RowProblem['facts']>;

/** What a person reads about a refused row. */
const SENTENCES: Readonly<Record<RowProblemCode, (facts: Facts) => Said>> = {
  cell_count: ({ expected, found }) => ({
    en: `the row has ${found} cells, the header ${expected}: is a delimiter or a quote missing?`,
    ko: `칸이 ${found}개인데 머리글은 ${expected}개입니다. 구분 기호나 따옴표가 빠졌는지 보십시오`,
  }),
  missing: () => ({ en: 'the cell is empty and may not be', ko: '비어 있으면 안 되는 칸이 비어 있습니다' }),
  too_long: ({ longest }) => ({
    en: `the cell is longer than ${longest} characters`,
    ko: `칸의 글자가 ${longest}자를 넘습니다`,
  }),
  bad_characters: () => ({
    en: 'the cell has characters that cannot be decoded: save the file as UTF-8',
    ko: '읽을 수 없는 글자가 있습니다. 파일을 UTF-8 로 저장하십시오',
  }),
  unclosed_quote: () => ({
    en: 'a quotation mark is opened and never closed',
    ko: '열린 따옴표가 닫히지 않습니다',
  }),
  row_too_large: () => ({
    en: 'the row is too large: is a line break or a closing quote missing?',
    ko: '한 줄이 너무 큽니다. 줄바꿈이나 닫는 따옴표가 빠졌는지 보십시오',
  }),
  bad_time: () => ({
    en: 'this is no time: write it as 2026-11-21 14:06 or 2026.11.21, the year first',
    ko: '날짜나 시각이 아닙니다. 2026-11-21 14:06 이나 2026.11.21 처럼 연도부터 쓰십시오',
  }),
  in_future: () => ({
    en: 'the time lies in the future: check the year and --zone',
    ko: '아직 오지 않은 시각입니다. 연도와 --zone 을 확인하십시오',
  }),
  bad_amount: () => ({
    en: 'this is no amount: write it as 12900, 12,900원 or 12.50',
    ko: '금액이 아닙니다. 12900, 12,900원, 12.50 처럼 쓰십시오',
  }),
  bad_decimals: ({ currency, decimals }) => ({
    en: `${currency} has ${decimals} decimals and the amount has more: name the right currency with --currency`,
    ko: `${currency} 의 소수 자리는 ${decimals}자리인데 금액은 더 깁니다. --currency 로 맞는 통화를 지정하십시오`,
  }),
  bad_quantity: () => ({ en: 'this is no whole number of pieces', ko: '수량은 정수여야 합니다' }),
  zero_quantity: () => ({
    en: 'the quantity is 0: nothing was bought',
    ko: '수량이 0 입니다. 산 것이 없습니다',
  }),
  sign_mismatch: () => ({
    en: 'the amount is negative and the quantity is not: give a return both signs, or put a discount in its own column',
    ko: '금액은 음수인데 수량은 양수입니다. 반품이면 수량도 음수로, 할인이면 할인 칸에 쓰십시오',
  }),
  bad_currency: () => ({
    en: 'this is no currency: write its three letters, e.g. KRW',
    ko: '통화가 아닙니다. KRW 처럼 세 글자로 쓰십시오',
  }),
  mixed_currency: () => ({
    en: 'one order has two currencies',
    ko: '한 주문에 통화가 둘입니다',
  }),
  bad_flag: () => ({
    en: 'this is neither yes nor no: write Y or N',
    ko: '예도 아니오도 아닙니다. Y 나 N 으로 쓰십시오',
  }),
  bad_status: () => ({
    en: 'this order status is not known: write Y where an order was cancelled, else N',
    ko: '모르는 주문 상태입니다. 취소된 주문은 Y, 아니면 N 으로 쓰십시오',
  }),
  bad_number: () => ({ en: 'this is no number', ko: '숫자가 아닙니다' }),
  bad_rating: () => ({ en: 'a rating is a number from 0 to 5', ko: '평점은 0부터 5까지의 숫자입니다' }),
  bad_zone: () => ({
    en: 'this time zone is not known: write a name such as Asia/Seoul',
    ko: '모르는 시간대입니다. Asia/Seoul 처럼 쓰십시오',
  }),
  bad_choice: ({ choices }) => ({
    en: `this is none of ${choices}`,
    ko: `다음 가운데 하나여야 합니다: ${choices}`,
  }),
  bad_email: () => ({ en: 'this is no e-mail address', ko: '이메일 주소가 아닙니다' }),
  bad_phone: () => ({
    en: 'this is no phone number: write it as 010-1234-5678 or +821012345678',
    ko: '전화번호가 아닙니다. 010-1234-5678 이나 +821012345678 처럼 쓰십시오',
  }),
  not_json: () => ({ en: 'this is no JSON', ko: 'JSON 이 아닙니다' }),
  not_a_message: () => ({
    en: 'this is no event: it needs a type (track, identify, page, screen, alias or group)',
    ko: '이벤트가 아닙니다. type 이 있어야 합니다 (track, identify, page, screen, alias, group)',
  }),
  no_customer: () => ({
    en: 'the event names no customer: it needs userId or anonymousId',
    ko: '고객이 없습니다. userId 나 anonymousId 가 있어야 합니다',
  }),
  unknown_campaign: () => ({
    en: 'this campaign is not known: import campaigns first, or give the rows a time',
    ko: '모르는 캠페인입니다. campaigns 를 먼저 가져오거나 시각을 적으십시오',
  }),
};

/** Why a row was refused, without saying where. */
export function rowReason(problem: Pick<RowProblem, 'code' | 'facts'>): Said {
  return SENTENCES[problem.code](problem.facts ?? {});
}

/** Why and where a row was refused. */
export function rowSentence(problem: RowProblem): Said {
  const { en, ko } = rowReason(problem);
  const column =
    problem.column === '' ? { en: '', ko: '' } : { en: `, ${problem.column}`, ko: ` ${problem.column}` };
  return { en: `line ${problem.line}${column.en}: ${en}`, ko: `${problem.line}번째 줄${column.ko}: ${ko}` };
}
