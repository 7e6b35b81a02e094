import { dot } from '#core/maths/dense-matrix.ts';
import { embedText, type TextModel } from '#core/models/embeddings/text-embedding.ts';
import type { Phrase } from './portrait.ts';

/** A review without its writer. */
export interface ProductReview {
  readonly productId: string;
  /** The event's message id. */
  readonly sourceId: string;
  readonly rating: number | undefined;
  readonly text: string;
}

/** Shorter says nothing, longer is no phrase. Characters. */
const SHORTEST = 8;
const LONGEST = 80;
const MOST_PHRASES = 5;
/** So many reviews of a product are looked at. */
const MOST_REVIEWS = 40;

const SENTENCE_END = /(?<=[.!?。！？~])\s+|\n+/u;
/** What the privacy gate puts in place of addresses and numbers. */
const MASKED = /\[(?:email|phone|token|resident)/;

function sentencesOf(review: ProductReview): readonly Phrase[] {
  return review.text
    .split(SENTENCE_END)
    .map((sentence) => ({ ...review, text: sentence.trim() }))
    .filter(({ text }) => text.length >= SHORTEST && text.length <= LONGEST && !MASKED.test(text));
}

/**
 * One phrase each of the products that a persona favours: the sentence that stands closest to what all reviews of that
 * product say.
 *
 * @param screen says whether a text may be shown to a language model: the injection filter.
 */
export function choosePhrases(
  productIds: readonly string[],
  reviews: ReadonlyMap<string, readonly ProductReview[]>,
  { model, screen }: { readonly model: TextModel; readonly screen: (text: string) => boolean },
): readonly Phrase[] {
  const phrases: Phrase[] = [];
  for (const productId of productIds) {
    if (phrases.length === MOST_PHRASES) break;
    const own = (reviews.get(productId) ?? []).slice(0, MOST_REVIEWS);
    if (own.length === 0) continue;
    const whole = embedText(model, own.map(({ text }) => text).join('\n'));
    const ranked = own
      .flatMap(sentencesOf)
      .filter(({ text }) => screen(text) && phrases.every((known) => known.text !== text))
      .map((phrase) => ({ phrase, closeness: dot(embedText(model, phrase.text), whole) }))
      .sort((a, b) => b.closeness - a.closeness || (a.phrase.sourceId < b.phrase.sourceId ? -1 : 1));
    if (ranked[0] !== undefined) phrases.push(ranked[0].phrase);
  }
  return phrases;
}
