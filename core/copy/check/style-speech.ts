import { isPolite, type SpeechLevel, sentencesOf, speechLevel } from '../korean/speech-level.ts';
import type { FieldContext, Problem } from './context.ts';
import { seeText } from './seen-text.ts';

const NAMES: Readonly<Record<SpeechLevel, string>> = {
  formal: '합니다체',
  polite: '해요체',
  plain: '한다체',
  casual: '반말',
};

interface Sentence {
  readonly from: number;
  readonly to: number;
  readonly level: SpeechLevel | undefined;
  readonly isPolite: boolean;
}

const read = (text: string): readonly Sentence[] =>
  sentencesOf(text).map(({ from, to, text: sentence }) => ({
    from,
    to,
    level: speechLevel(sentence),
    isPolite: isPolite(sentence),
  }));

/** The level of the message: that of the body's first sentence that has one, else of politeness as such. */
function levelOf(sentences: readonly Sentence[]): SpeechLevel | undefined {
  return sentences.find(({ level }) => level !== undefined)?.level;
}

/** Does a sentence break the level that the message has set? */
function isBreach(sentence: Sentence, level: SpeechLevel | undefined, hasPolite: boolean): boolean {
  if (sentence.level === 'casual' || sentence.level === 'plain') return hasPolite;
  return (
    sentence.level !== undefined &&
    level !== undefined &&
    level !== 'casual' &&
    level !== 'plain' &&
    sentence.level !== level
  );
}

/** One message keeps one speech level. A headline may be plain ("피부가 달라진다"): titles in 한다체 go with any body. */
export function checkSpeechLevel({ copy, seen, claims }: FieldContext): readonly Problem[] {
  const title = read(seeText('title', copy.title).text).filter(({ level }) => level !== 'plain');
  const body = read(seeText('body', copy.body).text);
  const all = [...body, ...title];
  const level = levelOf(all.filter((each) => each.level === 'formal' || each.level === 'polite'));
  const hasPolite = all.some((sentence) => sentence.isPolite);
  return read(claims)
    .filter((sentence) => !(seen.field === 'title' && sentence.level === 'plain'))
    .filter((sentence) => isBreach(sentence, level, hasPolite))
    .map(
      (sentence): Problem => ({
        rule: 'style',
        from: sentence.from,
        to: sentence.to,
        source: 'speech level',
        fix: {
          ko: `한 메시지에 ${NAMES[sentence.level ?? 'plain']}와 다른 말투가 섞였으니 하나로 맞추세요.`,
          en: 'The message mixes speech levels: keep to one.',
        },
      }),
    );
}
