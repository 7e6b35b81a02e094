import { HOW_TO_NUMBERS } from './how-to-numbers.ts';
import type { Amount } from './mention.ts';
import { SPOKEN_AMOUNTS } from './number-shares.ts';
import { ENGLISH_WORD_SOURCE, NATIVE, readEnglishNumber, readKoreanNumber } from './number-words.ts';
import { UNIT_SOURCE, unitOf } from './units.ts';

/** How one way of writing a number is found and read. */
export interface NumberPattern {
  readonly pattern: RegExp;
  /** `'skip'` when the digits are no statement (a name, an ordinal, a bullet). */
  readonly read: (match: RegExpExecArray) => Amount | 'skip' | undefined;
}

const DIGITS = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?=\s?(?:원|won))|\d+(?:\.\d+)?`;
const TENS = String.raw`(?:[십백천]?[만억조]|[십백천])`;
const AFTER_TENS = String.raw`(?=\s?(?:${UNIT_SOURCE})|[^가-힣]|$|[은는이가을를의에도]|\s?(?:돌파|여|대|뷰|판매))`;
const KOREAN_NUMBER = String.raw`(?:${DIGITS})(?:\s?${TENS}${AFTER_TENS}(?:\s?(?:\d[\d,]*)\s?${TENS})*(?:\s?\d[\d,]*(?=\s?원))?|${TENS}(?:\d[\d,]*${TENS}?)+(?=\s?원))?`;
const SINO = '[영공일이삼사오육륙칠팔구십백천만억조]';
const PERCENT_WORDS = '퍼센트|프로(?![드그젝모필세젠바])|퍼센|%|percent|per cent';
const NATIVE_SOURCE = Object.keys(NATIVE)
  .sort((a, b) => b.length - a.length)
  .join('|');
const COUNTERS =
  '개월|개|병|장(?![점바인])|매|가지(?!고)|종(?![료류])|명|달|배(?![송달경우])|통|팩|세트|박스|캔|켤레|벌|대(?![비상])|마리|권|시간|곳|군데|사람|분께|봉지|포|잔|컵|알|주(?!말)|해|겹|단계';
const ENGLISH_NUMBER = `(?:${ENGLISH_WORD_SOURCE})(?:[\\s-](?:and\\s)?(?:${ENGLISH_WORD_SOURCE}))*`;
/** Words that follow a number without being what is counted. */
const NOT_COUNTED = new Set(
  'and or for off the with in at on to from only till until you your is are now new of by per a an as all every than just when while this that it we our plus more exclusive free'.split(
    ' ',
  ),
);

const amount = (value: number | undefined, unit: string): Amount | undefined =>
  value === undefined ? undefined : { value: Math.round(value * 1e6) / 1e6, unit };

/** An amount in the written unit, scaled to the canonical one. */
export function inUnit(value: number | undefined, written: string): Amount | undefined {
  const unit = unitOf(written);
  return unit === undefined || value === undefined
    ? amount(value, '')
    : amount(value * unit.scale, unit.name);
}

function nounOf(following: string): string {
  const words =
    /^[\s-][a-z]{2,}(?:[\s-][a-z]{2,})?/.exec(following.toLowerCase())?.[0].match(/[a-z]+/g) ?? [];
  const unit = words.find((word) => unitOf(word) !== undefined);
  if (unit !== undefined) return unit;
  const [first = ''] = words;
  return first.length < 3 || NOT_COUNTED.has(first) ? '' : `noun:${first.replace(/s$/, '')}`;
}

function withNoun(value: number | undefined, following: string): Amount | undefined {
  const noun = nounOf(following);
  return noun.startsWith('noun:') || noun === '' ? amount(value, noun) : inUnit(value, noun);
}

const BUNDLE_WORDS: Readonly<Record<string, number>> = {
  원: 1,
  one: 1,
  하나: 1,
  한: 1,
  another: 1,
  투: 2,
  two: 2,
  두: 2,
  둘: 2,
  쓰리: 3,
  three: 3,
  세: 3,
};
const bundle = (buy: string, get: string): Amount => ({
  value:
    (BUNDLE_WORDS[buy.toLowerCase()] ?? Number(buy)) * 100 + (BUNDLE_WORDS[get.toLowerCase()] ?? Number(get)),
  unit: 'bundle',
});

const followingOf = (match: RegExpExecArray): string => match.input.slice(match.index + match[0].length);

function readDigits(match: RegExpExecArray): Amount | undefined {
  const [, currency, number = '', kilo, unit] = match;
  const isWon = unit !== undefined && /^(?:원|won|krw)$/i.test(unit);
  // A won has no decimals, so 12.900원 and 12 900원 are thousands.
  const digits = isWon && /^\d{1,3}(?:[. ]\d{3})+$/.test(number) ? number.replace(/[. ]/g, '') : number;
  const value = (readKoreanNumber(digits) ?? 0) * (kilo === undefined ? 1 : 1000);
  if (currency !== undefined) return inUnit(value, currency.trim().replace(/^us\$$/i, '$'));
  return unit === undefined ? withNoun(value, followingOf(match)) : inUnit(value, unit);
}

/** The ways to write a number, the most telling first; each takes its text from those after it. */
export const NUMBER_PATTERNS: readonly NumberPattern[] = [
  {
    pattern: /(?<!\d)(\d)\s?\+\s?(\d)(?!\d|,\d|\s?(?:원|%|만|천))/g,
    read: ([, buy = '', get = '']) => bundle(buy, get),
  },
  {
    pattern: /(?<![가-힣a-z])(원|투|쓰리|one|two|three|1|2|3)[\s-]?(?:플러스|plus)[\s-]?(원|투|one|two|1)/giu,
    read: ([, buy = '', get = '']) => bundle(buy, get),
  },
  {
    pattern:
      /(?<![a-z])buy (one|two|three|\d),?\s?(?:and )?get (one|another|two|\d)(?![a-z])|(?<![a-z])bogo(?![a-z])/giu,
    read: ([, buy = '1', get = '1']) => bundle(buy, get),
  },
  {
    pattern:
      /(?<![가-힣\d])(하나|한|두|둘|세|1|2|3)\s?(?:개|병|장|팩|통|세트)?(?:를|을)?\s?(?:사면|사시면|구매하면|구매하시면|구매\s?시|구입하면|구입\s?시)[, ]{0,2}(하나|한|두|둘|1|2)\s?(?:개|병|장|팩|통|세트)?(?:가|를|을)?\s?(?:더|추가|무료|증정|덤)/gu,
    read: ([, buy = '', get = '']) => bundle(buy, get),
  },
  ...SPOKEN_AMOUNTS,
  {
    pattern:
      /반의\s?반\s?값|반\s?값|반\s?가격|절반\s?(?:가격|값|가(?![가-힣])|할인)|(?<![a-z])half[\s-]?(?:price[ds]?|off)|(?<![a-z])half (?:of )?(?:the|our|its|their) (?:regular |usual |original )?(?:price|cost)/giu,
    read: ([text]) => ({ value: /반의/.test(text) ? 25 : 50, unit: '%', role: 'off' }),
  },
  {
    pattern: /(?<![\d가-힣])([1-9일이삼사오육칠팔구])\s?할(?=\s|$|[.,!]|이나|을|\s?할인)(?!\s?수)/gu,
    read: ([, digit = '']) => amount((readKoreanNumber(digit) ?? 0) * 10, '%'),
  },
  ...HOW_TO_NUMBERS.map((pattern) => ({ pattern, read: () => 'skip' as const })),
  { pattern: /(?<![\d:])(?:24\/7|1:1|1대1|3d|4d|2030(?!년))(?![\d:,.])/giu, read: () => 'skip' },
  {
    pattern:
      /(?:365일\s?)?24시간(?=[\s,·]*(?:365일\s?)?(?:상담|주문|고객|접수|운영|이용|언제|열려|영업|배송 문의|문의))|365일(?=\s?(?:내내|언제|매일|함께|24시간|상담|주문))/gu,
    read: () => 'skip',
  },
  {
    pattern:
      /(?<![\d.,])(?:10|20|30|40|50|60|70|80)대(?!\s?(?:한정|만(?![가-힣])|판매|선착순|추가|물량|완판|출고|돌파|계약|생산))/gu,
    read: () => 'skip',
  },
  {
    pattern:
      /(?:(?:no\.?|#|number)\s?1(?!\d|\s?\+)|제\s?\d+|\d+\s?번째|\d+(?:st|nd|rd|th)(?![a-z])|step\s?\d+)/giu,
    read: () => 'skip',
  },
  {
    pattern: /(?:out of (?:5|10|five|ten)(?: stars)?|(?<=\d\s?)\/\s?(?:5|10)(?![\d/])|(?:5|10)점\s?만점)/giu,
    read: () => 'skip',
  },
  { pattern: /(?<!\d)\d{1,2}초(?=의\s?(?:여유|습관|루틴|행복|휴식)|\s?루틴)/gu, read: () => 'skip' },
  { pattern: /^\s*\d{1,2}[.)]\s(?=\D)/gmu, read: () => 'skip' },
  {
    pattern: /(?<![a-z])(u?spf)\s?(\d{1,3})\s?\+{0,4}|(?<![a-z])pa\s?(\+{1,4})/giu,
    read: ([, spf, value, plusses]) =>
      spf === undefined ? amount(plusses?.length, 'pa') : amount(Number(value), spf.toLowerCase()),
  },
  {
    pattern: new RegExp(`(${SINO}(?:\\s?${SINO}){0,8})\\s?(${PERCENT_WORDS})`, 'giu'),
    read: ([text, number = '', unit = '']) =>
      /^(?:이|일|사|구|오|만|조|공) 프로$/.test(text)
        ? 'skip'
        : inUnit(readKoreanNumber(number.replace(/\s/g, '')), unit),
  },
  {
    pattern: new RegExp(
      `(?:(?<=단돈|[총각약딱]|최대|겨우|고작|오직)|(?<![가-힣\\d.,]|\\d\\s))(${SINO}{0,8}[십백천만억조]${SINO}{0,8}|${SINO}(?=\\s?(?:개월|주년|위(?![해한생치]))))\\s?(${UNIT_SOURCE})`,
      'giu',
    ),
    read: ([text, number = '', unit = '']) =>
      /^(?:천\s?년|백\s?년|만\s?년|백일|[백천만]\s?번|십대|[이삼사오육]십\s?대|만족|일위|만원사례)/.test(
        text,
      ) || /^[a-z]/i.test(unit)
        ? 'skip'
        : inUnit(readKoreanNumber(number), unit),
  },
  {
    pattern: new RegExp(`(?<![가-힣])(${NATIVE_SOURCE})\\s?(${COUNTERS})(?![가-힣]*\\s?(?:다시))`, 'gu'),
    read: ([text, number = '', unit = '']) =>
      NATIVE[number] === 1 || /^(?:세포|세\s?대|네\s?가지고|세\s?장점|두\s?분(?!께))/.test(text)
        ? 'skip'
        : inUnit(NATIVE[number], unit),
  },
  {
    pattern: new RegExp(
      `(?<![a-z\\d])([₩$€£¥]\\s?|(?:krw|usd|us\\$)\\s?)?(${KOREAN_NUMBER})(k(?![a-z]))?(?:(?:여\\s?|\\+\\s?|[\\s-])?(${UNIT_SOURCE}))?`,
      'giu',
    ),
    read: readDigits,
  },
  {
    pattern: new RegExp(
      `(?<![a-z-])(${ENGLISH_NUMBER})(?:[\\s-](percent|per cent|pct|dollars|won))?(?![a-z])`,
      'giu',
    ),
    read: (match: RegExpExecArray): Amount | 'skip' | undefined => {
      const value = readEnglishNumber(match[1] ?? '');
      const read = match[2] === undefined ? withNoun(value, followingOf(match)) : inUnit(value, match[2]);
      const isIdiom = /(?:one in a million|thanks a million|nine[\s-]to[\s-]five)/i.test(
        match.input.slice(Math.max(0, match.index - 9), match.index + match[0].length + 8),
      );
      const isNothing = value <= 1 && !['%', 'KRW', 'USD'].includes(read?.unit ?? '');
      return isNothing || isIdiom ? 'skip' : read;
    },
  },
];
