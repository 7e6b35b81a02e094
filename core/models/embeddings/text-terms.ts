const HANGUL = /\p{Script=Hangul}+/u;
const RUN = /\p{Script=Hangul}+|[\p{L}\p{N}]+/gu;

/**
 * What a text is made of, for comparing texts without a dictionary: of Korean the pairs of neighbouring syllables
 * within a word (endings and particles then share terms with their stems), of other languages the words and the pairs
 * of neighbouring words. Lower case, full-width forms folded. Single Korean syllables stand for themselves.
 *
 * @example
 * textTerms('수분크림 so good'); // ['수분', '분크', '크림', 'so', 'good', 'so good']
 */
export function textTerms(text: string): readonly string[] {
  const terms: string[] = [];
  let previous: string | undefined;
  for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(RUN)) {
    if (HANGUL.test(run)) {
      terms.push(...syllablePairs(run));
      previous = undefined;
      continue;
    }
    terms.push(run);
    if (previous !== undefined) terms.push(`${previous} ${run}`);
    previous = run;
  }
  return terms;
}

function syllablePairs(word: string): readonly string[] {
  if (word.length === 1) return [word];
  return Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2));
}

/** A text as copies of it have it: letters and digits only, in lower case. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Shorter texts ("좋아요", "good") are said by many on their own account. */
const COPIED_LENGTH = 12;

/** A review, as far as its words go. */
export interface ReviewText {
  readonly productId: string;
  readonly text: string;
}

/**
 * Leaves out copies: a text of the same product that differs only in case, spacing and signs, and a text of twelve
 * letters or more that stood under another product before. The first in the given order stays.
 */
export function withoutCopies<Review extends ReviewText>(reviews: Iterable<Review>): readonly Review[] {
  const seen = new Set<string>();
  const kept: Review[] = [];
  for (const review of reviews) {
    const text = bare(review.text);
    const key = text.length < COPIED_LENGTH ? `${review.productId} ${text}` : text;
    if (text === '' || seen.has(key)) continue;
    seen.add(key);
    kept.push(review);
  }
  return kept;
}
