import { type Closing, closingOfSyllable } from './syllable.ts';

/** How each Sino-Korean digit closes: 영 일 이 삼 사 오 육 칠 팔 구. */
const DIGITS: readonly Closing[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
];

/** Names of letters that do not close with a vowel: 엘, 엠, 엔, 알. */
const LETTERS: Readonly<Record<string, Closing>> = { l: 'rieul', m: 'consonant', n: 'consonant', r: 'rieul' };

/** How signs and units are read at the end of a word: 퍼센트, 플러스, 밀리리터, … All close with a vowel but gram. */
const READ_UNITS: Readonly<Record<string, Closing>> = {
  g: 'consonant',
  kg: 'consonant',
  mg: 'consonant',
  cm: 'vowel',
  mm: 'vowel',
  km: 'vowel',
  ml: 'vowel',
  l: 'vowel',
  m: 'vowel',
  w: 'vowel',
  ea: 'vowel',
  gb: 'vowel',
  tb: 'vowel',
};

/** Latin words of marketing copy that are read otherwise than their last letter says. */
const READ_WORDS: Readonly<Record<string, Closing>> = {
  sale: 'rieul',
  style: 'rieul',
  mobile: 'rieul',
  apple: 'rieul',
  google: 'rieul',
  tone: 'consonant',
  line: 'consonant',
  online: 'consonant',
  cream: 'consonant',
  time: 'consonant',
  home: 'consonant',
  game: 'consonant',
  zone: 'consonant',
  phone: 'consonant',
  one: 'consonant',
  shop: 'consonant',
  app: 'consonant',
  pack: 'consonant',
  look: 'consonant',
  book: 'consonant',
  rock: 'consonant',
  set: 'vowel',
  beauty: 'vowel',
  kit: 'vowel',
  event: 'vowel',
  point: 'vowel',
  store: 'vowel',
  car: 'vowel',
  color: 'vowel',
  for: 'vowel',
  her: 'vowel',
  air: 'vowel',
  pure: 'vowel',
  care: 'vowel',
};

const CLOSERS = /[\s"'”’)\]}>」』》〉!?.,~™®\ue000\ufe0f\p{Extended_Pictographic}]+$/u;

/** How the digits after a point close: read one by one, nought as 영. */
const closingOfDigit = (digit: string): Closing => DIGITS[Number(digit)] ?? 'vowel';

/** How a number closes when it is read in Sino-Korean: 10 십, 100 백, 20,000 이만, 10⁸ 억, 10¹² 조. */
function closingOfNumber(digits: string): Closing {
  const [whole = '', fraction] = digits.replaceAll(',', '').split('.');
  if (fraction !== undefined) return closingOfDigit(fraction.slice(-1));
  const zeros = /0+$/.exec(whole)?.[0].length ?? 0;
  if (zeros === 0) return closingOfDigit(whole.slice(-1));
  // 영, 십, 백, 천, 만, 억 all close with a consonant; only 조 does not.
  return zeros >= 12 && zeros < 16 && zeros < whole.length ? 'vowel' : 'consonant';
}

/** How borrowed words close by their spelling, the first that fits. */
const SPELLINGS: readonly (readonly [ending: RegExp, closing: Closing])[] = [
  [/[aeiou](?:ng|[pkc]|ck)$/, 'consonant'],
  [/(?:l|le)$/, 'rieul'],
  [/[mn]$/, 'consonant'],
];

const isInitials = (word: string, most: number): boolean =>
  word === word.toUpperCase() && word.length <= most;

function closingOfLatin(word: string, isAfterDigit: boolean): Closing {
  const lower = word.toLowerCase();
  const unit = isAfterDigit ? READ_UNITS[lower] : undefined;
  if (unit !== undefined) return unit;
  if (isInitials(word, 4) || word.length === 1) return LETTERS[lower.slice(-1)] ?? 'vowel';
  return READ_WORDS[lower] ?? SPELLINGS.find(([ending]) => ending.test(lower))?.[1] ?? 'vowel';
}

/** A bracketed remark at the end, when something stands before it. */
const REMARK =
  /(?<=[^\s([{<「『《〈])\s?(?:\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}|<[^<>]*>|「[^」]*」|『[^』]*』|《[^》]*》|〈[^〉]*〉)\s*$/u;

/** Takes closing quotes, signs and brackets off the end. */
const withoutClosers = (text: string): string => text.replace(CLOSERS, '');

/**
 * How a text closes when it is read aloud in Korean: composed syllables by their final consonant, numbers in
 * Sino-Korean, `%` as 퍼센트, initials letter by letter, Latin words as they are commonly borrowed. Quotes are passed
 * over. A particle after a bracketed remark follows the word before the bracket ("토너(150ml)" closes as 토너), as
 * the National Institute of Korean Language advises. Undefined where nothing can be read.
 */
export function closingSound(text: string): Closing | undefined {
  const composed = text.normalize('NFC');
  return closingOfRead(withoutClosers(composed.replace(REMARK, '')));
}

function closingOfRead(read: string): Closing | undefined {
  const last = read.at(-1) ?? '';
  const syllable = closingOfSyllable(last);
  if (syllable !== undefined) return syllable;
  if (/[%+₩$℃]/.test(last)) return 'vowel';
  const number = /\d[\d,]*(?:\.\d+)?$/.exec(read)?.[0];
  if (number !== undefined) return closingOfNumber(number);
  const latin = /[A-Za-z]+$/.exec(read)?.[0];
  if (latin === undefined) return undefined;
  return closingOfLatin(latin, /\d\s?$/.test(read.slice(0, -latin.length)));
}

/**
 * As `closingSound`, but only where there can be no two opinions: a borrowed word in Latin letters may be read in more
 * than one way ("Pink를", "Set를"), and some let a particle follow what stands inside the brackets.
 */
export function certainClosing(text: string): Closing | undefined {
  const composed = text.normalize('NFC');
  const outside = certainOfRead(withoutClosers(composed.replace(REMARK, '')));
  return outside === certainOfRead(withoutClosers(composed)) ? outside : undefined;
}

function certainOfRead(read: string): Closing | undefined {
  const latin = /(\d\s?)?([A-Za-z]+)$/.exec(read);
  return latin === null || isCertain(latin[2] ?? '', latin[1] !== undefined)
    ? closingOfRead(read)
    : undefined;
}

/** Units, initials and words that end in a spoken vowel are read in one way only. */
function isCertain(word: string, isAfterDigit: boolean): boolean {
  if (isAfterDigit && READ_UNITS[word.toLowerCase()] !== undefined) return true;
  // R is 알 to most people and 아르 in the dictionary.
  return (isInitials(word, 3) && !word.endsWith('R')) || (word.length > 2 && /[aio]$/.test(word));
}
