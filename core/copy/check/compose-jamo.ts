import { composeSyllable } from '../korean/syllable.ts';

/** A piece of seen text with the place it came from. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const LEADS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const VOWELS = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ';
const TAILS = ' ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';
/** Latin letters and strokes that stand for a vowel after a lone consonant (ㅇr토피). */
const VOWEL_LOOKALIKES: Readonly<Record<string, string>> = {
  r: 'ㅏ',
  l: 'ㅣ',
  I: 'ㅣ',
  '|': 'ㅣ',
  H: 'ㅐ',
  T: 'ㅜ',
};

/** First and last code point of a block of conjoining jamo, and the letter before its first. */
const BLOCKS: readonly (readonly [first: number, last: number, letters: string, offset: number])[] = [
  [0x1100, 0x1112, LEADS, 0],
  [0x1161, 0x1175, VOWELS, 0],
  [0x11a8, 0x11c2, TAILS, 1],
];

/** A jamo of any block as its compatibility letter: ᄎ, ﾁ and ㅊ are one. */
function letterOf(text: string): string {
  const code = text.codePointAt(0) ?? 0;
  const block = BLOCKS.find(([first, last]) => code >= first && code <= last);
  return block === undefined ? text : (block[2][code - block[0] + block[3]] ?? text);
}

const isVowel = (text: string | undefined): boolean => text !== undefined && VOWELS.includes(letterOf(text));
const isLead = (text: string | undefined): boolean => text !== undefined && LEADS.includes(letterOf(text));
const isGap = (text: string | undefined): boolean => text !== undefined && /^[\s.·\-_*\ue000]$/.test(text);

/** Index of the vowel that belongs to the lead at `at`, over at most one gap; -1 if there is none. */
function vowelAfter(pieces: readonly Piece[], at: number): number {
  const text = (index: number): string | undefined => pieces[index]?.text;
  if (isVowel(text(at + 1))) return at + 1;
  // "ㅎㅎ ㅠㅠ" is laughing and crying, not a syllable.
  const isRepeated = text(at - 1) === text(at) || text(at + 2) === text(at + 3);
  return isGap(text(at + 1)) && isVowel(text(at + 2)) && !isRepeated ? at + 2 : -1;
}

/** Index of the tail that belongs to the vowel at `at`: a consonant that no vowel claims. -1 if there is none. */
function tailAfter(pieces: readonly Piece[], at: number): number {
  const index = isGap(pieces[at + 1]?.text) && isLead(pieces[at + 2]?.text) ? at + 2 : at + 1;
  const next = pieces[index]?.text;
  if (next === undefined || TAILS.indexOf(letterOf(next)) < 1) return -1;
  return vowelAfter(pieces, index) < 0 ? index : -1;
}

function vowelOf(pieces: readonly Piece[], lead: number): { at: number; letter: string } | undefined {
  const at = vowelAfter(pieces, lead);
  if (at >= 0) return { at, letter: letterOf(pieces[at]?.text ?? '') };
  const stroke = VOWEL_LOOKALIKES[pieces[lead + 1]?.text ?? ''];
  // "ㅋㅋ lol" is laughter: a stroke is a vowel only right before Hangul.
  const isBeforeHangul = /^[가-힣ㄱ-ㅣ]/.test(pieces[lead + 2]?.text ?? '');
  return stroke !== undefined && isBeforeHangul ? { at: lead + 1, letter: stroke } : undefined;
}

function leadOf(pieces: readonly Piece[], at: number): number {
  const text = pieces[at]?.text ?? '';
  // A nought stands for ㅇ only right before a lone vowel: 0ㅏ토피.
  if (/^[0Oo]$/.test(text) && isVowel(pieces[at + 1]?.text)) return LEADS.indexOf('ㅇ');
  return text === '' ? -1 : LEADS.indexOf(letterOf(text));
}

/** Puts letters that were written apart (ㅊㅣㄹㅛ) back into syllables (치료). */
export function composeJamo(pieces: readonly Piece[]): Piece[] {
  const composed: Piece[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] as Piece;
    const lead = leadOf(pieces, at);
    const vowel = lead < 0 ? undefined : vowelOf(pieces, at);
    if (vowel === undefined) {
      composed.push(piece);
      continue;
    }
    const tail = tailAfter(pieces, vowel.at);
    const last = tail < 0 ? vowel.at : tail;
    const tailIndex = tail < 0 ? 0 : TAILS.indexOf(letterOf(pieces[tail]?.text ?? ''));
    const text = composeSyllable(lead, VOWELS.indexOf(vowel.letter), tailIndex);
    composed.push({ text, start: piece.start, end: (pieces[last] as Piece).end });
    at = last;
  }
  return composed;
}
