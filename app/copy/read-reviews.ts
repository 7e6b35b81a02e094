import type { LakeReader } from '#app/ports/lake.ts';
import type { Review } from '#core/copy/appeal/review-themes.ts';

const MOST_REVIEWS = 2000;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The latest reviews of the products asked for, from the lake; who wrote them is left behind. */
export async function readReviews(
  lake: LakeReader,
  isWanted: (productId: string) => boolean,
): Promise<ReadonlyMap<string, readonly Review[]>> {
  const reviews = new Map<string, Map<string, Review>>();
  for await (const { events } of lake.read()) {
    for (const { name, messageId, properties } of events) {
      const productId = textOf(properties['product_id']);
      if (name !== 'Product Reviewed' || productId === '' || !isWanted(productId)) continue;
      const own = reviews.get(productId) ?? new Map<string, Review>();
      const rating = properties['rating'];
      own.set(messageId, {
        id: messageId,
        productId,
        rating: typeof rating === 'number' ? rating : undefined,
        title: textOf(properties['review_title']),
        text: textOf(properties['review_body']),
      });
      reviews.set(productId, own);
    }
  }
  return new Map(
    [...reviews].map(([productId, own]) => [
      productId,
      [...own.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(-MOST_REVIEWS),
    ]),
  );
}
