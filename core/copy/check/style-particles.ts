import { certainClosing } from '../korean/closing-sound.ts';
import { particleAfter, particleKind } from '../korean/particles.ts';
import { closingOfSyllable } from '../korean/syllable.ts';
import type { FieldContext, Problem } from './context.ts';
import { seeText } from './seen-text.ts';

const FORMS = '으로|로|은|는|이|가|을|를|과|와';
/** A particle ends its word, or another particle follows (에서는 does not begin with one of these). */
const WORD_END = '(?![가-힣\\w])';
/** What is no Hangul but is read aloud: numbers, signs, Latin letters, and what closes after them. */
const AFTER_READ = new RegExp(
  `([\\d,.]{0,20}\\d|%|[A-Za-z]{1,30})([)\\]}'"」』》〉]*)(${FORMS})${WORD_END}`,
  'gu',
);
/** Particles that are wrong after any noun that closes so; verbs and words that only look like it are left out. */
const AFTER_CONSONANT = /[가-힣]{1,20}(?=를(?![가-힣\w]))/gu;
const AFTER_VOWEL_OBJECT = /[가-힣]{1,20}(?=을(?![가-힣\w]))/gu;
const AFTER_VOWEL_TOPIC = /[가-힣]{1,20}(?=은(?![가-힣\w]))/gu;
const TOWARDS = /[가-힣]{1,20}(?=으로(?![가-힣\w]))/gu;
/** 마을, 가을, 지을, 나은: the syllable belongs to the word. */
const OWN_EUL =
  /(?:가|마|노|고|개|겨|여|부|이|저|나|지|그|무|구|러|우|쓰|모|오|미|드|스|비|누|두|주|여드|도|거|바)$/u;
const OWN_EUN =
  /(?:나|지|부|이|그|저|고|노|서|하|다|시|예|가|혜|소|채|조|사|주|성|태|쏘|누|무|모|기|두|미|여|보|도|오|유|수|인|효|재|새)$/u;
const SLOT_WORDS = ['님'];
/** The words of a product's name are nouns. */
const NOUN = /[가-힣]{2,}/gu;
const ALTERNATES =
  /(?:은\(는\)|는\(은\)|이\(가\)|가\(이\)|을\(를\)|를\(을\)|과\(와\)|와\(과\)|\(으\)로|\(이\)나|은\/는|이\/가|을\/를|과\/와)/gu;

interface Wrong {
  readonly from: number;
  readonly to: number;
  readonly word: string;
  readonly form: string;
}

function wrongForm(word: string, form: string): string | undefined {
  const kind = particleKind(form);
  const closing = certainClosing(word);
  if (kind === undefined || closing === undefined) return undefined;
  const right = particleAfter(closing, kind);
  return right === form ? undefined : right;
}

/** After digits, signs, Latin letters and brackets; after names with 님 and after the product's name. */
function afterRead(text: string): readonly Wrong[] {
  return [...text.matchAll(AFTER_READ)].map((match) => {
    const form = match[3] ?? '';
    const to = match.index + match[0].length;
    const line = text.slice(Math.max(0, match.index - 40), to - form.length);
    return { from: match.index, to, word: line, form };
  });
}

function afterWords(text: string, words: readonly string[]): readonly Wrong[] {
  return words.flatMap((word) => {
    const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    return [...text.matchAll(new RegExp(`${escaped}(${FORMS})${WORD_END}`, 'gu'))].map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
      word,
      form: match[1] ?? '',
    }));
  });
}

function afterNouns(text: string): readonly Wrong[] {
  const closes = (word: string, closing: string): boolean => closingOfSyllable(word.at(-1) ?? '') === closing;
  const found = (pattern: RegExp, form: string, isWrong: (word: string) => boolean): readonly Wrong[] =>
    [...text.matchAll(pattern)]
      .filter(([word]) => word.length >= 2 && isWrong(word))
      .map((match) => ({
        from: match.index,
        to: match.index + match[0].length + form.length,
        word: match[0],
        form,
      }));
  return [
    ...found(AFTER_CONSONANT, '를', (word) => !closes(word, 'vowel')),
    ...found(AFTER_VOWEL_OBJECT, '을', (word) => closes(word, 'vowel') && !OWN_EUL.test(word)),
    ...found(AFTER_VOWEL_TOPIC, '은', (word) => closes(word, 'vowel') && !OWN_EUN.test(word)),
    ...found(TOWARDS, '으로', (word) => !closes(word, 'consonant')),
  ];
}

/** Particles must fit the sound before them, whatever filled the slot. */
export function checkParticles({ seen, sheet }: FieldContext): readonly Problem[] {
  const { text } = seen;
  const product = seeText('body', sheet.productName).text;
  const words = [...SLOT_WORDS, ...(product === '' ? [] : [product]), ...(product.match(NOUN) ?? [])];
  const wrong = [...afterRead(text), ...afterWords(text, words), ...afterNouns(text)].flatMap((found) => {
    const right = wrongForm(found.word, found.form);
    return right === undefined ? [] : [{ ...found, right }];
  });
  return [
    ...wrong.map(
      ({ from, to, form, right }): Problem => ({
        rule: 'style',
        from,
        to,
        source: 'particles',
        fix: {
          ko: `조사 "${form}"을(를) "${right}"로 바꾸세요.`,
          en: `The particle should be "${right}", not "${form}".`,
        },
      }),
    ),
    ...[...text.matchAll(ALTERNATES)].map(
      (match): Problem => ({
        rule: 'style',
        from: match.index,
        to: match.index + match[0].length,
        source: 'particles',
        fix: {
          ko: `"${match[0]}"처럼 둘 다 쓰지 말고 앞말에 맞는 조사 하나만 쓰세요.`,
          en: `Choose one particle instead of "${match[0]}".`,
        },
      }),
    ),
  ];
}
