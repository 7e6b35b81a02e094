import type { Verdict } from '#app/models/train/choose-champion.ts';
import type { ModelCard, ModelPart, PartCard } from '#app/models/train/model-artefact.ts';
import type { Published } from '#app/models/train-run.ts';
import type { Json } from '#core/kernel/json.ts';
import type { Out } from '../out.ts';
import type { Said } from '../said.ts';
import { CHECKS, PARTS, REASONS, REFUSALS, rivalName, UNITS } from './model-words.ts';

/** What a training run ended with; undefined for anything else. */
export function publishedOf(output: Json | undefined): Published | undefined {
  const published =
    typeof output === 'object' && output !== null && 'published' in output && output.published;
  return typeof published === 'object' && published !== null && 'verdict' in published
    ? (published as unknown as Published)
    : undefined;
}

const figure = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0 });

/** Why a challenger did not go live, in one sentence, and what to do where its rows are right after all. */
export function verdictSentence(verdict: Verdict): Said {
  if (verdict.isPromoted) return { en: 'these models are live now', ko: '이제 이 모델을 씁니다' };
  const reason = REASONS[verdict.reason];
  if (verdict.reason === 'suspicious_data') {
    const accept = verdict.findings.map(({ check }) => `--accept ${check}`).join(' ');
    const list = (language: 'en' | 'ko'): string =>
      verdict.findings
        .map(({ check, before, now }) => `${CHECKS[check][language]} ${figure(before)} → ${figure(now)}`)
        .join('; ');
    return {
      en: `did not go live: ${reason.en} (${list('en')}). If that is right: kairos run train ${accept}`,
      ko: `반영하지 않음: ${reason.ko} (${list('ko')}). 맞는 자료라면: kairos run train ${accept}`,
    };
  }
  const parts = (language: 'en' | 'ko'): string =>
    verdict.parts.length === 0 ? '' : `: ${verdict.parts.map((part) => PARTS[part][language]).join(', ')}`;
  return {
    en: `did not go live: ${reason.en}${parts('en')}`,
    ko: `반영하지 않음: ${reason.ko}${parts('ko')}`,
  };
}

/** The end of a training for people: what became of it, and what the live models can be asked. */
export function describeTraining({ verdict, live, card }: Published, out: Out): void {
  out.line(
    out.say({
      en: `The challenger: ${out.say(verdictSentence(verdict))}.`,
      ko: `새 모델: ${out.say(verdictSentence(verdict))}.`,
    }),
  );
  if (card === undefined) return;
  const day = new Date(card.atMs).toISOString().slice(0, 10);
  const { persons, customers, repeaters } = card;
  const hash = live?.slice(0, 12) ?? '-';
  out.line(
    out.say({
      en: `Live: ${hash}, of ${day}; ${figure(persons)} people, ${figure(customers)} customers, ${figure(repeaters)} with a repeat`,
      ko: `사용 중: ${hash}, ${day}; ${figure(persons)}명, 구매 고객 ${figure(customers)}명, 재구매 고객 ${figure(repeaters)}명`,
    }),
  );
  describeParts(card.parts, out);
}

function describeParts(parts: ModelCard['parts'], out: Out): void {
  const header = {
    en: ['answers', 'used', 'gain', '95 %', 'in', 'over'],
    ko: ['예측', '사용', '이득', '95 %', '단위', '비교한 규칙'],
  };
  out.table(
    header[out.language],
    (Object.keys(PARTS) as ModelPart[]).map((part) => [out.say(PARTS[part]), ...cells(parts[part], out)]),
  );
}

function cells({ refusal, gain, unit, rival }: PartCard, out: Out): readonly string[] {
  const use: Said =
    refusal === undefined
      ? { en: 'yes', ko: '예' }
      : { en: `no: ${REFUSALS[refusal].en}`, ko: `아니오: ${REFUSALS[refusal].ko}` };
  const used = out.say(use);
  if (gain === undefined) return [used, '', '', '', ''];
  const { gain: mean, low, high } = gain;
  return [
    used,
    mean.toFixed(3),
    `${low.toFixed(3)} … ${high.toFixed(3)}`,
    out.say(UNITS[unit]),
    out.say(rivalName(rival)),
  ];
}
