import type { UpliftBasis, UpliftStanding } from '#core/plan/value/measured-uplift.ts';
import type { Said } from '../said.ts';

/** On what the added orders of a message rest. */
export const UPLIFT_BASES: Readonly<Record<UpliftBasis, Said>> = {
  person: { en: 'uplift of the person, measured', ko: '개인별 증분 효과(측정)' },
  persona: { en: 'uplift of the persona, measured', ko: '페르소나별 증분 효과(측정)' },
  response: {
    en: 'response: P(purchase) × the campaign’s assumption',
    ko: '반응: 구매 확률 × 캠페인의 가정',
  },
};

/** Why plans go by uplift of persons, or why they do not. */
export const UPLIFT_STANDINGS: Readonly<Record<UpliftStanding, Said>> = {
  trusted: {
    en: 'a model of uplift by person beat chance, ranking by response and single flags on people it had not seen',
    ko: '개인별 증분 모델이 처음 보는 고객에게서 우연, 반응 순위, 단일 지표를 이겼습니다',
  },
  nothing_measured: {
    en: 'not by person, because no finished campaign with a holdout was measured yet',
    ko: '개인별로 하지 않음: 보내지 않은 그룹을 둔 캠페인 중 측정이 끝난 것이 아직 없습니다',
  },
  too_few_answers: {
    en: 'not by person, because fewer than 60 people ordered on one side of the finished campaigns',
    ko: '개인별로 하지 않음: 끝난 캠페인의 한쪽에서 주문한 사람이 60명이 안 됩니다',
  },
  not_above_chance: {
    en: 'not by person, because on people it had not seen the model was no better than chance or shuffled treatment',
    ko: '개인별로 하지 않음: 처음 보는 고객에게서 우연이나 섞은 배정보다 낫지 않았습니다',
  },
  not_above_response: {
    en: 'not by person, because ranking people by how likely they buy did as well',
    ko: '개인별로 하지 않음: 구매 확률 순위로도 같은 결과였습니다',
  },
  not_above_flags: {
    en: 'not by person, because a single flag did better',
    ko: '개인별로 하지 않음: 단일 지표 하나가 더 나았습니다',
  },
};
