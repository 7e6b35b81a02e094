import type { LatestTraining, LiveModels, ModelStatus } from '#app/models/live-models.ts';
import type { ModelPart } from '#app/models/train/model-artefact.ts';
import { verdictSentence } from '../models/describe-training.ts';
import { PARTS, REFUSALS } from '../models/model-words.ts';
import type { Said } from '../said.ts';
import type { Check } from './check.ts';

/** Above it a model was trained on other people than it scores (Siddiqi 2006). */
const DRIFTED = 0.25;

const name: Said = { en: 'models', ko: '모델' };

/** Which predictions may be used, why the others may not, and why the newest models did not go live. */
export function checkModels({ live, latest }: ModelStatus): readonly Check[] {
  return [...checkLive(live), ...checkLatest(latest)];
}

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** A person has to look at rows that are not what they were. */
function checkLatest(latest: LatestTraining | undefined): readonly Check[] {
  if (latest === undefined || latest.verdict.isPromoted) return [];
  const { en, ko } = verdictSentence(latest.verdict);
  const day = dayOf(latest.atMs);
  return [
    {
      name: { en: '  newest training', ko: '  최근 학습' },
      verdict: latest.verdict.reason === 'suspicious_data' ? 'fail' : 'note',
      detail: { en: `of ${day} ${en}`, ko: `${day} ${ko}` },
    },
  ];
}

function checkLive(live: LiveModels | undefined): readonly Check[] {
  if (live === undefined) {
    const detail = {
      en: 'none yet, or none that may be used: kairos run train',
      ko: '아직 없거나 쓸 수 있는 것이 없음: kairos run train',
    };
    return [{ name, verdict: 'note', detail }];
  }
  const { card, isTooOld } = live;
  const day = dayOf(card.atMs);
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
