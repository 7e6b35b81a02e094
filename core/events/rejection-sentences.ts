import type { Expectation, Rejection, RejectionReason } from './rejection.ts';

/** Languages that people read here. */
export type Language = 'en' | 'ko';

type Words = Readonly<Record<Language, string>>;

/** Each reason's sentence: `{path}` is where in the message, `{expected}` what should have been there. */
export const SENTENCES: Readonly<Record<RejectionReason, Words>> = {
  not_base64: {
    en: 'The record is not base64. Send the bytes through the stream’s own client.',
    ko: '레코드가 base64가 아닙니다. 스트림의 공식 클라이언트로 보내 주세요.',
  },
  not_gzip: {
    en: 'The body says it is gzip but cannot be unpacked. Compress it again, or send it plain.',
    ko: '본문이 gzip이라고 하지만 풀 수 없습니다. 다시 압축하거나 압축하지 않고 보내 주세요.',
  },
  not_utf8: {
    en: 'The bytes are not UTF-8 text. Send JSON in UTF-8, not compressed and in no other encoding.',
    ko: 'UTF-8 텍스트가 아닙니다. 압축이나 다른 인코딩 없이 UTF-8 JSON으로 보내 주세요.',
  },
  not_json: {
    en: 'The text is not JSON. A record is one JSON message or an array of them.',
    ko: 'JSON이 아닙니다. 레코드는 JSON 메시지 하나이거나 메시지의 배열이어야 합니다.',
  },
  not_a_message: {
    en: 'A message must be a JSON object with type and messageId, not a bare value.',
    ko: '메시지는 type과 messageId가 있는 JSON 객체여야 합니다.',
  },
  too_large: {
    en: 'Too large: a message may have 32 KB, a request 500 KB. Send less in it, or several smaller ones.',
    ko: '너무 큽니다. 메시지는 32KB, 요청은 500KB까지입니다. 내용을 줄이거나 여러 개로 나누어 보내 주세요.',
  },
  too_deep: {
    en: 'Objects are nested more than 32 deep. Flatten the properties.',
    ko: '객체가 32단계보다 깊게 중첩되어 있습니다. 속성을 평평하게 만들어 주세요.',
  },
  too_many_keys: {
    en: 'The message has more than 4,096 keys and items. Send less in it.',
    ko: '메시지의 키와 항목이 4,096개를 넘습니다. 내용을 줄여 주세요.',
  },
  bad_number: {
    en: '{path} is a number too large for a number. Send it as text, or a smaller number.',
    ko: '{path} 값이 숫자로 담기에는 너무 큽니다. 문자열로 보내거나 더 작은 수로 보내 주세요.',
  },
  unsafe_key: {
    en: '{path} uses a key that programs reserve (__proto__, constructor, prototype). Rename it.',
    ko: '{path}에 예약된 키(__proto__, constructor, prototype)가 있습니다. 이름을 바꿔 주세요.',
  },
  missing_field: {
    en: '{path} is missing. It must be {expected}.',
    ko: '{path} 항목이 없습니다. 넣을 값: {expected}.',
  },
  bad_field: {
    en: '{path} must be {expected}.',
    ko: '{path} 항목에 쓸 수 있는 값: {expected}.',
  },
  unknown_type: {
    en: 'type must be one of track, identify, page, screen, alias, group.',
    ko: 'type은 track, identify, page, screen, alias, group 중 하나여야 합니다.',
  },
  no_customer: {
    en: 'The message names no customer. Give userId or anonymousId.',
    ko: '고객을 알 수 없습니다. userId나 anonymousId를 넣어 주세요.',
  },
  wrong_partition_key: {
    en: 'The record’s partition key is not the message’s customer (userId, else anonymousId). Send it under that key.',
    ko: '레코드의 파티션 키가 메시지의 고객(userId, 없으면 anonymousId)과 다릅니다. 그 키로 보내 주세요.',
  },
  bad_time: {
    en: '{path} is not a time that can be read. Write ISO 8601 with Z or an offset, e.g. 2026-11-21T09:30:00+09:00.',
    ko: '{path} 시각을 읽을 수 없습니다. 2026-11-21T09:30:00+09:00처럼 Z나 시차가 있는 ISO 8601로 써 주세요.',
  },
  bad_money: {
    en: '{path} is not an amount of its currency: it has more decimals than the currency, or is too large.',
    ko: '{path} 금액이 통화에 맞지 않습니다. 통화보다 소수 자릿수가 많거나 너무 큽니다.',
  },
  late: {
    en: 'Older than the oldest of the 512 orders kept: whether it was counted can no longer be told. Nothing is lost: `kairos rebuild` counts it exactly.',
    ko: '보관 중인 주문 512건보다 오래된 주문이라 이미 집계했는지 알 수 없습니다. 사라지지 않으며 `kairos rebuild` 가 정확히 집계합니다.',
  },
};

/** Each expectation's words. */
export const EXPECTATIONS: Readonly<Record<Expectation, Words>> = {
  string: { en: 'a text', ko: '문자열' },
  filled_string: { en: 'a text of 1 to 255 characters', ko: '1~255자의 문자열' },
  short_id: { en: 'a text of 1 to 255 characters, or a number', ko: '1~255자의 문자열 또는 숫자' },
  id: { en: 'a text of at most 512 characters, or a number', ko: '512자 이하의 문자열 또는 숫자' },
  number: { en: 'a number, not a text', ko: '문자열이 아닌 숫자' },
  measure: { en: 'a number of 0 or more', ko: '0 이상의 숫자' },
  count: { en: 'a whole number of 0 or more', ko: '0 이상의 정수' },
  boolean: { en: 'true or false', ko: 'true 또는 false' },
  object: { en: 'an object', ko: '객체' },
  list: { en: 'a list of texts or numbers', ko: '문자열이나 숫자의 배열' },
  products: { en: 'a list of product objects', ko: '상품 객체의 배열' },
  currency: { en: 'a currency code of three letters, e.g. KRW', ko: 'KRW 같은 세 글자 통화 코드' },
  amount: {
    en: 'a number of 0 or more, such as 12900 or 12.34 (money given back is an Order Refunded)',
    ko: '12900이나 12.34 같은 0 이상의 숫자(돌려준 돈은 Order Refunded로 알립니다)',
  },
  instant: { en: 'a time in ISO 8601 with Z or an offset', ko: 'Z나 시차가 있는 ISO 8601 시각' },
  choice: { en: 'one of the values that the event reference lists', ko: '이벤트 안내서에 있는 값 중 하나' },
};

/** Where nobody said what should have been there. */
const UNSAID: Words = { en: 'what the event reference says', ko: '이벤트 안내서에 적힌 값' };

/** The sentence that a person sees: what is wrong, where, and how to mend it. Never quotes the value. */
export function rejectionSentence(
  rejection: Pick<Rejection, 'reason' | 'path' | 'expected'>,
  language: Language,
): string {
  const { reason, path, expected } = rejection;
  const whole = language === 'ko' ? '메시지' : 'The message';
  // Money that is no amount at all is a field like any other.
  const words = SENTENCES[reason === 'bad_money' && expected !== undefined ? 'bad_field' : reason];
  const wanted = expected === undefined ? UNSAID : EXPECTATIONS[expected];
  return words[language]
    .replace('{path}', path === '' ? whole : path)
    .replace('{expected}', wanted[language]);
}

/** A rejection whose `detail` is its English sentence. */
export function reject(reason: RejectionReason, path = '', expected?: Expectation): Rejection {
  const detail = rejectionSentence({ reason, path, ...(expected && { expected }) }, 'en');
  return { reason, path, detail, ...(expected && { expected }) };
}
