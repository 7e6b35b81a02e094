import type { ReportSection } from '#app/models/backtest/document.ts';
import type { ModelPart } from '#app/models/train/model-artefact.ts';
import type { TrainingRecord } from '#app/models/training-history.ts';

interface TrainingWords {
  readonly heading: string;
  readonly says: string;
  readonly none: string;
  readonly header: readonly string[];
  readonly parts: Readonly<Partial<Record<ModelPart, string>>>;
  readonly live: string;
  readonly kept: string;
}

const WORDS: Readonly<Record<'en' | 'ko', TrainingWords>> = {
  en: {
    heading: 'Held-out error of the models after each training',
    says: 'On days that the training had not seen, beside the naive rule it must beat; smaller is better. Compared with the live models only trainings that are not worse go live.',
    none: 'Nothing was trained yet.',
    header: ['training', 'model', 'error', 'naive rule', 'gain, 95 %', 'cases', 'live'],
    parts: {
      propensity7: 'who within 7 days',
      propensity30: 'who within 30 days',
      spend: 'order value',
      nextProduct: 'next product',
      rhythm: 'hours',
      timing: 'when',
    },
    live: 'yes',
    kept: 'no',
  },
  ko: {
    heading: '학습할 때마다의 모델 오차(보지 않은 날 기준)',
    says: '학습이 보지 않은 날에서 잰 오차와 이겨야 할 단순 규칙의 오차입니다. 작을수록 좋습니다. 사용 중인 모델보다 나쁘지 않은 학습만 반영합니다.',
    none: '아직 학습한 것이 없습니다.',
    header: ['학습', '모델', '오차', '단순 규칙', '이득, 95 %', '사례', '반영'],
    parts: {
      propensity7: '7일 내 구매',
      propensity30: '30일 내 구매',
      spend: '주문 금액',
      nextProduct: '다음 상품',
      rhythm: '시간대',
      timing: '구매 시점',
    },
    live: '예',
    kept: '아니요',
  },
};

const figure = (value: number): string => value.toFixed(4);

/** Error over time, newest training first. */
export function trainingSection(trainings: readonly TrainingRecord[], language: 'en' | 'ko'): ReportSection {
  const words = WORDS[language];
  const rows = trainings.flatMap(({ atMs, errors, verdict }) =>
    errors.map(({ part, loss, rivalLoss, gain, low, high, cases }) => [
      new Date(atMs).toISOString().slice(0, 10),
      words.parts[part] ?? part,
      figure(loss),
      figure(rivalLoss),
      `${figure(gain)} (${figure(low)} … ${figure(high)})`,
      cases.toLocaleString('en-US'),
      verdict.isPromoted ? words.live : words.kept,
    ]),
  );
  return {
    heading: words.heading,
    isGood: null,
    sentences: [rows.length === 0 ? words.none : words.says],
    table: rows.length === 0 ? null : { header: words.header, rows },
    detail: null,
    charts: [],
  };
}
