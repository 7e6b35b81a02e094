import type { CalendarDay } from './calendar-day.ts';
import { DEADLINE, DEADLINES } from './find-deadlines.ts';
import { SCENE_BEFORE } from './how-to-numbers.ts';
import { readKoreanNumber } from './number-words.ts';
import { blank } from './seen-text.ts';

/** A naming of a day, a time of day or a day counted from now. */
export interface DateMention extends CalendarDay {
  readonly from: number;
  readonly to: number;
  readonly kind: 'day' | 'time' | 'relative' | 'weekday';
  /** 0 Sunday … 6 Saturday, when the copy names one. */
  readonly weekday?: number | undefined;
  /** Minute of the day, [0, 1440), when the copy names a time. */
  readonly minute?: number | undefined;
  /** The clock says 3 without saying which half of the day. */
  readonly isTwelveHour?: boolean;
  /** Days from now that would make a relative naming true. */
  readonly daysAhead?: readonly number[];
}

type Found = Omit<DateMention, 'from' | 'to'>;

interface DatePattern {
  readonly pattern: RegExp;
  readonly read: (match: RegExpMatchArray) => Found | undefined;
}

const KOREAN_WEEKDAYS = '일월화수목금토';
const ENGLISH_WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const WEEKDAY_WORD =
  '(sun(?:day)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?)\\.?';
const WEEKDAY = `(?:\\s?[(\\[]\\s?([일월화수목금토])(?:요일)?(?:,[^)]{0,8})?\\s?[)\\]]|\\s?([일월화수목금토])요일|,?\\s?[(]\\s?${WEEKDAY_WORD}\\s?[)])?`;

/** "Saturday and Sunday, December 12": the day is the first's. */
const OTHER_WEEKDAY = String.raw`(?:\s?(?:and|&|to|or|-)\s?(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*)?`;

const number = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits);
const yearOf = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits) + (digits.length === 2 ? 2000 : 0);
const monthOf = (word = ''): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;

function weekdayIn(words: readonly (string | undefined)[]): number | undefined {
  const word = words.find((each) => each !== undefined);
  if (word === undefined) return undefined;
  const korean = KOREAN_WEEKDAYS.indexOf(word);
  return korean >= 0 ? korean : ENGLISH_WEEKDAYS.indexOf(word.slice(0, 3).toLowerCase());
}

const day = (
  year: number | undefined,
  month: number | undefined,
  dayOfMonth: number | undefined,
  words: readonly (string | undefined)[] = [],
): Found => ({
  kind: 'day',
  year,
  month,
  day: dayOfMonth,
  weekday: weekdayIn(words),
});

/** A month and a day with a dot or slash between them could be a decimal or a fraction; this could not. */
const isDate = (month: string | undefined, dayOfMonth: string | undefined): boolean =>
  Number(month) >= 1 && Number(month) <= 12 && Number(dayOfMonth) >= 1 && Number(dayOfMonth) <= 31;

function minuteOf(half: string | undefined, hour: number, minute: number): Found | undefined {
  if (hour > 24 || minute > 59) return undefined;
  const isLate = half !== undefined && /오후|저녁|밤|낮|p/i.test(half) && hour < 12;
  const isMidnight = half !== undefined && /오전|밤|새벽|a/i.test(half) && hour === 12;
  const at = ((isLate ? hour + 12 : isMidnight ? 0 : hour) * 60 + minute) % 1440;
  return { kind: 'time', minute: at, isTwelveHour: half === undefined && hour <= 12 };
}

const SINO_DAY = '(?:[이삼]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구])';
/** The ways to write a date, the longest first. */
const PATTERNS: readonly DatePattern[] = [
  {
    pattern: new RegExp(
      `(?<![\\d.])'?(\\d{4}|2\\d)\\s?(?:[.\\-/]|년)\\s?(\\d{1,2})\\s?(?:[.\\-/]|월)\\s?(\\d{1,2})(?!\\d)\\s?(?:일|\\.(?=\\s?[(]))?${WEEKDAY}`,
      'giu',
    ),
    read: ([, year, month, date, ...words]) => day(yearOf(year), number(month), number(date), words),
  },
  {
    pattern: new RegExp(`(?<!\\d)(\\d{1,2})월\\s?(\\d{1,2})일${WEEKDAY}`, 'giu'),
    read: ([, month, date, ...words]) => day(undefined, number(month), number(date), words),
  },
  {
    pattern: new RegExp(
      `(?<![가-힣])(십?[일이]|십|[삼사오육유칠팔구시])월\\s?(${SINO_DAY})일(?![가-힣]*상)${WEEKDAY}`,
      'giu',
    ),
    read: ([, month = '', date = '', ...words]) =>
      day(
        undefined,
        readKoreanNumber(month.replace('유', '육').replace('시', '십')),
        readKoreanNumber(date),
        words,
      ),
  },
  {
    pattern: new RegExp(
      `(?<![a-z])(?:${WEEKDAY_WORD}${OTHER_WEEKDAY},?\\s)?${MONTH}\\s(\\d{1,2})(?:st|nd|rd|th)?(?!\\d|[%,.]\\d|\\s?%)(?:,?\\s(20\\d\\d))?${WEEKDAY}`,
      'giu',
    ),
    read: ([, before, month, date, year, ...words]) =>
      day(number(year), monthOf(month), number(date), [before, ...words]),
  },
  {
    pattern: new RegExp(
      `(?<![a-z\\d])(?:${WEEKDAY_WORD}${OTHER_WEEKDAY},?\\s)?(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${MONTH}(?![a-z])(?:,?\\s(20\\d\\d))?${WEEKDAY}`,
      'giu',
    ),
    read: ([, before, date, month, year, ...words]) =>
      day(number(year), monthOf(month), number(date), [before, ...words]),
  },
  {
    pattern: new RegExp(
      `(?<![\\d/.])(\\d{1,2})/(\\d{1,2})(?![\\d/]|\\s?(?:가격|값|만|수준|사이즈|컵|할인|off|the|price|size|cup))${WEEKDAY}`,
      'giu',
    ),
    read: ([, month, date, ...words]) =>
      isDate(month, date) ? day(undefined, number(month), number(date), words) : undefined,
  },
  {
    pattern: new RegExp(
      `(?<![\\d.])(\\d{1,2})\\.\\s?(\\d{1,2})\\.?(?=\\s?\\(\\s?[일월화수목금토]|\\s?[일월화수목금토]요일|\\s?~|까지|부터|\\s?(?:오픈|출시|마감|단\\s?하루|런칭))${WEEKDAY}`,
      'giu',
    ),
    read: ([, month, date, ...words]) =>
      isDate(month, date) ? day(undefined, number(month), number(date), words) : undefined,
  },
  {
    pattern: new RegExp(`(?<=~\\s?)(\\d{1,2})\\.(\\d{1,2})(?![\\d.%]|\\s?[가-힣a-z%])${WEEKDAY}`, 'giu'),
    read: ([, month, date, ...words]) =>
      isDate(month, date) ? day(undefined, number(month), number(date), words) : undefined,
  },
  {
    pattern: new RegExp(
      `(?<![\\d,.])(\\d{1,2})일(?=\\s?\\(\\s?[일월화수목금토]|까지|부터(?!터)|\\s?[일월화수목금토]요일|\\s?(?:오픈|출시|마감|런칭))${WEEKDAY}|(?<=\\ue001\\s?[~-]\\s?)(\\d{1,2})일${WEEKDAY}`,
      'giu',
    ),
    read: ([, date, a, b, c, second, ...words]) =>
      day(undefined, undefined, number(date ?? second), [a, b, c, ...words]),
  },
  {
    // The end of a stretch, or another day, of the month just named: December 12 or 13, 1 to 31 December.
    pattern:
      /(?<=\ue001\s?(?:-|to|or|and|&|through)\s?)(\d{1,2})(?:st|nd|rd|th)?(?=\s?(?:[.,!?;:)\]\n]|$)|\s(?:at|in|only|for|from|with)(?![a-z]))(?![.,]\d)/giu,
    read: ([, date]) => day(undefined, undefined, number(date)),
  },
  {
    pattern: /(?<=\ue001\s?[~-]\s?)(\d{1,2})[./](\d{1,2})(?![\d.%]|\s?(?:[%원]|cm|mm|ml|kg|g(?![a-z])))/giu,
    read: ([, month, date]) =>
      isDate(month, date) ? day(undefined, number(month), number(date)) : undefined,
  },
  {
    pattern: /(?<![a-z])(?:on|by|until|till|through|before|from) the (\d{1,2})(?:st|nd|rd|th)(?![a-z])/giu,
    read: ([, date]) => day(undefined, undefined, number(date)),
  },
  {
    pattern: /(?<![\d,.])(20\d\d)[-./]\s?(0[1-9]|1[0-2])(?![\d-]|[.,]\d)/gu,
    read: ([, year, month]) => day(number(year), number(month), undefined),
  },
  {
    pattern: /(?<![\d,.])(20\d\d)년?\s?(1[0-2]|[1-9])월/gu,
    read: ([, year, month]) => day(number(year), number(month), undefined),
  },
  {
    pattern: /(?<![\d,.])(1[0-2]|[1-9])월(?!\d|\s?\d)/gu,
    read: ([, month]) => day(undefined, number(month), undefined),
  },
  {
    pattern:
      /(?<![a-z])(January|February|April|June|July|August|September|October|November|December)(?![a-z]|\s\d)/gu,
    read: ([, month]) => day(undefined, monthOf(month), undefined),
  },
  {
    pattern: /(?<![\d,.])(20[12]\d|20[34]\d(?=년))(?![\d,%]|\.\d|\s?(?:원|ml|개|명|세대))년?/gu,
    read: ([, year]) => day(number(year), undefined, undefined),
  },
  {
    pattern: /(오전|오후|밤|저녁|새벽|아침|낮)?\s?(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])\s?([ap]\.?m\.?)?/giu,
    read: ([, half, hour, minute, half2]) => minuteOf(half ?? half2, Number(hour), Number(minute)),
  },
  {
    pattern: new RegExp(
      String.raw`(?<!${SCENE_BEFORE})(오전|오후|밤|저녁|새벽|아침|낮)?\s?(?<![\d,.])(\d{1,2})시(?!간|리|즌)(?:\s?(\d{1,2})분|\s?(반))?`,
      'gu',
    ),
    read: ([, half, hour, minute, isHalf]) =>
      minuteOf(half, Number(hour), isHalf === undefined ? Number(minute ?? 0) : 30),
  },
  {
    pattern: /(?<![\d,.])(\d{1,2})(?::(\d{2}))?\s?([ap]\.?m\.?)(?![a-z])/giu,
    read: ([, hour, minute, half]) => minuteOf(half, Number(hour), Number(minute ?? 0)),
  },
  ...DEADLINES,
  {
    pattern: new RegExp(`(?<![가-힣])([일월화수목금토])요일${DEADLINE}`, 'gu'),
    read: ([, word]) => ({ kind: 'weekday', weekday: weekdayIn([word]) }),
  },
  {
    pattern:
      /(?<![a-z])(?:until|till|by|ends?|ending|starts?|starting|this|through|on)\s(sunday|monday|tuesday|wednesday|thursday|friday|saturday)(?![a-z])/giu,
    read: ([, word]) => ({ kind: 'weekday', weekday: weekdayIn([word]) }),
  },
];

/** Every date, time of day and deadline counted from now in a seen text, and the text without them. */
export function findDates(text: string): { readonly dates: readonly DateMention[]; readonly rest: string } {
  const dates: DateMention[] = [];
  let rest = text;
  for (const { pattern, read } of PATTERNS) {
    const taken: { from: number; to: number }[] = [];
    for (const match of rest.matchAll(pattern)) {
      const found = read(match);
      if (found === undefined) continue;
      const lead = match[0].length - match[0].trimStart().length;
      const place = { from: match.index + lead, to: match.index + match[0].trimEnd().length };
      taken.push(place);
      dates.push({ ...found, ...place });
    }
    rest = blank(rest, taken);
  }
  return { dates: dates.sort((a, b) => a.from - b.from), rest };
}
