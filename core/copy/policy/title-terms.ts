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

/** What a title looks like, whatever it says; each about −1 to 1. */
export function titleForm(title: string): readonly number[] {
  const words = title.trim().split(/\s+/).length;
  const hangul = /[가-힣]/.test(title) ? 2.5 : 1;
  return [
    Math.log(Math.max(1, title.length * hangul) / 70),
    Math.log(Math.max(1, words * hangul) / 13),
    /\d/.test(title) ? 1 : 0,
    title.includes('?') ? 1 : 0,
    title.includes('!') ? 1 : 0,
    /["“”'‘’]/.test(title) ? 0.5 : 0,
    (title.match(/[.!?](?:\s|$)/g)?.length ?? 0) / 3,
    /[A-Z]{3,}/.test(title) ? 0.5 : 0,
  ];
}
