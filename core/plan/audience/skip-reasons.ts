/** A sentence in both languages. */
export interface BothLanguages {
  readonly en: string;
  readonly ko: string;
}

/** Why a person who was considered gets no message; in the order in which they are looked at. */
export const skipReasons = {
  suspected_bot: { en: 'the profile looks like a robot’s', ko: '프로필이 로봇으로 의심됩니다' },
  stage: { en: 'is in another segment, or in none yet', ko: '다른 고객군이거나 아직 고객군이 없습니다' },
  persona: {
    en: 'belongs to another persona, or to none yet',
    ko: '다른 페르소나이거나 아직 페르소나가 없습니다',
  },
  probability: {
    en: 'the probability to buy is outside the rule, or not known',
    ko: '구매 확률이 조건 밖이거나 알 수 없습니다',
  },
  region: { en: 'lives elsewhere, or nobody knows where', ko: '다른 지역이거나 지역을 알 수 없습니다' },
  store: { en: 'is not near the store and was never in it', ko: '매장 근처가 아니고 방문한 적도 없습니다' },
  profile: { en: 'the profile does not meet the rule', ko: '프로필이 조건에 맞지 않습니다' },
  purchases: { en: 'did not buy what the rule asks for', ko: '조건에 맞는 구매가 없습니다' },
  interest: { en: 'showed no interest in these products', ko: '해당 상품에 관심을 보이지 않았습니다' },
  weather: {
    en: 'the weather where they live is another, or nobody knows it',
    ko: '거주 지역의 날씨가 조건과 다르거나 알 수 없습니다',
  },
  excluded: { en: 'is named by an exclusion of the campaign', ko: '캠페인의 제외 조건에 해당합니다' },
  unknown_age: {
    en: 'the age is not known, and no policy lets such people in',
    ko: '나이를 모르며, 이를 허용하는 정책이 없습니다',
  },
  unknown_zone: {
    en: 'the time zone is not known, and no fallback was named',
    ko: '시간대를 모르며, 대체 시간대가 정해지지 않았습니다',
  },
  no_consent: {
    en: 'gave no marketing consent for a channel of the campaign',
    ko: '캠페인 채널에 대한 마케팅 수신 동의가 없습니다',
  },
  consent_unconfirmed: {
    en: 'the consent is two years old and was not confirmed to the person again',
    ko: '동의 후 2년이 지났으나 수신동의 사실을 다시 알리지 않았습니다',
  },
  no_address: {
    en: 'no address is known for a channel of the campaign that the person allows',
    ko: '고객이 동의한 캠페인 채널의 주소(기기·이메일·전화번호)를 모릅니다',
  },
  frequency_cap: {
    en: 'got as many messages as the cap allows until the window ends',
    ko: '발송 기간이 끝날 때까지 수신 횟수 상한에 도달해 있습니다',
  },
  not_due: {
    en: 'the next purchase is not due within the window',
    ko: '다음 구매 시점이 발송 기간 안에 있지 않습니다',
  },
  store_holdout: {
    en: 'belongs to a store or region that is held out whole',
    ko: '통째로 제외된 매장 또는 지역의 고객입니다',
  },
  programme_holdout: {
    en: 'is in the control group of the whole programme',
    ko: '전체 프로그램의 대조군입니다',
  },
  campaign_holdout: { en: 'is in the control group of this campaign', ko: '이 캠페인의 대조군입니다' },
  quiet_hours: {
    en: 'quiet hours leave no minute of the window',
    ko: '야간 제한으로 보낼 수 있는 시간이 없습니다',
  },
  arm_cap: {
    en: 'got as many messages as the experiment allows people of this arm',
    ko: '이 실험군에 허용된 수신 횟수에 도달했습니다',
  },
  arm_channel: {
    en: 'cannot be written to on the channel of this arm of the experiment',
    ko: '이 실험군의 채널로 보낼 수 없습니다(동의 또는 주소 없음)',
  },
  no_copy: {
    en: 'there is no approved copy for this persona, channel, language and arm',
    ko: '이 페르소나·채널·언어·실험군에 맞는 승인된 문구가 없습니다',
  },
  not_worth_it: {
    en: 'a message would cost more than it is expected to bring',
    ko: '메시지의 기대 이익이 비용보다 작습니다',
  },
  budget_spent: {
    en: 'the budget goes to people for whom a message is worth more',
    ko: '예산이 기대 이익이 더 큰 고객에게 쓰입니다',
  },
  out_of_stock: {
    en: 'the stock goes to people for whom a message is worth more',
    ko: '재고가 기대 이익이 더 큰 고객에게 쓰입니다',
  },
  channel_full: {
    en: 'the channel is full at every hour that would pay',
    ko: '이익이 나는 모든 시간에 채널 발송량이 가득 찼습니다',
  },
} as const satisfies Record<string, BothLanguages>;

/** Why a person gets no message. */
export type SkipReason = keyof typeof skipReasons;

/** Reasons that are found once the dice have fallen for a person: such people are in an arm. */
export const AFTER_THE_DRAW: ReadonlySet<SkipReason> = new Set<SkipReason>([
  'programme_holdout',
  'campaign_holdout',
  'quiet_hours',
  'arm_cap',
  'arm_channel',
  'no_copy',
  'not_worth_it',
  'budget_spent',
  'out_of_stock',
  'channel_full',
]);
