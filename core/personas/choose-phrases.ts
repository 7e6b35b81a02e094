import { dot } from '#core/maths/dense-matrix.ts';
import { embedText, type TextModel } from '#core/models/embeddings/text-embedding.ts';
import type { Phrase } from './portrait.ts';

/** Sentences of a customer's text that may be shown to a language model, names masked. */
export type QuotesOf = (text: string) => readonly string[];

/** A review without its writer. */
export interface ProductReview {
  readonly productId: string;
  /** The event's message id. */
  readonly sourceId: string;
  readonly rating: number | undefined;
  readonly text: string;
}

const MOST_PHRASES = 5;
/** So many reviews of a product are looked at. */
const MOST_REVIEWS = 40;

/**
 * One phrase each of the products that a persona favours: the sentence that stands closest to what all reviews of that
 * product say.
 *
 * @param quotesOf the sentences of a review that may be shown to a language model; none of a hostile one.
 */
export function choosePhrases(
  productIds: readonly string[],
  reviews: ReadonlyMap<string, readonly ProductReview[]>,
  { model, quotesOf }: { readonly model: TextModel; readonly quotesOf: QuotesOf },
): readonly Phrase[] {
  const phrases: Phrase[] = [];
  for (const productId of productIds) {
    if (phrases.length === MOST_PHRASES) break;
    const own = (reviews.get(productId) ?? []).slice(0, MOST_REVIEWS);
    if (own.length === 0) continue;
    const whole = embedText(model, own.map(({ text }) => text).join('\n'));
    const ranked = own
      .flatMap((review) => quotesOf(review.text).map((text): Phrase => ({ ...review, text })))
      .filter(({ text }) => phrases.every((known) => known.text !== text))
      .map((phrase) => ({ phrase, closeness: dot(embedText(model, phrase.text), whole) }))
      .sort((a, b) => b.closeness - a.closeness || (a.phrase.sourceId < b.phrase.sourceId ? -1 : 1));
    if (ranked[0] !== undefined) phrases.push(ranked[0].phrase);
  }
  return phrases;
}
