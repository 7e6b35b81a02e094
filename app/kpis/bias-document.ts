import type { PlanBias } from '#app/kpis/measure-bias.ts';
import type { ReportDocument } from '#app/models/backtest/document.ts';
import { filled } from '#app/models/backtest/words.ts';
import type { Treatment } from '#core/personas/bias-report.ts';

const WORDS = {
  en: {
    title: 'Are groups treated alike? {campaign} ({occurrence})',
    people: '{count} people of {groups} groups are known to the shop.',
    gaps: '{count} differences are no chance (p < .001 after correction, one point or more):',
    none: 'No difference of a point or more that is not chance (p < .001 after correction).',
    few: 'No group has 30 people on both sides: nothing was compared.',
    heading: 'Each group against everybody else',
    header: ['group', 'people', 'what', 'group', 'others', 'chance', ''],
    gap: 'differs',
    foot: 'Groups are used for this comparison alone: they are not stored, and no model, persona or plan sees them.',
    treatments: {
      contact_rate: 'got a message',
      offer_rate: 'got an offer',
      discount: 'discount on their orders',
      error: 'error of the expected order',
    } satisfies Record<Treatment, string>,
  },
  ko: {
    title: '집단마다 똑같이 대했나요? {campaign} ({occurrence})',
    people: '집단 {groups}개, 상점이 아는 고객 {count}명입니다.',
    gaps: '우연으로 볼 수 없는 차이가 {count}건 있습니다 (보정 후 p < .001, 1포인트 이상):',
    none: '우연이 아니면서 1포인트 이상인 차이는 없습니다 (보정 후 p < .001).',
    few: '양쪽 모두 30명이 넘는 집단이 없어 비교하지 않았습니다.',
    heading: '집단별 비교 (그 밖의 모든 고객 대비)',
    header: ['집단', '인원', '항목', '집단', '그 외', '우연일 확률', ''],
    gap: '차이 있음',
    foot: '집단 정보는 이 비교에만 쓰고 저장하지 않습니다. 모델, 페르소나, 계획 어디에도 쓰이지 않습니다.',
    treatments: {
      contact_rate: '메시지 수신',
      offer_rate: '혜택 수신',
      discount: '주문 할인율',
      error: '주문 예측 오차',
    } satisfies Record<Treatment, string>,
  },
} as const;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Lays out how a plan treated groups, in one language. */
export function biasDocument(bias: PlanBias, campaignId: string, language: 'en' | 'ko'): ReportDocument {
  const words = WORDS[language];
  const { groups, gaps, occurrence } = bias;
  const found = gaps.filter(({ isGap }) => isGap);
  const verdict =
    gaps.length === 0
      ? words.few
      : found.length === 0
        ? words.none
        : filled(words.gaps, { count: found.length });
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return {
    title: filled(words.title, { campaign: campaignId, occurrence }),
    lead: [filled(words.people, { count, groups: groups.length }), verdict],
    sections: [
      {
        heading: words.heading,
        isGood: gaps.length === 0 ? null : found.length === 0,
        sentences: [],
        table: {
          header: [...words.header],
          rows: gaps.map(({ group, treatment, count: own, mean, others, chance, isGap }) => [
            group,
            String(own),
            words.treatments[treatment],
            percent(mean),
            percent(others),
            chance.toPrecision(2),
            isGap ? words.gap : '',
          ]),
        },
        detail: null,
        charts: [],
      },
    ],
    foot: words.foot,
  };
}
