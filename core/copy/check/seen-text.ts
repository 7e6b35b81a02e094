import { composeJamo, type Piece } from './compose-jamo.ts';
import type { CopyField } from './copy.ts';
import { asciiDigit, boxedLetter, lookalike } from './lookalikes.ts';

/** Stands for an emoji or another picture. */
const PICTURE = '\ue000';
/** Stands for what a rule has already dealt with. */
export const DONE = '\ue001';

/** A field as a person's eye sees it, with the way back to what was written. */
export interface SeenText {
  readonly field: CopyField;
  readonly original: string;
  /** Invisible characters gone, full-width, decomposed and lookalike letters plain; case kept. */
  readonly text: string;
  /** Where [from, to) of `text` stands in `original`, in UTF-16 code units. */
  spanOf(from: number, to: number): readonly [number, number];
}

const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Me}]|(?![\n\r\t])\p{Cc}/gu;
const MARKED = /[\u1100-\u11ff]|[^\p{M}]\p{M}*|\p{M}+/gu;
const IS_PICTURE = /^[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\p{Co}\p{So}]/u;
const TRADE_MARKS = /^[™®©℠¹]/u;
const CIRCLED = /^[①-⑳❶-➓⓵-⓾㊀-㊉]/u;

function plain(cluster: string): string {
  const visible = cluster.replace(INVISIBLE, '');
  if (visible === '' || TRADE_MARKS.test(visible)) return '';
  if (/^[\r\n\u2028\u2029]/.test(visible)) return '\n';
  const letter = boxedLetter(visible);
  if (letter !== undefined) return letter;
  const known = lookalike(visible, false);
  if (known !== visible) return known;
  return decompose(visible);
}

function decompose(visible: string): string {
  const folded = visible.normalize('NFKC').replace(INVISIBLE, '');
  if (IS_PICTURE.test(folded) && !/^[₩№℃°]/u.test(folded)) return PICTURE;
  const bare = /^[\p{Script=Latin}\p{Nd}]/u.test(folded)
    ? folded.normalize('NFD').replace(/\p{M}/gu, '')
    : folded;
  return [...bare]
    .map((character) => {
      if (/\p{Nd}/u.test(character)) return asciiDigit(character);
      return /\s/.test(character) && character !== '\n' ? ' ' : lookalike(character, false);
    })
    .filter((character) => !/\p{M}/u.test(character))
    .join('');
}

/** A circled digit alone is a bullet; in a row, or before a unit, it is a number. */
function isBullet(original: string, cluster: string, at: number): boolean {
  if (!CIRCLED.test(cluster)) return false;
  const before = original.slice(Math.max(0, at - 1), at);
  const after = original.slice(at + cluster.length, at + cluster.length + 2).trimStart();
  return !/[①-⑳❶-➓⓪\d%％+]/u.test(before + after.slice(0, 1)) && !/^(?:퍼|프로|원|만|천)/.test(after);
}

function piecesOf(original: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of original.matchAll(MARKED)) {
    const cluster = match[0];
    const start = match.index;
    const text = isBullet(original, cluster, start) ? PICTURE : plain(cluster);
    if (text === PICTURE && pieces.at(-1)?.text === PICTURE) continue;
    for (const character of text) pieces.push({ text: character, start, end: start + cluster.length });
  }
  return pieces;
}

const isLatin = (piece: Piece | undefined): boolean => /^[A-Za-z]$/.test(piece?.text ?? '');

function latinised(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, index) => ({
    ...piece,
    text: lookalike(piece.text, isLatin(pieces[index - 1]) || isLatin(pieces[index + 1])),
  }));
}

/** `5O%` and `l0,000원` are numbers: letters that look like digits, inside a number with its unit. */
const DIGITLIKE =
  /(?<![A-Za-z\d])(?=[\dOolI|,.]*\d)(?=[\d,.]*[OolI|])[\dOolI|][\dOolI|,.]*(?=\s?(?:%|퍼센트|프로|원|won|-))/g;
/** `5 0 %` is one number. */
const SPACED_DIGITS = /(?<![\d,.+])\d(?:[ \ue000._*]\d){1,6}(?=[ \ue000]?(?:%|퍼센트|프로|원|percent|off))/g;

function withPlainDigits(pieces: readonly Piece[]): Piece[] {
  const text = pieces.map((piece) => piece.text).join('');
  const fixed = text.replace(DIGITLIKE, (found) => found.replace(/[Oo]/g, '0').replace(/[lI|]/g, '1'));
  const dropped = new Set<number>();
  for (const match of fixed.matchAll(SPACED_DIGITS)) {
    for (let at = 1; at < match[0].length; at += 2) dropped.add(match.index + at);
  }
  return pieces.flatMap((piece, index) =>
    dropped.has(index) ? [] : [{ ...piece, text: fixed[index] ?? piece.text }],
  );
}

/** How a person would read a field, through every disguise of its letters. */
export function seeText(field: CopyField, original: string): SeenText {
  const pieces = withPlainDigits(
    composeJamo(latinised(piecesOf(original))).filter((piece) => piece.text.length === 1),
  );
  return {
    field,
    original,
    text: pieces.map((piece) => piece.text).join(''),
    spanOf(from, to) {
      const first = pieces[from];
      const last = pieces[Math.max(from, to - 1)];
      if (first === undefined || last === undefined) return [original.length, original.length];
      return [first.start, Math.max(first.end, last.end)];
    },
  };
}

/** The text with some stretches blanked, at its full length. */
export function blank(
  text: string,
  spans: readonly { readonly from: number; readonly to: number }[],
): string {
  let result = text;
  for (const { from, to } of spans)
    result = result.slice(0, from) + DONE.repeat(to - from) + result.slice(to);
  return result;
}
