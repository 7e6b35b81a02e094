import type { ReportSection } from '#app/models/backtest/document.ts';
import type { ModelPart } from '#app/models/train/model-artefact.ts';
import type { TrainingRecord } from '#app/models/training-history.ts';
import type { PropensityForm } from '#core/models/propensity/propensity-form.ts';
import type { Gain } from '#core/models/training/paired-loss.ts';

interface TrainingWords {
  readonly heading: string;
  readonly says: string;
  readonly none: string;
  readonly header: readonly string[];
  readonly parts: Readonly<Partial<Record<ModelPart, string>>>;
  readonly live: string;
  readonly kept: string;
  /** Of the newest training: whether effects bend, and what that gained. */
  readonly forms: { readonly [Form in PropensityForm]: (model: string, figures: string) => string };
  readonly against: (splines: string, linear: string, gain: string) => string;
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
    forms: {
      linear: (model, figures) =>
        `Newest training, ${model}: effects are straight lines; lines that bend did not do better for certain (${figures}).`,
      splines: (model, figures) =>
        `Newest training, ${model}: effects bend (splines), which did better than straight lines (${figures}).`,
    },
    against: (splines, linear, gain) => `error ${splines} bent, ${linear} straight; gain ${gain}`,
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
    forms: {
      linear: (model, figures) =>
        `최근 학습, ${model}: 영향은 직선입니다. 꺾인 선이 확실히 낫지 않았습니다(${figures}).`,
      splines: (model, figures) =>
        `최근 학습, ${model}: 영향은 꺾인 선(스플라인)이며 직선보다 나았습니다(${figures}).`,
    },
    against: (splines, linear, gain) => `오차 꺾인 선 ${splines}, 직선 ${linear}, 이득 ${gain}`,
  },
};

const figure = (value: number): string => value.toFixed(4);

type Errors = TrainingRecord['errors'];

const gained = ({ gain, low, high }: Gain): string => `${figure(gain)} (${figure(low)} … ${figure(high)})`;

/** One sentence for each propensity of a training that chose between forms. */
function formSentences(errors: Errors, words: TrainingWords): readonly string[] {
  return errors.flatMap(({ part, form }) => {
    if (form?.gain === undefined) return [];
    const { gain } = form;
    const figures = words.against(figure(gain.loss), figure(gain.rivalLoss), gained(gain));
    return [words.forms[form.form](words.parts[part] ?? part, figures)];
  });
}

/** Error over time, newest training first. */
export function trainingSection(trainings: readonly TrainingRecord[], language: 'en' | 'ko'): ReportSection {
  const words = WORDS[language];
  const rows = trainings.flatMap(({ atMs, errors, verdict }) =>
    errors.map((error) => [
      new Date(atMs).toISOString().slice(0, 10),
      words.parts[error.part] ?? error.part,
      figure(error.loss),
      figure(error.rivalLoss),
      gained(error),
      error.cases.toLocaleString('en-US'),
      verdict.isPromoted ? words.live : words.kept,
    ]),
  );
  return {
    heading: words.heading,
    isGood: null,
    sentences:
      rows.length === 0 ? [words.none] : [words.says, ...formSentences(trainings[0]?.errors ?? [], words)],
    table: rows.length === 0 ? null : { header: words.header, rows },
    detail: null,
    charts: [],
  };
}
