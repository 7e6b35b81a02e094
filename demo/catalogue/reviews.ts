import { DAY_MS } from '../calendar.ts';
import type { Customer } from '../people/customer.ts';
import { itemAt, randomOf } from '../random.ts';
import { emptyShelf, utilityOf } from '../shopping/choose-product.ts';
import type { Purchase } from '../shopping/purchase.ts';
import { composeReview } from './compose-review.ts';
import type { Product } from './products.ts';

export interface Review {
  readonly id: string;
  readonly productId: string;
  readonly customerId: string;
  readonly atMs: number;
  /** 1 to 5 stars. */
  readonly rating: number;
  readonly title: string;
  readonly text: string;
  readonly language: 'ko' | 'en';
}

interface ReviewedShop {
  readonly seed: number;
  readonly customers: readonly Customer[];
  readonly history: readonly Purchase[];
  readonly limit: number;
  /** Reviews written later are not there yet. */
  readonly untilMs: number;
}

/** Reviews written by people who bought, about what they bought; the newest ones up to the limit, by time. */
export function createReviews(shop: ReviewedShop): readonly Review[] {
  const { seed, customers, history, limit, untilMs } = shop;
  const reviews: Review[] = [];
  for (const purchase of history.toReversed()) {
    if (reviews.length >= limit) break;
    const customer = itemAt(customers, purchase.customerIndex);
    const random = randomOf(seed, 'review', purchase.orderId);
    if (!random.chance(Math.min(0.9, customer.latent.reviewShare * 1.6)) || purchase.gift) continue;
    const { product } = itemAt(purchase.lines, 0);
    const atMs = Math.round(purchase.atMs + (2 + 9 * random.unit()) * DAY_MS);
    if (atMs >= untilMs) continue;
    const rating = ratingOf(product, customer, random.normal(0, 0.7));
    // The shop has guests from abroad, and some at home like to write English.
    const language = customer.language === 'en' || random.chance(0.12) ? 'en' : 'ko';
    reviews.push({
      id: `R${purchase.orderId.slice(1)}`,
      productId: product.id,
      customerId: customer.id,
      atMs,
      rating,
      language,
      ...composeReview({ product, customer, rating, language }, random),
    });
  }
  return reviews.sort((left, right) => left.atMs - right.atMs || (left.id < right.id ? -1 : 1));
}

/** People rate what suits them high; Korean shops see many fives. */
function ratingOf(product: Product, customer: Customer, mood: number): number {
  const delight = utilityOf(product, { latent: customer.latent, shelf: emptyShelf() });
  return Math.max(1, Math.min(5, Math.round(3.2 + 0.5 * delight + mood)));
}
