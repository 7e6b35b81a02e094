/** Lengths of the pieces of a title: they see endings, particles and word stems that words hide. */
const LATIN_PIECES = [2, 3, 4, 5, 6] as const;
/** A Hangul syllable says more than a Latin letter. */
const HANGUL_PIECES = [2, 3, 4] as const;

const pieces = (text: string, sizes: readonly number[]): readonly string[] =>
  sizes.flatMap((size) =>
    Array.from({ length: Math.max(0, text.length - size + 1) }, (_, i) => `#${text.slice(i, i + size)}`),
  );

/** Is this term a piece of text, not a word or a pair? No word begins so. */
export const isPieceOfText = (term: string): boolean => term.startsWith('#');

/** The terms of a title: words, pairs of words, and pieces of its text. */
export function titleTerms(title: string): readonly string[] {
  const plain = title.toLowerCase().normalize('NFC');
  const words = plain.match(/[\p{L}\p{N}$%]+(?:['’][\p{L}]+)?|[?!"“:…]/gu) ?? [];
  const pairs = words.slice(1).map((word, i) => `${words[i]} ${word}`);
  const sizes = /[가-힣]/.test(plain) ? HANGUL_PIECES : LATIN_PIECES;
  return [...words, ...pairs, ...pieces(` ${plain} `, sizes)];
}
