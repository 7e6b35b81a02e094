import type { ModelPart, PartCard } from '#app/models/train/model-artefact.ts';
import type { Published } from '#app/models/train-run.ts';
import type { Gain } from '#core/models/training/paired-loss.ts';
import type { Out } from '../out.ts';
import { verdictSentence } from './describe-training.ts';
import { PARTS, REFUSALS, UNITS } from './model-words.ts';

/** A training run, or why there is none. */
type Training = Published | { readonly failure: string } | undefined;

/**
 * Two trainings side by side: by how much each part beat the rule named in its card, on days that it did not see, and
 * whether the later models beat the earlier ones on the same days.
 */
export function printTrainings(first: Training, second: Training, out: Out): void {
  const [before, after] = [first, second].map((training) =>
    training !== undefined && 'card' in training ? training.card : undefined,
  );
  out.table(
    [
      out.say({ en: 'held-out gain', ko: '처음 보는 날의 이득' }),
      out.say({ en: 'in', ko: '단위' }),
      out.say({ en: 'first training', ko: '첫 학습' }),
      out.say({ en: 'trained again', ko: '다시 학습' }),
    ],
    (Object.keys(PARTS) as ModelPart[])
      .filter((part) => before?.parts[part].gain !== undefined || after?.parts[part].gain !== undefined)
      .map((part) => [
        out.say(PARTS[part]),
        out.say(UNITS[(after ?? before)!.parts[part].unit]),
        shown(before?.parts[part], out),
        shown(after?.parts[part], out),
      ]),
  );
  out.line();
  for (const sentence of sentencesOf(second, out)) out.line(sentence);
}

function shown(card: PartCard | undefined, out: Out): string {
  if (card === undefined) return '–';
  if (card.refusal !== undefined) return out.say(REFUSALS[card.refusal]);
  return card.gain === undefined ? '–' : interval(card.gain);
}

const interval = ({ gain, low, high }: Gain): string =>
  `${gain.toFixed(3)} (${low.toFixed(3)} … ${high.toFixed(3)})`;

/** What became of the later training, and how it did against the earlier one. */
function sentencesOf(training: Training, out: Out): readonly string[] {
  if (training === undefined) return [];
  if ('failure' in training) return [training.failure];
  const verdict = out.say(verdictSentence(training.verdict));
  const { days7, days30 } = training.verdict.isPromoted ? (training.card?.champion ?? {}) : {};
  const against = (days: number, gain: Gain | undefined): readonly string[] =>
    gain === undefined
      ? []
      : [
          out.say({
            en: `Against the first models on the same ${days} days that neither saw: ${interval(gain)} nats a person.`,
            ko: `둘 다 보지 못한 같은 ${days}일에서 첫 모델과 비교: 1인당 ${interval(gain)} nat.`,
          }),
        ];
  return [
    out.say({ en: `Trained again: ${verdict}.`, ko: `다시 학습한 모델: ${verdict}.` }),
    ...against(7, days7),
    ...against(30, days30),
  ];
}
