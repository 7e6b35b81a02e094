import type { FactSheet } from './copy.ts';
import type { Place } from './phrase.ts';

const GAP = String.raw`[\s.\-·()]{0,3}`;
const START = String.raw`(?<![\d,])(?<!\d\.)`;
const SPOKEN = '[공영일이삼사오육륙칠팔구]';
/** A digit, written or said. */
const EITHER = '[\\d공영일이삼사오육륙칠팔구]';

/** Kinds of personal data that copy may not hold. */
export type ContactKind = 'phone' | 'email' | 'resident' | 'card' | 'account' | 'address' | 'plate';

const PATTERNS: readonly (readonly [kind: ContactKind, pattern: RegExp])[] = [
  [
    'email',
    /[\p{L}\p{N}._%+-]{1,64}\s?(?:@|\[at\]|\(at\)|골뱅이|%40)\s?(?:[\p{L}\p{N}-]{1,63}\s?(?:\.|\[dot\]|\(dot\)|쩜|점)\s?){1,4}[a-z]{2,24}/giu,
  ],
  ['email', /(?<![a-z])[a-z\d._-]{2,30}\s(?:at)\s[a-z\d-]{2,30}\s(?:dot)\s(?:com|net|org|kr|co)(?![a-z])/giu],
  [
    'resident',
    new RegExp(
      `${START}\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])${GAP}[1-8](?:\\d{6}|[\\d*xX●]{6})(?!\\d)`,
      'gu',
    ),
  ],
  [
    'plate',
    /(?<!\d)\d{2,3}\s?[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주허하호배바사아자]\s?(?!(?:19|20)\d\d(?!\d))\d{4}(?![\d,]|\s?(?:원|개|명|건|ml))/gu,
  ],
  [
    'card',
    new RegExp(
      `${START}\\d{4}[\\s-]\\d{4}[\\s-][\\d*xX]{4}[\\s-]\\d{4}(?!\\d)|${START}[3-6]\\d{15}(?!\\d)`,
      'gu',
    ),
  ],
  ['phone', new RegExp(`${START}(?:(?:\\+|00)?82${GAP}0?|0)1[016-9]${GAP}\\d{3,4}${GAP}\\d{4}(?!\\d)`, 'gu')],
  [
    'phone',
    new RegExp(
      `${START}(?:\\+82${GAP}0?|0)(?:2|[3-6][1-5]|70|50[2-8]?|80)${GAP}\\d{3,4}${GAP}\\d{4}(?!\\d)`,
      'gu',
    ),
  ],
  ['phone', new RegExp(`${START}1[5-9]\\d{2}-\\d{4}(?!\\d)`, 'gu')],
  ['phone', /(?<![\d+])\+[1-9](?:[\s.\-()]{0,2}\d){8,14}(?!\d)/gu],
  [
    'phone',
    new RegExp(
      `[공영]일[공영일육칠팔구]${GAP}(?:${SPOKEN}\\s?){3,4}[\\s.\\-]{0,3}(?:${SPOKEN}\\s?){4}`,
      'gu',
    ),
  ],
  [
    'phone',
    new RegExp(
      `(?<![\\d,가-힣])[0공영][1일][016789공영일육칠팔구][\\s.\\-()]{1,3}(?:${EITHER}\\s?){3,4}[\\s.\\-]{0,3}(?:${EITHER}\\s?){4}(?!\\d)`,
      'gu',
    ),
  ],
  [
    'address',
    /(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|제주|경기|강원|충[남북]|전[남북]|경[남북])[가-힣]{0,5}\s)?[가-힣]{1,5}[시군구]\s(?:[가-힣\d]{1,8}[읍면동]\s)?[가-힣\d]{1,10}(?:로|길|대로)\s?\d{1,4}(?:번?길)?(?:[\s-]\d{1,4})?/gu,
  ],
  ['address', /(?<![가-힣])[가-힣\d]{1,10}(?:아파트|빌라|오피스텔)\s?\d{1,4}동\s?\d{1,4}호/gu],
  ['phone', /(?<![\d,-])\(?[2-9]\d{2}\)?[\s.-]\d{3}[\s.-]\d{4}(?![\d-])/gu],
  [
    'account',
    new RegExp(
      `(?:계좌|입금|은행|뱅크|account)\\s?(?:번호|no\\.?)?\\s?:?\\s?(?:[가-힣]{2,6}\\s)?\\d{2,6}-\\d{2,6}-\\d{2,8}(?:-\\d{1,6})?`,
      'giu',
    ),
  ],
];

/** A piece of personal data with its place. */
export interface Contact extends Place {
  readonly kind: ContactKind;
}

/** Phone numbers, addresses, resident and card numbers in a seen text. */
export function findContacts(text: string): readonly Contact[] {
  const found: Contact[] = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const from = match.index;
      const to = from + match[0].trimEnd().length;
      if (!found.some((contact) => contact.from < to && from < contact.to)) found.push({ kind, from, to });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

const digitsOf = (text: string): string => text.replace(/\D/g, '').replace(/^82/, '0');

/** Is this one of the sheet's own contacts: the sender's, or a way to opt out? */
export function isOwnContact(said: string, sheet: FactSheet): boolean {
  const own = [...sheet.sender, ...Object.values(sheet.optOut).flat(), ...sheet.links];
  const digits = digitsOf(said);
  if (/@/.test(said)) return own.some((each) => each.toLowerCase().includes(said.toLowerCase().trim()));
  if (/[시군구동]\s|호$/.test(said)) return own.some((each) => each.includes(said.trim()));
  return digits.length >= 7 && own.some((each) => digitsOf(each).includes(digits));
}
