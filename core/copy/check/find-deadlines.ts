import { nativeDays } from './number-shares.ts';

/** A day counted from now, or a feast by its name. */
interface Deadline {
  readonly pattern: RegExp;
  readonly read: (match: RegExpMatchArray) => {
    readonly kind: 'relative' | 'day';
    readonly daysAhead?: readonly number[];
    readonly month?: number;
    readonly day?: number;
  };
}

const THIS_WEEK = [0, 1, 2, 3, 4, 5, 6];
/** Days on which something that is so far away may fall: hours are rounded both ways, days counted with and without today. */
const daysOf = (count: number, isHours: boolean): readonly number[] =>
  isHours ? [Math.floor(count / 24), Math.ceil(count / 24)] : [count - 1, count];
const relative = (daysAhead: readonly number[]): ReturnType<Deadline['read']> => ({
  kind: 'relative',
  daysAhead,
});
const feast = (month: number, day: number): ReturnType<Deadline['read']> => ({ kind: 'day', month, day });

/** What makes a day the end or the beginning of an offer. */
export const DEADLINE =
  '(?:까지|부터(?!\\s?(?:다시\\s?|새로\\s?|매일\\s?|꾸준히\\s?|하나씩\\s?|차근차근\\s?)?(?:시작하는|시작해\\s?(?:보|봐)|써|발라|바르|챙|가꾸|관리해))|에만|만(?=[\\s!.,]|$)|\\s?한정|\\s?마감|\\s?종료|\\s?오픈|\\s?시작(?!\\s?(?:해\\s?(?:보|봐|요)|하(?:세|는|기|면|고\\s?싶)))|\\s?단독|\\s?하루(?=만|\\s?(?:특가|할인|한정|동안만)))';

/** D-3, 오늘까지, 사흘만, this weekend, until Christmas. A feast whose day moves must be in the facts by its name. */
export const DEADLINES: readonly Deadline[] = [
  {
    pattern: /(?<![a-z\d])d\s?-\s?(\d{1,3}|day)(?![a-z\d])/giu,
    read: ([, days = '']) => relative([/^\d/.test(days) ? Number(days) : 0]),
  },
  {
    pattern:
      /(?<![\d,.])(\d{1,3})\s?(일|시간)(?:도|이|밖에|만|정도)?\s?(?:안\s?)?(?:남았|남은|남아|남습|뒤\s?(?:끝|종료|마감)|후\s?(?:끝|종료|마감))/gu,
    read: ([, count, unit]) => relative(daysOf(Number(count), unit === '시간')),
  },
  {
    pattern:
      /(?<![a-z\d])(?:only |just |last |final |ends? in |closes? in |expires? in )(\d{1,3})[\s-](day|hour)s?(?![a-z])|(?<![a-z\d])(\d{1,3})[\s-](day|hour)s? (?:left|to go|remaining|only)(?![a-z])/giu,
    read: ([, a, first, b, second]) =>
      relative(daysOf(Number(a ?? b), (first ?? second)?.toLowerCase() === 'hour')),
  },
  {
    pattern: new RegExp(
      `(?<![가-힣])(이틀|사흘|나흘|닷새|엿새|열흘|보름|일주일)(?:\\s?(?:간|동안))?(?:\\s?(?:만(?![가-힣])|${DEADLINE}|\\s?남았))`,
      'gu',
    ),
    read: ([, word = '']) => relative(daysOf(nativeDays(word) ?? 0, false)),
  },
  {
    pattern: new RegExp(`(?:크리스마스\\s?이브|성탄\\s?전야)\\s?(?:날)?\\s?${DEADLINE}`, 'gu'),
    read: () => feast(12, 24),
  },
  {
    pattern: new RegExp(`(?:크리스마스|성탄절)\\s?(?:당일)?\\s?${DEADLINE}`, 'gu'),
    read: () => feast(12, 25),
  },
  {
    pattern: new RegExp(`(?:올해\\s?말|연말|송년)\\s?${DEADLINE}`, 'gu'),
    read: () => feast(12, 31),
  },
  {
    pattern: new RegExp(
      `(?:설날|설\\s?연휴|추석|한가위|발렌타인\\s?데이|밸런타인\\s?데이|화이트\\s?데이|어린이날|어버이날|블랙\\s?프라이데이|새해|신년|연초|월말|첫눈\\s?올\\s?때)\\s?${DEADLINE}`,
      'gu',
    ),
    read: () => relative([]),
  },
  {
    pattern:
      /(?<![a-z])(?:until|till|through|by|before|ends?(?: on)?) (?:christmas|xmas)(?: (day|eve))?(?![a-z])/giu,
    read: ([, part]) => feast(12, part?.toLowerCase() === 'eve' ? 24 : 25),
  },
  {
    pattern:
      /(?<![a-z])(?:until|till|through|by|ends?(?: on)?) (?:the end of (?:the|this) (?:month|week|year)|new year['’]?s(?: (?:day|eve))?|black friday|cyber monday|thanksgiving|valentine['’]?s(?: day)?|easter|month['’]?s end)(?![a-z])/giu,
    read: () => relative([]),
  },
  {
    pattern: new RegExp(
      `오늘\\s?(?:밤|하루|자정)?\\s?(?:단\\s?하루)?${DEADLINE}|오늘(?:이|만이)?\\s?(?:마지막|끝)|오늘\\s?(?:밤|자정)?(?:에|이면|이)?\\s?(?:[가-힣]{2,4}(?:이|가)\\s)?(?:종료|마감(?!했)|끝나|끝이|사라)`,
      'gu',
    ),
    read: () => relative([0]),
  },
  { pattern: new RegExp(`(?:단\\s?하루|하루만|마지막\\s?날)`, 'gu'), read: () => relative([0, 1]) },
  {
    pattern: new RegExp(
      `(?:내일|명일)(?:\\s?(?:밤|자정))?\\s?${DEADLINE}|(?:내일|명일)\\s?(?:밤|자정|새벽|아침|오전|오후|저녁)?(?:에|이면|이)?\\s?(?:끝|종료|마감|사라)`,
      'gu',
    ),
    read: () => relative([1]),
  },
  { pattern: new RegExp(`모레\\s?${DEADLINE}`, 'gu'), read: () => relative([2]) },
  {
    pattern: new RegExp(`(?:이번\\s?)?주말\\s?${DEADLINE}|이번\\s?주말`, 'gu'),
    read: () => relative(THIS_WEEK),
  },
  {
    pattern: new RegExp(`(?:이번\\s?주|다음\\s?주|이번\\s?달|이달)(?:\\s?말)?\\s?${DEADLINE}`, 'gu'),
    read: () => relative([...THIS_WEEK, 7, 8, 9, 10, 11, 12, 13]),
  },
  {
    pattern:
      /(?<![a-z])(?:today only|tonight only|(?:ends?|ending|closes?|closing|expires?|last chance|until|till|by) (?:today|tonight|midnight)|only today|last day|final day|one day only|midnight tonight)(?![a-z])/giu,
    read: () => relative([0]),
  },
  {
    pattern:
      /(?<![a-z])(?:tomorrow only|(?:ends?|ending|until|till|by|starts?|starting|from|arrives?) tomorrow)(?![a-z])/giu,
    read: () => relative([1]),
  },
  {
    pattern:
      /(?<![a-z])(?:this weekend(?: only)?|this week only|(?:ends?|until|by) (?:this|next) week(?:end)?)(?![a-z])/giu,
    read: () => relative([...THIS_WEEK, 7]),
  },
];
