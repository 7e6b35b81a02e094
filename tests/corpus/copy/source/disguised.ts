import type { CorpusLine } from './corpus-line.ts';
import { numberDisguises, wordDisguises } from './disguises.ts';

const HIDDEN_KO: readonly (readonly [expect: string, word: string])[] = [
  ['banned_phrase', '치료'],
  ['banned_phrase', '재생'],
  ['banned_phrase', '아토피'],
  ['banned_phrase', '항염'],
  ['banned_phrase', '여드름'],
  ['efficacy', '미백'],
];
const HIDDEN_EN: readonly (readonly [expect: string, word: string])[] = [
  ['banned_phrase', 'cures'],
  ['banned_phrase', 'eczema'],
  ['banned_phrase', 'psoriasis'],
  ['banned_phrase', 'regeneration'],
];

/** Bad copies that hide the word or number that gives them away. */
export function disguised(): CorpusLine[] {
  const lines: CorpusLine[] = [];
  const adder =
    (language: string, facts: string, name: string) =>
    (body: string, expect: string): void => {
      lines.push({
        id: `d-${language}-${name}-${lines.length}`,
        channel: 'push',
        language,
        title: language === 'ko' ? '새 소식' : 'News',
        body,
        facts,
        expect,
      });
    };
  for (const [name, disguise] of Object.entries(wordDisguises)) {
    for (const [expect, word] of HIDDEN_KO) {
      if (['full-width', 'cyrillic', 'bold', 'strike'].includes(name)) continue;
      adder('ko', 'toner', name)(`매일 쓰는 ${disguise(word)} 토너예요.`, expect);
    }
    for (const [expect, word] of HIDDEN_EN) {
      if (['decomposed', 'jamo'].includes(name)) continue;
      adder('en', 'mask', name)(`A mask with ${disguise(word)} inside.`, expect);
    }
  }
  for (const [name, disguise] of Object.entries(numberDisguises)) {
    adder('ko', 'toner', name)(`지금 ${disguise('55%')} 할인해요.`, 'percent');
    adder('ko', 'toner', name)(`지금 ${disguise('9900')}원에 드려요.`, 'price');
    adder('en', 'serum', name)(`Now ${disguise('55%')} off for you.`, 'percent');
  }
  return lines;
}
