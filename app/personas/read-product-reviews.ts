import type { LakeReader } from '#app/ports/lake.ts';
import type { ProductReview } from '#core/personas/choose-phrases.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Reviews from the lake without their writers, each once. There is no second store of reviews: who is erased takes
 * their reviews along (docs/adr/0013).
 */
export async function* readProductReviews(lake: LakeReader): AsyncGenerator<ProductReview> {
  const seen = new Set<string>();
  for await (const { events } of lake.read()) {
    for (const { name, messageId, properties } of events) {
      const productId = textOf(properties['product_id']);
      if (name !== 'Product Reviewed' || productId === '' || seen.has(messageId)) continue;
      seen.add(messageId);
      const rating = properties['rating'];
      const text = [textOf(properties['review_title']), textOf(properties['review_body'])].join('\n').trim();
      yield {
        productId,
        sourceId: messageId,
        rating: typeof rating === 'number' ? rating : undefined,
        text,
      };
    }
  }
}
