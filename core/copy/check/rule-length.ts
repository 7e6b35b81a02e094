import { FIELD_LIMITS, SMS_LIMITS } from '../law/channel-limits.ts';
import { smsSize } from '../render/sms-parts.ts';
import type { FieldContext, Problem } from './context.ts';
import type { Said } from './copy.ts';
import { isEucKr } from './euc-kr.ts';

/** Marks that Korean phones cannot show in a text message, and what to write instead. */
const PLAIN: Readonly<Record<string, string>> = {
  '—': '-',
  '–': '-',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '•': '·',
  '₩': '원',
  '€': 'EUR',
  '™': '(TM)',
  '…': '...',
};

const whole = (context: FieldContext, source: string, fix: Said): Problem => ({
  rule: 'length',
  from: 0,
  to: context.seen.text.length,
  source,
  fix,
});

function smsProblems(context: FieldContext): readonly Problem[] {
  const { copy, seen } = context;
  const isKorean = copy.language === 'ko';
  const prefix =
    copy.isRendered && isKorean && !/^\[(?:Web|국제)발신\]/.test(seen.original)
      ? SMS_LIMITS.carrierPrefix
      : '';
  const parts = smsSize(prefix + seen.original).parts;
  const max = copy.isRendered ? SMS_LIMITS.maxParts.rendered : SMS_LIMITS.maxParts.copy;
  const problems: Problem[] = [];
  if (parts > max) {
    problems.push(
      whole(context, 'sms', {
        ko: `문자 ${parts}건 길이이니 ${max}건(한글이 있으면 ${max === 1 ? 70 : 67 * max}자) 안으로 줄이세요.`,
        en: `This takes ${parts} text-message parts: shorten it to ${max}.`,
      }),
    );
  }
  return isKorean ? [...problems, ...foreignCharacters(context)] : problems;
}

function foreignCharacters({ seen }: FieldContext): readonly Problem[] {
  const strange = [...seen.original].find((character) => !isEucKr(character));
  if (strange === undefined) return [];
  const at = seen.original.indexOf(strange);
  const from = placeOf(seen.original.length, at, (place) => seen.spanOf(place, place + 1)[0]);
  const instead = PLAIN[strange];
  return [
    {
      rule: 'length',
      from,
      to: from + 1,
      source: 'sms',
      fix: {
        ko: `"${strange}"은(는) 국내 문자(EUC-KR)에 없는 글자이니 ${instead === undefined ? '지우세요' : `"${instead}"로 바꾸세요`}.`,
        en: `Korean text messages cannot hold "${strange}": ${instead === undefined ? 'remove it' : `write "${instead}"`}.`,
      },
    },
  ];
}

/** The seen place of an original offset: the last that starts at or before it. */
function placeOf(length: number, offset: number, startOf: (place: number) => number): number {
  let place = 0;
  while (place < length && startOf(place + 1) <= offset && startOf(place + 1) < length) place += 1;
  return place;
}

const characters = (text: string): number =>
  [...new Intl.Segmenter('ko', { granularity: 'grapheme' }).segment(text)].length;

/** Below this many characters a body says nothing: "Hi.", "김치". Letters, digits and signs count, blanks do not. */
const FEWEST_CHARACTERS = 5;

function isTooShort({ copy, seen }: FieldContext): boolean {
  const length = characters(seen.original.replace(/\s/gu, ''));
  // A title may be left out; one letter is none.
  return seen.field === 'body' ? length < FEWEST_CHARACTERS : copy.channel !== 'sms' && length === 1;
}

/** Titles, bodies, subjects and text messages must fit what their channel shows. */
export function checkLength(context: FieldContext): readonly Problem[] {
  const { copy, seen } = context;
  if (seen.field === 'body' && seen.text.trim() === '') {
    return [
      whole(context, 'body', {
        ko: '본문이 비어 있으니 내용을 쓰세요.',
        en: 'The body is empty: write one.',
      }),
    ];
  }
  if (isTooShort(context)) {
    return [
      whole(context, 'natural length', {
        ko: '무엇에 관한 메시지인지 알 수 없을 만큼 짧으니 한 문장 이상 쓰세요.',
        en: 'It is too short to say what it is about: write at least one sentence.',
      }),
    ];
  }
  if (copy.channel === 'sms') return seen.field === 'body' ? smsProblems(context) : [];
  const limit = FIELD_LIMITS[copy.channel][seen.field];
  const length = characters(seen.original);
  if (limit === undefined || length <= limit.maxCharacters) return [];
  return [
    whole(context, `${copy.channel}.${seen.field}`, {
      ko: `${length}자이니 ${limit.maxCharacters}자 이내로 줄이세요.`,
      en: `It has ${length} characters: shorten it to ${limit.maxCharacters}.`,
    }),
  ];
}
