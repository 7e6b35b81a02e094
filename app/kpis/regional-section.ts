import { per100 } from '#app/kpis/question-sections.ts';
import { intervalChart } from '#app/kpis/report-charts.ts';
import { REPORT_WORDS } from '#app/kpis/report-words.ts';
import type { ReportSection } from '#app/models/backtest/document.ts';
import { filled } from '#app/models/backtest/words.ts';
import { minorUnitsToDecimal } from '#core/kernel/money.ts';
import { wallClock } from '#core/kernel/time.ts';
import type { RegionalDifference, RegionalEffect } from '#core/outcomes/regions/regional-effect.ts';
import { goalName, ORDER_GOAL } from '#core/plan/goal.ts';

/** Of which campaign the effect is, and how its figures are to be read. */
export interface RegionalSubject {
  readonly goal: string;
  readonly currency: string;
  /** IANA zone in which the shop tells times. Absent: UTC. */
  readonly zone?: string | undefined;
}

/** What one plan did to the stores that it wrote to. */
export interface RegionalReading extends RegionalSubject {
  readonly campaignName: string;
  readonly occurrence: string;
  readonly effect: RegionalEffect;
}

const WORDS = {
  en: {
    heading: 'Regional effect, against {unit} held out whole',
    units: { store: 'stores', region: 'regions' },
    one: { store: 'store', region: 'region' },
    counts: '{in} {unit} written to ({inPeople} people), {out} held out ({outPeople} people).',
    early:
      'Nothing is read before the last answer is in ({at}): the interval holds for one look, not for looking daily.',
    few: 'Not enough: needs about {count} more {unit} for a verdict at 5 %, whatever the effect.',
    better: 'Of {goal} the {unit} written to rose more than those held out: better.',
    worse: 'Of {goal} the {unit} written to rose less than those held out: worse.',
    no_difference_that_matters: 'No difference in {goal} that matters.',
    not_enough_yet: 'No verdict: the interval holds both nothing and an effect worth acting on{more}.',
    more: '; needs about {count} more {unit}',
    method:
      'Rise per person above as many days before, over the people of each store as planned; interval (95 %) from the {draws} draws of {unit} that were as likely, for one look on {at}. The verdict is on the goal alone; the other rows each have an interval of their own.',
    header: ['per 100 people', 'rise, written to', 'rise, held out', 'difference', 'interval (95 %)'],
    metrics: { orders: 'orders', visits: 'store visits', netRevenueMinor: 'net revenue' },
    detail: 'Stores and regions: rise in {goal} per 100 people',
    storeHeader: ['', 'people', 'rise', ''],
    out: 'held out',
    hidden: '{count} of fewer than ten people are hidden.',
    axis: 'difference in {goal} per 100 people',
  },
  ko: {
    heading: '지역 효과: 통째로 제외한 {unit}과 비교',
    units: { store: '매장', region: '지역' },
    one: { store: '매장', region: '지역' },
    counts: '보낸 {unit} {in}곳({inPeople}명), 제외한 {unit} {out}곳({outPeople}명).',
    early:
      '마지막 응답이 들어오는 {at} 전에는 읽지 않습니다. 구간은 한 번 볼 때만 맞으며, 매일 보는 용도가 아닙니다.',
    few: '부족: 효과가 얼마든 5 % 수준으로 판정하려면 {unit} 약 {count}곳이 더 필요합니다.',
    better: '보낸 {unit}의 {goal} 증가가 제외한 {unit}보다 큽니다: 더 좋음.',
    worse: '보낸 {unit}의 {goal} 증가가 제외한 {unit}보다 작습니다: 더 나쁨.',
    no_difference_that_matters: '{goal}에 의미 있는 차이가 없습니다.',
    not_enough_yet: '판정 없음: 구간에 "효과 없음"과 "의미 있는 효과"가 함께 들어 있습니다{more}.',
    more: '. {unit} 약 {count}곳이 더 필요합니다',
    method:
      '계획 당시 매장의 고객 1인당, 같은 일수 이전 대비 증가분입니다. 구간(95 %)은 똑같이 나올 수 있었던 {unit} 추첨 {draws}가지에서 구했으며, {at}에 한 번 볼 때만 맞습니다. 판정은 목표에만 하고, 다른 줄의 구간은 각각의 것입니다.',
    header: ['100명당', '보낸 곳 증가', '제외한 곳 증가', '차이', '구간(95 %)'],
    metrics: { orders: '주문', visits: '매장 방문', netRevenueMinor: '순매출' },
    detail: '매장·지역별 100명당 {goal} 증가',
    storeHeader: ['', '인원', '증가', ''],
    out: '제외',
    hidden: '10명 미만 {count}곳은 숨깁니다.',
    axis: '100명당 {goal} 차이',
  },
} as const;

/** The regional effect of a campaign in one language. */
export function regionalSection(
  effect: RegionalEffect,
  subject: RegionalSubject,
  language: 'en' | 'ko',
): ReportSection {
  const words = WORDS[language];
  const goal = goalName(subject.goal)[language];
  const unit = words.units[effect.by];
  const said = {
    goal,
    unit,
    at: wallClock(subject.zone ?? 'UTC', effect.readAtMs),
    draws: effect.drawCount.toLocaleString('en-US'),
    in: effect.storeCounts[0],
    out: effect.storeCounts[1],
    inPeople: effect.peopleCounts[0].toLocaleString('en-US'),
    outPeople: effect.peopleCounts[1].toLocaleString('en-US'),
  };
  // Orders and visits stand beside the goal, unless they are it.
  const shown = effect.differences.filter(({ metric }) => !isGoalTwice(metric, subject.goal));
  const first = effect.differences[0];
  return {
    heading: filled(words.heading, said),
    isGood: goodness(effect),
    sentences: [
      filled(words.counts, said),
      verdictSentence(effect, said, language),
      ...(shown.length === 0 ? [] : [filled(words.method, said)]),
      ...(effect.hiddenCount === 0 ? [] : [filled(words.hidden, { count: effect.hiddenCount })]),
    ],
    table:
      shown.length === 0
        ? null
        : { header: words.header, rows: shown.map((one) => rowOf(one, subject, language)) },
    detail: effect.stores.length === 0 ? null : storeTable(effect, said, language),
    charts: first === undefined ? [] : [chartOf(first, filled(words.axis, said), goal)],
  };
}

type Said = Readonly<Record<'goal' | 'unit' | 'at' | 'draws' | 'inPeople' | 'outPeople', string>> &
  Readonly<Record<'in' | 'out', number>>;

const isGoalTwice = (metric: RegionalDifference['metric'], goal: string): boolean =>
  (metric === 'orders' && goal === ORDER_GOAL) || (metric === 'visits' && goal === 'Store Entered');

const goodness = ({ verdict }: RegionalEffect): boolean | null =>
  verdict === 'better' ? true : verdict === 'worse' ? false : null;

function verdictSentence(
  { verdict, missingStores, by }: RegionalEffect,
  said: Said,
  language: 'en' | 'ko',
): string {
  const words = WORDS[language];
  const count = missingStores?.toLocaleString('en-US') ?? '';
  const unit = missingStores === 1 ? words.one[by] : said.unit;
  const more = missingStores === undefined ? '' : filled(words.more, { unit, count });
  if (verdict === 'too_early') return filled(words.early, said);
  if (verdict === 'too_few_stores') return filled(words.few, { unit, count });
  return filled(words[verdict], { ...said, more });
}

function rowOf(
  { metric, rises, difference, interval: [low, high] }: RegionalDifference,
  { goal, currency }: RegionalSubject,
  language: 'en' | 'ko',
): readonly string[] {
  const name = metric === 'goals' ? goalName(goal)[language] : WORDS[language].metrics[metric];
  const isMoney = metric === 'netRevenueMinor';
  const shown = (value: number): string =>
    isMoney ? minorUnitsToDecimal(Math.round(100 * value), currency) : per100(value);
  return [
    isMoney ? `${name} (${currency})` : name,
    ...rises.map(shown),
    shown(difference),
    Number.isFinite(low) && Number.isFinite(high) ? `${shown(low)} … ${shown(high)}` : '–',
  ];
}

function storeTable({ stores }: RegionalEffect, said: Said, language: 'en' | 'ko'): ReportSection['detail'] {
  const words = WORDS[language];
  const rows = stores.map(({ id, people, rise, isHeldOut }) => [
    id,
    people.toLocaleString('en-US'),
    per100(rise),
    isHeldOut ? words.out : REPORT_WORDS[language].groups['sent']!,
  ]);
  return { title: filled(words.detail, said), table: { header: words.storeHeader, rows } };
}

function chartOf(
  { difference, interval: [low, high] }: RegionalDifference,
  axis: string,
  label: string,
): ReportSection['charts'][number] {
  const mark = { label, value: 100 * difference, low: 100 * low, high: 100 * high };
  return { title: axis, svg: intervalChart([mark], axis) };
}
