import type { CopyBacktest, CopyPolicy, Rival } from '#app/copy/backtest-copy.ts';
import type { ReportDocument, ReportSection } from '#app/models/backtest/document.ts';
import type { Interval } from '#core/maths/bootstrap.ts';

type Language = 'ko' | 'en';

const POLICIES: Readonly<Record<Language, Readonly<Record<CopyPolicy, string>>>> = {
  en: {
    uniform: 'all alike',
    explore_commit: 'explore 10 %, commit',
    thompson: 'Thompson, flat',
    ours: 'ours',
  },
  ko: {
    uniform: '똑같이',
    explore_commit: '10% 살피고 고정',
    thompson: '톰슨 (사전 정보 없음)',
    ours: 'Kairos',
  },
};

const WORDS = {
  en: {
    title: 'Which words? The copy policy on past tests',
    lead: (r: CopyBacktest) =>
      `${r.tests} tests about ${r.stories} stories; left out: ${r.unfairTests} whose arms were not split evenly (p < .001), ${r.faultyWeekTests} of faulty weeks.`,
    lift: (traffic: number) =>
      traffic === 1 ? 'With all the traffic' : `With ${100 * traffic} % of the traffic`,
    of: (r: CopyBacktest) => ({ all: '', words: `, the ${r.wordTests} tests whose words differ` }),
    better: 'Better than every rule beside it.',
    notBetter: 'Not clearly better than the rules beside it.',
    row: 'answers over showing all alike',
    ahead: 'ours less this rule, on the same tests',
    pairs: 'Does the text say it beforehand?',
    pairsGood: 'Better than a coin, on stories it has not seen.',
    pairsBad: 'No better than a coin.',
    all: 'pairs named right',
    significant: 'of those that differ at p < .05',
    share: 'share',
    count: 'pairs',
    foot: 'Deck replay: each arm’s answers and silences are dealt without replacement, up to the smallest arm, in batches of 50. The text prior and all settings are chosen on other stories, in five folds. Ranges: 95 %, over tests.',
  },
  ko: {
    title: '어떤 문구가 나을까요? 지난 시험으로 본 문구 선택',
    lead: (r: CopyBacktest) =>
      `이야기 ${r.stories}개에 대한 시험 ${r.tests}개. 제외: 고르게 나뉘지 않은 시험 ${r.unfairTests}개 (p < .001), 문제가 알려진 주의 시험 ${r.faultyWeekTests}개.`,
    lift: (traffic: number) => (traffic === 1 ? '전체 트래픽일 때' : `트래픽의 ${100 * traffic}%일 때`),
    of: (r: CopyBacktest) => ({ all: '', words: `, 문구가 서로 다른 시험 ${r.wordTests}개` }),
    better: '옆의 모든 규칙보다 낫습니다.',
    notBetter: '옆의 규칙보다 뚜렷이 낫지는 않습니다.',
    row: '똑같이 보일 때보다 늘어난 반응',
    ahead: '같은 시험에서 Kairos와의 차이',
    pairs: '문구만 보고 미리 알 수 있을까요?',
    pairsGood: '처음 보는 이야기에서도 동전 던지기보다 낫습니다.',
    pairsBad: '동전 던지기보다 낫지 않습니다.',
    all: '맞힌 쌍',
    significant: 'p < .05 로 차이 나는 쌍 가운데',
    share: '비율',
    count: '쌍',
    foot: '덱 재생: 문구마다 반응과 무반응을 가장 작은 팔의 크기까지 50개씩 되돌려 넣지 않고 뽑습니다. 문구 사전 정보와 모든 설정은 다른 이야기에서만 고릅니다 (5겹). 범위: 시험을 다시 뽑은 95%.',
  },
} as const;

const percent = (value: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(100 * value).toFixed(1)} %`;
const lifted = ({ estimate, low, high }: Interval): string =>
  `${percent(estimate)} (${percent(low)} … ${percent(high)})`;
const shareOf = ({ estimate, low, high }: Interval): string =>
  `${estimate.toFixed(4)} (${low.toFixed(4)} … ${high.toFixed(4)})`;

const RIVALS: readonly Rival[] = ['uniform', 'explore_commit', 'thompson'];
const ORDER: readonly CopyPolicy[] = ['ours', ...RIVALS];

function liftSection(
  report: CopyBacktest,
  { traffic, of, by, ahead }: CopyBacktest['lifts'][number],
  language: Language,
): ReportSection {
  const words = WORDS[language];
  const isGood = RIVALS.every((name) => ahead[name].low > 0);
  return {
    heading: words.lift(traffic) + words.of(report)[of],
    isGood,
    sentences: [isGood ? words.better : words.notBetter],
    table: {
      header: ['', ...ORDER.map((name) => POLICIES[language][name])],
      rows: [
        [words.row, ...ORDER.map((name) => lifted(by[name]))],
        [words.ahead, '', ...RIVALS.map((name) => lifted(ahead[name]))],
      ],
    },
    detail: null,
    charts: [],
  };
}

/** The copy back-test as people read it. */
export function copyBacktestDocument(report: CopyBacktest, language: Language): ReportDocument {
  const words = WORDS[language];
  const { pairs } = report;
  const isGood = pairs.all.low > 0.5;
  return {
    title: words.title,
    lead: [words.lead(report)],
    sections: [
      ...report.lifts.map((lift) => liftSection(report, lift, language)),
      {
        heading: words.pairs,
        isGood,
        sentences: [isGood ? words.pairsGood : words.pairsBad],
        table: {
          header: ['', words.share, words.count],
          rows: [
            [words.all, shareOf(pairs.all), String(pairs.allPairs)],
            [words.significant, shareOf(pairs.significant), String(pairs.significantPairs)],
          ],
        },
        detail: null,
        charts: [],
      },
    ],
    foot: words.foot,
  };
}
