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

const CLOSERS = /[\s"'”’)\]}>」』》〉!?.,~™®\ue000]+$/u;

/** How a whole number closes when it is read in Sino-Korean: 10 십, 100 백, 20,000 이만, 10⁸ 억, 10¹² 조. */
function closingOfNumber(digits: string): Closing {
  const [whole = '', fraction] = digits.replaceAll(',', '').split('.');
  const read = fraction ?? whole;
  const last = Number(read.at(-1));
  if (fraction !== undefined || last !== 0) return DIGITS[last] ?? 'vowel';
  const zeros = /0+$/.exec(whole)?.[0].length ?? 0;
  // 영, 십, 백, 천, 만, 억 all close with a consonant; only 조 does not.
  return zeros >= 12 && zeros < 16 && zeros < whole.length ? 'vowel' : 'consonant';
}

function closingOfLatin(word: string, isAfterDigit: boolean): Closing {
  const lower = word.toLowerCase();
  const unit = isAfterDigit ? READ_UNITS[lower] : undefined;
  if (unit !== undefined) return unit;
  const isInitials = word === word.toUpperCase() && word.length <= 4;
  if (!isInitials && READ_WORDS[lower] !== undefined) return READ_WORDS[lower];
  const last = lower.at(-1) ?? '';
  if (isInitials || word.length === 1) return LETTERS[last] ?? 'vowel';
  if (/(?:ng|[pkc]|ck)$/.test(lower) && /[aeiou](?:ng|[pkc]|ck)$/.test(lower)) return 'consonant';
  if (/(?:l|le)$/.test(lower)) return 'rieul';
  return /[mn]$/.test(lower) ? 'consonant' : 'vowel';
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
  if (latin === null) return closingOfRead(read);
  const [, digit, word = ''] = latin;
  const isUnit = digit !== undefined && READ_UNITS[word.toLowerCase()] !== undefined;
  const isInitials = word === word.toUpperCase() && word.length <= 3;
  const isPlainVowel = word.length > 2 && /[aio]$/.test(word.toLowerCase()) && word !== word.toUpperCase();
  return isUnit || isInitials || isPlainVowel ? closingOfRead(read) : undefined;
}
