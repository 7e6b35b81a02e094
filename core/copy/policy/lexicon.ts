import { titleForm } from '#core/copy/policy/title-form.ts';
import { isPieceOfText, titleTerms } from '#core/copy/policy/title-terms.ts';

/** The distinct terms of a title, by number, how often each stands in it, and the title's form. */
export interface CountedTerms {
  readonly terms: Int32Array;
  readonly counts: Int32Array;
  readonly form: readonly number[];
}

/** Numbers for terms. It grows with every title that it is asked for, and reads each title once. */
export interface Lexicon {
  termsOf(title: string): CountedTerms;
  /** Is this term a piece of text, not a word or a pair? */
  isPiece(term: number): boolean;
}

/** An empty lexicon. Priors that are fitted on the same titles again and again share one. */
export function createLexicon(): Lexicon {
  const numbers = new Map<string, number>();
  const pieces: boolean[] = [];
  const read = new Map<string, CountedTerms>();
  const numberOf = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    numbers.set(term, pieces.length);
    return pieces.push(isPieceOfText(term)) - 1;
  };
  return {
    isPiece: (term) => pieces[term] === true,
    termsOf(title) {
      const known = read.get(title);
      if (known !== undefined) return known;
      const counts = new Map<number, number>();
      for (const term of titleTerms(title)) {
        const number = numberOf(term);
        counts.set(number, (counts.get(number) ?? 0) + 1);
      }
      const counted = {
        terms: Int32Array.from(counts.keys()),
        counts: Int32Array.from(counts.values()),
        form: titleForm(title),
      };
      read.set(title, counted);
      return counted;
    },
  };
}
