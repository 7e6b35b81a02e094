import type { Amount } from './mention.ts';
import { NATIVE, readEnglishNumber, readKoreanNumber } from './number-words.ts';

/** As `NumberPattern`: numbers that are said without a number and its unit. */
interface SpokenAmount {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => Amount | 'skip';
}

const share = (part: number, whole: number, role?: string): Amount => ({
  value: Math.round((part / whole) * 1e8) / 1e6,
  unit: '%',
  role,
});

const koreanNumber = (word: string): number => NATIVE[word] ?? readKoreanNumber(word) ?? Number.NaN;
const englishNumber = (word: string): number =>
  /^\d/.test(word) ? Number(word) : word === 'a' ? 1 : readEnglishNumber(word);

const FRACTIONS: Readonly<Record<string, number>> = { half: 2, third: 3, quarter: 4, fourth: 4, fifth: 5 };
const NATIVE_DAYS: Readonly<Record<string, number>> = {
  하루: 1,
  이틀: 2,
  사흘: 3,
  나흘: 4,
  닷새: 5,
  엿새: 6,
  이레: 7,
  일주일: 7,
  여드레: 8,
  아흐레: 9,
  열흘: 10,
  보름: 15,
};
const COUNT = '(?:\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)';
const OFF_AFTER = '(?=\\s(?:off|less|the price|of the price|cheaper))';

/** Shares and spans in words: 삼 할 오 푼, 열에 아홉, 삼분의 일, one-third off, nine in ten, 이틀 내내. */
export const SPOKEN_AMOUNTS: readonly SpokenAmount[] = [
  {
    pattern: /(?<![\d가-힣])([1-9일이삼사오육칠팔구])\s?할\s?([1-9일이삼사오육칠팔구])\s?푼/gu,
    read: ([, tens = '', ones = '']) => share(koreanNumber(tens) * 10 + koreanNumber(ones), 100),
  },
  {
    pattern:
      /(?<![\d가-힣])(\d{1,2}|[이삼사오육칠팔구십])\s?분의\s?(\d{1,2}|[일이삼사오육칠팔구])(?!\d|월)/gu,
    read: ([, whole = '', part = '']) => share(koreanNumber(part), koreanNumber(whole)),
  },
  {
    pattern: /(?<![\d/.])(\d)\/(\d)(?=\s?(?:off|가격|값|the price|price|할인))/giu,
    read: ([, part = '', whole = '']) => share(Number(part), Number(whole), 'off'),
  },
  {
    pattern:
      /(?<![가-힣])(?:열\s?(?:명|분|사람)?(?:에|\s?중(?:에)?)|백\s?(?:명|분|사람)?(?:에|\s?중(?:에)?))\s?(일곱|여덟|아홉|아흔|아흔아홉)(?:\s?(?:명|분|사람))?/gu,
    read: ([text, part = '']) =>
      share(part === '아흔아홉' ? 99 : koreanNumber(part), text.startsWith('백') ? 100 : 10, 'share'),
  },
  {
    pattern:
      /(?:절반|반(?![가-힣])|반)(?:만\s?(?:내|받|주고|지불)|(?:으로|에)\s?(?:뚝|줄|내려|낮|할인|드려|드립|만나|판매|모십|가져)|\s?뚝|도\s?안\s?되는\s?(?:값|가격))/gu,
    read: () => share(1, 2, 'off'),
  },
  {
    pattern: new RegExp(
      `(?<![a-z])(?:(${COUNT}|a)[\\s-])?(half|third|quarter|fourth|fifth)s?(?:[\\s-]off(?![a-z])|${OFF_AFTER})`,
      'giu',
    ),
    read: ([, part = 'one', whole = 'half']) =>
      share(englishNumber(part.toLowerCase()), FRACTIONS[whole.toLowerCase()] ?? 1, 'off'),
  },
  {
    pattern: new RegExp(
      `(?<![a-z\\d])(${COUNT})\\s(?:in|out of)(?: every)?\\s(${COUNT})(?![a-z\\d]|[.,]\\d|\\s?stars?)`,
      'giu',
    ),
    read: ([, part = '', whole = '']: RegExpExecArray): Amount | 'skip' => {
      const [some, all] = [englishNumber(part), englishNumber(whole)];
      // "4 out of 5" is a rating; of ten or a hundred, or said of people, it is a share.
      return some >= all ? 'skip' : share(some, all, 'share');
    },
  },
  {
    // Nobody counts them, and still it is said how many there are; a fact that says so in the same words states it.
    pattern:
      /(?<![가-힣])수\s?(십|백|천|만|십만|백만|천만|억)\s?(?:여\s?)?(명|분(?!들)|개|건|병|장|대|벌|켤레|팩|세트|원|사람)/gu,
    read: ([, size = '', unit = '']) => ({
      value: -(readKoreanNumber(size) ?? 0),
      unit: unit === '분' || unit === '사람' ? '명' : unit,
    }),
  },
  {
    pattern:
      /(?<![a-z])(?:tens of |hundreds of )?(?:thousands|hundreds|millions|billions|dozens) of (?!(?:years|miles|ways|times|stars)(?![a-z]))[a-z]+/giu,
    read: ([text]) => ({ value: 0, unit: text.toLowerCase() }),
  },
  {
    // No interest is a rate.
    pattern: /무이자|(?<![a-z])(?:interest[\s-]free|no[\s-]interest|zero[\s-]interest)(?![a-z])/giu,
    read: () => ({ value: 0, unit: '%', role: 'interest' }),
  },
  {
    pattern: /별(?:점)?(?:이|은)?\s?(다섯|네|세|5|4|3)\s?개/gu,
    read: ([, count = '']) => ({ value: koreanNumber(count), unit: 'star' }),
  },
  {
    pattern:
      /(?<![가-힣])(이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘|보름|일주일)(?=\s?(?:내내|동안|지속|만에|이면|가는|이나|씩))/gu,
    read: ([, days = '']) => ({ value: NATIVE_DAYS[days] ?? 0, unit: 'day' }),
  },
];

/** Days in a Korean word for a count of them (이틀, 보름); undefined for any other word. */
export const nativeDays = (word: string): number | undefined => NATIVE_DAYS[word];
