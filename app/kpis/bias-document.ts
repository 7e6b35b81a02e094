import type { PlanBias } from '#app/kpis/measure-bias.ts';
import type { ReportDocument } from '#app/models/backtest/document.ts';
import { filled } from '#app/models/backtest/words.ts';
import { type Treatment, type TreatmentGap, treatments } from '#core/personas/bias-report.ts';
import { skipReasons } from '#core/plan/audience/skip-reasons.ts';

const WORDS = {
  en: {
    title: 'Are groups treated alike? {campaign} ({occurrence})',
    people: 'The file names {listed} customers in {groups} groups; the shop knows {count} of them.',
    gaps: 'Differences that are more than chance: {count}.',
    none: 'No difference is more than chance.',
    few: 'No group has 30 people on both sides: nothing was compared.',
    gapSays: '{group}: {what} {mean}, the others {others}.',
    leftOut: 'What left people out: {reason}. {group} {share}, the others {others}.',
    notCompared: 'Not compared, with fewer than 30 people on a side: {list}.',
    heading: 'Each group against everybody else',
    two: '{one} against {other}',
    header: ['group', 'people', 'what', 'group', 'others', 'p', ''],
    gap: 'differs',
    foot: 'p: how often dice would make a difference as large, all rows together; it counts below .001 and from one point on. A difference is not yet unfair: look at what left people out. Groups are used for this comparison alone: they are not stored, and no model, persona or plan sees them.',
    treatments: {
      contact_rate: 'got a message',
      offer_rate: 'got an offer',
      discount: 'discount on their orders',
      error: 'forecast of their orders was off by',
    } satisfies Record<Treatment, string>,
  },
  ko: {
    title: '집단마다 똑같이 대했나요? {campaign} ({occurrence})',
    people: '파일의 고객 {listed}명({groups}개 집단) 가운데 상점이 아는 고객은 {count}명입니다.',
    gaps: '우연으로 보기 어려운 차이: {count}건.',
    none: '우연으로 보기 어려운 차이는 없습니다.',
    few: '양쪽 모두 30명이 넘는 집단이 없어 비교하지 않았습니다.',
    gapSays: '{group}: {what} {mean}, 그 외 {others}.',
    leftOut: '제외된 사유: {reason}. {group} {share}, 그 외 {others}.',
    notCompared: '한쪽이 30명보다 적어 비교하지 않은 항목: {list}.',
    heading: '집단별 비교 (그 밖의 모든 고객 대비)',
    two: '{one} 대 {other}',
    header: ['집단', '인원', '항목', '집단', '그 외', 'p', ''],
    gap: '차이 있음',
    foot: 'p: 집단을 주사위로 나눴을 때 이만한 차이가 날 확률(모든 줄 보정). .001 미만이고 1포인트 이상이면 차이로 봅니다. 차이가 곧 불공정은 아니므로 제외된 사유를 먼저 보십시오. 집단 정보는 이 비교에만 쓰고 저장하지 않습니다. 모델, 페르소나, 계획 어디에도 쓰이지 않습니다.',
    treatments: {
      contact_rate: '메시지 수신',
      offer_rate: '혜택 수신',
      discount: '주문 할인율',
      error: '주문 예측이 빗나간 정도',
    } satisfies Record<Treatment, string>,
  },
} as const;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Lays out how a plan treated groups, in one language. */
export function biasDocument(bias: PlanBias, language: 'en' | 'ko'): ReportDocument {
  const words = WORDS[language];
  const { groups, gaps, occurrence, campaignName, listedCount } = bias;
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const people = { listed: listedCount, count, groups: groups.length };
  const [one, other] = groups;
  const isTwo = groups.length === 2;
  return {
    title: filled(words.title, { campaign: campaignName, occurrence }),
    lead: [filled(words.people, people), ...verdictOf(bias, language)],
    sections: [
      {
        heading: isTwo ? filled(words.two, { one: one!.group, other: other!.group }) : words.heading,
        isGood: gaps.length === 0 ? null : gaps.every(({ isGap }) => !isGap),
        sentences: [],
        table: { header: [...words.header], rows: gaps.map((gap) => rowOf(gap, language)) },
        detail: null,
        charts: [],
      },
    ],
    foot: words.foot,
  };
}

/** What a reader wants to know first: which differences there are, what brought them about, and what nobody compared. */
function verdictOf({ gaps, leftOut }: PlanBias, language: 'en' | 'ko'): readonly string[] {
  const words = WORDS[language];
  if (gaps.length === 0) return [words.few];
  const found = gaps.filter(({ isGap }) => isGap);
  const missing = treatments.filter((treatment) => gaps.every((gap) => gap.treatment !== treatment));
  return [
    found.length === 0 ? words.none : filled(words.gaps, { count: found.length }),
    ...found.map(({ group, treatment, mean, others }) =>
      filled(words.gapSays, {
        group,
        what: words.treatments[treatment],
        mean: percent(mean),
        others: percent(others),
      }),
    ),
    ...leftOut.map(({ group, reason, share, others }) =>
      filled(words.leftOut, {
        group,
        reason: skipReasons[reason][language],
        share: percent(share),
        others: percent(others),
      }),
    ),
    ...(missing.length === 0
      ? []
      : [filled(words.notCompared, { list: missing.map((one) => words.treatments[one]).join(', ') })]),
  ];
}

function rowOf(
  { group, treatment, count, mean, others, chance, isGap }: TreatmentGap,
  language: 'en' | 'ko',
): readonly string[] {
  const words = WORDS[language];
  return [
    group,
    String(count),
    words.treatments[treatment],
    percent(mean),
    percent(others),
    chance < 0.001 ? '< .001' : chance.toFixed(3),
    isGap ? words.gap : '',
  ];
}
