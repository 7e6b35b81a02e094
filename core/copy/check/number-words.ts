const SINO_DIGITS: Readonly<Record<string, number>> = {
  영: 0,
  공: 0,
  일: 1,
  이: 2,
  삼: 3,
  사: 4,
  오: 5,
  육: 6,
  륙: 6,
  칠: 7,
  팔: 8,
  구: 9,
};
const SMALL_TENS: Readonly<Record<string, number>> = { 십: 10, 백: 100, 천: 1000 };
const BIG_TENS: Readonly<Record<string, number>> = { 만: 10_000, 억: 100_000_000, 조: 1_000_000_000_000 };

/** What has been read of a Korean number: whole myriads, the section below them, and a digit without its ten. */
interface Reading {
  readonly total: number;
  readonly section: number;
  readonly digit: number | undefined;
}

function readToken({ total, section, digit }: Reading, token: string): Reading {
  const small = SMALL_TENS[token];
  if (small !== undefined) return { total, section: section + (digit ?? 1) * small, digit: undefined };
  const big = BIG_TENS[token];
  if (big === undefined) {
    return { total, section, digit: SINO_DIGITS[token] ?? Number(token.replaceAll(',', '')) };
  }
  const before = section + (digit ?? 0);
  return { total: total + (before === 0 ? 1 : before) * big, section: 0, digit: undefined };
}

/** A Korean number of digits, words or both ("삼십", "1만 2,900", "3만5천", "12.9만"); undefined if it is none. */
export function readKoreanNumber(text: string): number | undefined {
  const tokens = text.match(/\d[\d,]*(?:\.\d+)?|[가-힣]/g) ?? [];
  const { total, section, digit } = tokens.reduce(readToken, { total: 0, section: 0, digit: undefined });
  const value = total + section + (digit ?? 0);
  return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : undefined;
}

/** Native numerals before a counter. */
export const NATIVE: Readonly<Record<string, number>> = {
  하나: 1,
  한: 1,
  둘: 2,
  두: 2,
  셋: 3,
  세: 3,
  석: 3,
  넷: 4,
  네: 4,
  다섯: 5,
  여섯: 6,
  일곱: 7,
  여덟: 8,
  아홉: 9,
  열: 10,
  열한: 11,
  열두: 12,
  열세: 13,
  열네: 14,
  열다섯: 15,
  스무: 20,
  스물: 20,
  서른: 30,
  마흔: 40,
  쉰: 50,
  예순: 60,
  일흔: 70,
  여든: 80,
  아흔: 90,
};

const ENGLISH_ONES: Readonly<Record<string, number>> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
);
const ENGLISH_TENS: Readonly<Record<string, number>> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, (index + 2) * 10]),
);
const ENGLISH_BIG: Readonly<Record<string, number>> = {
  thousand: 1000,
  million: 1_000_000,
  billion: 1_000_000_000,
};

/** Source of a regular expression for one English number word. */
export const ENGLISH_WORD_SOURCE = [
  ...Object.keys(ENGLISH_TENS),
  ...Object.keys(ENGLISH_ONES).sort((a, b) => b.length - a.length),
  'hundred',
  'dozen',
  ...Object.keys(ENGLISH_BIG),
].join('|');

/** The value of English number words ("thirty-five", "two hundred and ten thousand", "a dozen"). */
export function readEnglishNumber(text: string): number {
  let total = 0;
  let section = 0;
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
    const big = ENGLISH_BIG[word];
    if (big !== undefined) {
      total += Math.max(1, section) * big;
      section = 0;
    } else if (word === 'hundred' || word === 'dozen') {
      section = Math.max(1, section) * (word === 'hundred' ? 100 : 12);
    } else {
      section += ENGLISH_TENS[word] ?? ENGLISH_ONES[word] ?? 0;
    }
  }
  return total + section;
}
