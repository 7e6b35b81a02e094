import type { SkipReason } from '#core/plan/audience/skip-reasons.ts';
import type { Said } from '../said.ts';

/** What would let the person in, where one thing would; holdouts and rules of the campaign are meant to stand. */
const changes: Readonly<Partial<Record<SkipReason, Said>>> = {
  no_consent: {
    en: 'marketing consent of the customer for a channel of the campaign, or a channel that has it',
    ko: '고객이 캠페인 채널의 마케팅 수신에 동의하거나, 동의한 채널을 캠페인에 추가',
  },
  consent_unconfirmed: {
    en: 'a notice of the consent, sent and recorded: kairos notices',
    ko: '수신동의 사실 통지와 그 기록: kairos notices',
  },
  no_address: {
    en: 'an address on a channel that the customer allows (the app, or kairos import contacts), or a channel that has one',
    ko: '고객이 동의한 채널의 주소(앱 또는 kairos import contacts), 또는 주소가 있는 채널을 캠페인에 추가',
  },
  quiet_hours: {
    en: 'a window by day, or the customer’s consent to messages at night',
    ko: '주간 발송 기간, 또는 고객의 야간 수신 동의',
  },
  frequency_cap: {
    en: 'a later window; the cap stands for all campaigns and channels together',
    ko: '더 늦은 발송 기간. 한도는 모든 캠페인과 채널을 합산합니다',
  },
  unknown_zone: {
    en: 'a time zone in the customer’s contacts, or policies.fallbackZone in the campaign',
    ko: '연락처의 시간대 정보, 또는 캠페인의 policies.fallbackZone',
  },
  unknown_age: {
    en: 'a known age, or policies.unknownAge in the campaign',
    ko: '나이 정보, 또는 캠페인의 policies.unknownAge',
  },
  arm_cap: {
    en: 'time: the cap is that of the experiment’s arm, drawn for this person',
    ko: '시간 경과. 한도는 이 고객에게 추첨된 실험군의 것입니다',
  },
  arm_channel: {
    en: 'consent and an address on the channel of the experiment’s arm',
    ko: '실험군 채널의 수신 동의와 주소',
  },
  no_copy: {
    en: 'approved copy for this persona, channel and language: kairos review copy',
    ko: '이 페르소나·채널·언어의 승인된 문구: kairos review copy',
  },
  budget_spent: { en: 'a larger budget', ko: '더 큰 예산' },
  out_of_stock: { en: 'more stock, or another product', ko: '재고 추가 또는 다른 상품' },
  channel_full: {
    en: 'a longer window, or another channel',
    ko: '더 긴 발송 기간 또는 다른 채널',
  },
};

/** What would change this decision; undefined where nothing single would. */
export function whatWouldChange(skip: SkipReason): Said | undefined {
  return changes[skip];
}
