import type { FieldContext, Problem } from './context.ts';
import type { Said } from './copy.ts';
import { tighten } from './fact-book.ts';
import { isForeignLookalike } from './lookalikes.ts';

/** A Hangul syllable says about as much as this many Latin letters. */
const LETTERS_PER_SYLLABLE = 2.5;
/** Korean copy may borrow words, but its body is Korean. */
const MIN_KOREAN_SHARE = 0.4;

const FIX: Said = {
  ko: '한국어 카피이니 이 부분을 한국어로 쓰세요.',
  en: 'This copy is in English: write this part in English.',
};
const FUNCTION_WORDS =
  /(?<![a-z])(?:the|and|you|your|with|for|is|are|of|to|in|this|that|our|from|we|it|on|a|be|at|now|get)(?![a-z])/giu;
/** Little words of other languages in Latin letters, none of them an English word. */
const FOREIGN_WORDS =
  /(?<![\p{L}'’])(?:le|les|des|est|une|du|votre|vos|nous|vous|avec|pour|dans|sur|et|qui|que|chez|cette|der|das|und|ist|für|mit|ihre?|sie|wir|auf|nicht|eine[rnms]?|zum|zur|bei|jetzt|dich|dein|el|los|las|una|con|por|tu|tus|su|para|y|más|está|il|gli|della|dello|per|sono|con|tua|tuo|questo|nella|di|uma|com|seu|sua|você|não|dos|das|een|het|voor|uw|met|je|và|của|cho|bạn|những|không|yang|dan|untuk|anda|dengan|ini|ang|mga|inyong|jest|dla|na|twoj\p{L}*|ve|bir|için|senin)(?![\p{L}'’])/giu;
const ENGLISH_RUN = /[A-Za-z][A-Za-z',&-]*(?:[ ]+[A-Za-z][A-Za-z',&-]*){4,}/gu;
/** Words that messages under Korean law hold in any language, and how people are addressed. */
const ALWAYS_KOREAN =
  /\(?광고\)?|무료\s?수신\s?거부|수신\s?거부|무료\s?거부|웹발신|발신|원(?![가-힣])|[가-힣]{2,4}\s?님/gu;
const OTHER_SCRIPTS =
  /[\p{Script=Hiragana}\p{Script=Katakana}]{2,}|[\p{Script=Han}]{3,}|[\p{Script=Thai}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}]+/gu;

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

function foreignLetters({ seen, copy }: FieldContext): readonly Problem[] {
  const at = [...seen.original].findIndex((character) => isForeignLookalike(character));
  const scripts = [...seen.text.matchAll(OTHER_SCRIPTS)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  // A lookalike letter is already plain in the seen text, so it is found in the original.
  if (at >= 0) {
    const offset = [...seen.original].slice(0, at).join('').length;
    let from = 0;
    while (from < seen.text.length - 1 && seen.spanOf(from, from + 1)[1] <= offset) from += 1;
    scripts.push({ from, to: from + 1 });
  }
  return scripts.map((place) => ({
    ...place,
    rule: 'language',
    source: `language ${copy.language}`,
    fix: {
      ko: '다른 문자 체계의 글자가 섞여 있으니 한글이나 로마자로 바꾸세요.',
      en: 'Letters of another script are mixed in: write them in Latin letters.',
    },
  }));
}

function inKoreanCopy({ seen, claims, copy }: FieldContext): readonly Problem[] {
  const problem = (from: number, to: number): Problem => ({
    rule: 'language',
    from,
    to,
    source: `language ${copy.language}`,
    fix: FIX,
  });
  const runs = [...claims.matchAll(ENGLISH_RUN)].filter(([run]) => count(run, FUNCTION_WORDS) >= 2);
  if (runs.length > 0) return runs.map((run) => problem(run.index, run.index + run[0].length));
  const korean = count(claims, /[가-힣]/g) * LETTERS_PER_SYLLABLE;
  const latin = count(claims, /[A-Za-z]/g);
  const isForeign = seen.field === 'body' && latin >= 12 && korean / (korean + latin) < MIN_KOREAN_SHARE;
  return isForeign ? [problem(0, seen.text.length)] : [];
}

/** So many little words of another language, and more of them than English ones, make a text that is not English. */
const MIN_FOREIGN_WORDS = 3;

function inAnotherLatinLanguage({ seen, claims, copy }: FieldContext): readonly Problem[] {
  const foreign = count(claims, FOREIGN_WORDS);
  if (foreign < MIN_FOREIGN_WORDS || foreign <= count(claims, FUNCTION_WORDS)) return [];
  return [{ rule: 'language', from: 0, to: seen.text.length, source: `language ${copy.language}`, fix: FIX }];
}

function inEnglishCopy(context: FieldContext): readonly Problem[] {
  const { seen, claims, copy, book } = context;
  const rest = claims.replace(ALWAYS_KOREAN, (found) => ' '.repeat(found.length));
  const korean = [...rest.matchAll(/[가-힣]+(?:\s[가-힣]+)*/gu)]
    .filter(
      ([words]) =>
        !book.texts.some(({ fact, tight }) => fact === undefined && tight.includes(tighten(words))),
    )
    .map(
      (match): Problem => ({
        rule: 'language',
        from: match.index,
        to: Math.min(seen.text.length, match.index + match[0].length),
        source: `language ${copy.language}`,
        fix: FIX,
      }),
    );
  return [...korean, ...inAnotherLatinLanguage(context)];
}

/** Copy is in the language that it says; names of products and ingredients may stay as they are. */
export function checkLanguage(context: FieldContext): readonly Problem[] {
  const own = context.copy.language === 'ko' ? inKoreanCopy(context) : inEnglishCopy(context);
  return [...own, ...foreignLetters(context)].map((problem) => ({
    ...problem,
    fix: problem.fix === FIX ? { ko: FIX.ko, en: FIX.en } : problem.fix,
  }));
}
