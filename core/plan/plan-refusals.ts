import type { BothLanguages } from './audience/skip-reasons.ts';

/** Why a plan is not signed, started or changed. */
export const planRefusals = {
  unknown_plan: {
    en: 'there is no plan with this hash; kairos review plans list shows those that there are',
    ko: '이 해시의 계획이 없습니다. 있는 계획은 kairos review plans list 로 확인하십시오',
  },
  wrong_role: {
    en: 'the campaign asks for another role to sign it',
    ko: '이 캠페인은 다른 역할의 승인이 필요합니다',
  },
  no_approver: {
    en: 'the brand file does not list this person as an approver in that role',
    ko: '브랜드 파일에 이 역할의 승인자로 등록되지 않은 사람입니다',
  },
  signed_already: {
    en: 'this person has signed already: the second signature is another person’s',
    ko: '이미 승인한 사람입니다. 두 번째 승인은 다른 사람이 해야 합니다',
  },
  rejected: {
    en: 'the plan was rejected: change the campaign and plan again',
    ko: '반려된 계획입니다. 캠페인을 고쳐 다시 계획하십시오',
  },
  not_approved: {
    en: 'the plan lacks a signature: kairos approve PLAN',
    ko: '승인이 모자랍니다: kairos approve PLAN',
  },
  stale: {
    en: 'the plan is too old: people, prices and consents may have changed; plan again',
    ko: '계획이 너무 오래되었습니다. 고객·단가·동의가 바뀌었을 수 있으니 다시 계획하십시오',
  },
  window_over: {
    en: 'the window is over: change it in the campaign and plan again',
    ko: '발송 기간이 끝났습니다. 캠페인의 기간을 고쳐 다시 계획하십시오',
  },
  empty_audience: {
    en: 'nobody would get a message: kairos review plans show PLAN counts why',
    ko: '메시지를 받을 사람이 없습니다. 사유별 인원은 kairos review plans show PLAN 에서 확인하십시오',
  },
  unapproved_copy: {
    en: 'a copy of this plan is no longer approved as it was planned: approve it (kairos review copy) and plan again',
    ko: '계획에 쓰인 문구가 계획 당시대로 승인되어 있지 않습니다. kairos review copy 로 승인하고 다시 계획하십시오',
  },
  missing_price: {
    en: 'a channel of this plan has no price now: kairos prices import FILE, then apply again',
    ko: '계획에 쓰인 채널의 단가가 지금 없습니다. kairos prices import FILE 로 넣고 다시 시작하십시오',
  },
  started_already: {
    en: 'this campaign was already started for this date',
    ko: '이 캠페인은 해당 날짜로 이미 시작되었습니다',
  },
  never_applied: { en: 'this campaign was never applied', ko: '시작된 적이 없는 캠페인입니다' },
  is_so_already: { en: 'it is in that state already', ko: '이미 그 상태입니다' },
  is_final: {
    en: 'a cancelled or finished campaign does not come back: plan again',
    ko: '취소되거나 끝난 캠페인은 되돌릴 수 없습니다. 다시 계획하십시오',
  },
  not_staff: {
    en: 'a test goes to staff only: the brand file does not list these customers under staff',
    ko: '시험 발송은 직원에게만 합니다. 브랜드 파일의 staff 목록에 없는 고객입니다',
  },
  empty_test_list: {
    en: 'a test needs named staff: --to is empty',
    ko: '시험 발송에는 받을 직원이 있어야 합니다: --to 가 비어 있습니다',
  },
} as const satisfies Record<string, BothLanguages>;

/** Why a plan is not signed, started or changed. */
export type PlanRefusal = keyof typeof planRefusals;
