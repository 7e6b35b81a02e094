import type { ApartReason } from './link-rules.ts';
import type { MergeRefusal } from './merge-ledgers.ts';

/** Why two customer keys are not one person, for people. */
export interface ApartSentence {
  readonly ko: string;
  readonly en: string;
}

const SENTENCES: Readonly<Record<ApartReason | MergeRefusal | 'undone', ApartSentence>> = {
  shared_identifier: {
    ko: '너무 많은 고객이 함께 쓰는 식별자입니다(공용 기기, 매장 번호 등).',
    en: 'Too many customers show this identifier: a shared device, a shop number or the like.',
  },
  shared_account: {
    ko: '한 고객 키에 식별자가 너무 많습니다(계산대 계정 등).',
    en: 'One of the two shows too many identifiers: a till account or a shared login.',
  },
  conflicting_email: {
    ko: '이메일이 서로 다릅니다(가족이 함께 쓰는 번호나 기기).',
    en: 'Their e-mail addresses differ: a phone or device that a family shares.',
  },
  conflicting_loyalty: {
    ko: '멤버십 번호가 서로 다릅니다.',
    en: 'Their loyalty numbers differ.',
  },
  too_many_keys: {
    ko: '합치면 한 사람의 고객 키가 32개를 넘습니다.',
    en: 'Together they would have more than 32 customer keys.',
  },
  too_many_links: {
    ko: '합치면 연결이 64개를 넘습니다.',
    en: 'Together they would have more than 64 links.',
  },
  too_many_consents: {
    ko: '합치면 동의 기록이 600건을 넘습니다.',
    en: 'Together they would have more than 600 consent statements.',
  },
  too_many_claims: {
    ko: '합치면 발송 기록이 128건을 넘습니다.',
    en: 'Together they would have more than 128 claims of messages.',
  },
  undone: {
    ko: '전에 나눈 고객 키입니다. 같은 근거로는 다시 잇지 않습니다.',
    en: 'They were parted before: the same evidence joins them no more.',
  },
};

/** `kairos unmerge` keeps who asked for it. */
const BY_HAND = 'manual: ';

/** The sentence for a reason; one that only a person can have written stands as it is. */
export function apartSentence(reason: string): ApartSentence {
  if (reason.startsWith(BY_HAND)) {
    const by = reason.slice(BY_HAND.length);
    return { ko: `직원이 나누었습니다(${by}).`, en: `Somebody parted them (${by}).` };
  }
  return Object.hasOwn(SENTENCES, reason)
    ? SENTENCES[reason as keyof typeof SENTENCES]
    : { ko: reason, en: reason };
}
