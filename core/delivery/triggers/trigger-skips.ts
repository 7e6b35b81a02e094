import type { Sentence } from '#core/delivery/reasons.ts';
import { skipReasons } from '#core/plan/audience/skip-reasons.ts';

/** Why an occasion starts no message: what every plan asks, and what triggers ask. */
export const triggerSkips = {
  ...skipReasons,
  too_old: { en: 'happened too long ago', ko: '너무 오래전에 일어난 일입니다' },
  no_location_consent: {
    en: 'consent to the use of the place was not in force',
    ko: '위치 정보 이용 동의가 유효하지 않습니다',
  },
  no_products: {
    en: 'nothing that the person is interested in has approved words',
    ko: '고객이 관심을 보인 상품 중 승인된 문구가 있는 상품이 없습니다',
  },
  out_of_stock: { en: 'what the person wants is out of stock', ko: '고객이 원하는 상품의 재고가 없습니다' },
  short_dwell: { en: 'the stay was short', ko: '머문 시간이 짧습니다' },
  not_imminent: { en: 'signs of an imminent purchase are few', ko: '구매가 임박했다는 신호가 부족합니다' },
  bought_already: { en: 'the person has bought meanwhile', ko: '고객이 이미 구매했습니다' },
  no_store_event: { en: 'the store has no event soon', ko: '해당 매장에 예정된 행사가 없습니다' },
  cool_down: {
    en: 'the campaign wrote to this person lately',
    ko: '이 캠페인이 최근 이 고객에게 보냈습니다',
  },
  overtaken: {
    en: 'what the message was about has happened meanwhile',
    ko: '메시지로 권하려던 행동이 이미 일어났습니다',
  },
  campaign_broken: {
    en: 'the campaign could not start messages: its operator has been told why',
    ko: '캠페인이 메시지를 시작하지 못했습니다. 운영자에게 사유를 알렸습니다',
  },
  most_per_day: {
    en: 'the campaign’s messages of the day are used up',
    ko: '캠페인의 하루 발송량을 모두 썼습니다',
  },
} as const satisfies Record<string, Sentence>;

/** A reason of these. */
export type TriggerSkip = keyof typeof triggerSkips;
