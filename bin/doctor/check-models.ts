import type { LiveModels } from '#app/models/live-models.ts';
import type { ModelPart, Refusal } from '#app/models/train/model-artefact.ts';
import type { Said } from '../said.ts';
import type { Check } from './check.ts';

const PARTS: Readonly<Record<ModelPart, Said>> = {
  timing: { en: 'when', ko: '구매 시점' },
  propensity7: { en: 'who within 7 days', ko: '7일 내 구매' },
  propensity30: { en: 'who within 30 days', ko: '30일 내 구매' },
  spend: { en: 'order value', ko: '주문 금액' },
  nextProduct: { en: 'next product', ko: '다음 상품' },
  rhythm: { en: 'hours', ko: '시간대' },
  cycles: { en: 'cycles by category', ko: '카테고리 주기' },
  stages: { en: 'stages', ko: '단계' },
};

const REFUSALS: Readonly<Record<Refusal, Said>> = {
  too_few_customers: { en: 'too few customers', ko: '고객 부족' },
  too_short_history: { en: 'too short a history', ko: '기간 부족' },
  too_few_outcomes: { en: 'too few outcomes to judge by', ko: '채점할 결과 부족' },
  worse_than_naive: { en: 'worse than the naive rule', ko: '단순 규칙보다 나쁨' },
  no_threshold: { en: 'no threshold parts buyers from others', ko: '나눌 기준 없음' },
};

/** Above it a model was trained on other people than it scores (Siddiqi 2006). */
const DRIFTED = 0.25;

const name: Said = { en: 'models', ko: '모델' };

/** Which predictions may be used, and why the others may not. */
export function checkModels(live: LiveModels | undefined): readonly Check[] {
  if (live === undefined) {
    const detail = {
      en: 'none yet, or none that may be used: kairos run train',
      ko: '아직 없거나 쓸 수 있는 것이 없음: kairos run train',
    };
    return [{ name, verdict: 'note', detail }];
  }
  const { card, isTooOld } = live;
  const day = new Date(card.atMs).toISOString().slice(0, 10);
  if (isTooOld) {
    const detail = {
      en: `of ${day}, past their age of ${card.ageLimitDays} days: they refuse to be used; kairos run train`,
      ko: `${day} 모델은 ${card.ageLimitDays}일 기한이 지나 쓸 수 없습니다: kairos run train`,
    };
    return [{ name, verdict: 'fail', detail }];
  }
  const trained: Check = { name, verdict: 'ok', detail: { en: `of ${day}`, ko: `${day} 학습` } };
  return [trained, ...refusals(card.parts), ...drifts(card.drift)];
}

function refusals(parts: LiveModels['card']['parts']): readonly Check[] {
  return (Object.keys(PARTS) as ModelPart[]).flatMap((part) => {
    const { refusal } = parts[part];
    if (refusal === undefined) return [];
    const [what, why] = [PARTS[part], REFUSALS[refusal]];
    return [
      {
        name: { en: `  ${what.en}`, ko: `  ${what.ko}` },
        verdict: 'note',
        detail: {
          en: `refuses to be used: ${why.en}`,
          ko: `쓰지 않음: ${why.ko}`,
        },
      },
    ];
  });
}

function drifts(drift: LiveModels['card']['drift']): readonly Check[] {
  const far = Object.entries(drift).filter(([, index]) => index > DRIFTED);
  if (far.length === 0) return [];
  const list = far.map(([feature, index]) => `${feature} ${index.toFixed(2)}`).join(', ');
  const detail = {
    en: `people are not those of the training before (stability index above ${DRIFTED}): ${list}`,
    ko: `이전 학습 때와 고객이 달라졌습니다(안정성 지수 ${DRIFTED} 초과): ${list}`,
  };
  return [{ name: { en: '  drift', ko: '  변화' }, verdict: 'note', detail }];
}
