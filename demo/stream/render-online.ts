import { HOUR_MS, MINUTE_MS } from '../calendar.ts';
import { categoryOf } from '../catalogue/categories.ts';
import type { Product } from '../catalogue/products.ts';
import { type Customer, hasGranted } from '../people/customer.ts';
import { itemAt, type Random } from '../random.ts';
import { chooseProduct, emptyShelf } from '../shopping/choose-product.ts';
import type { Shop } from '../shopping/simulate-purchases.ts';
import { type Draft, ticking, track } from './message.ts';

/** A product as it stands in the properties of Segment's e-commerce events. */
export function productProperties(
  product: Product,
  language: 'ko' | 'en',
): Readonly<Record<string, unknown>> {
  return {
    product_id: product.id,
    sku: product.sku,
    category: product.category,
    name: language === 'ko' ? product.nameKo : product.nameEn,
    brand: product.line,
    price: product.priceKrw,
    currency: 'KRW',
  };
}

export interface Look {
  readonly shop: Shop;
  readonly customer: Customer;
  readonly random: Random;
  readonly atMs: number;
  /** What they are after; a browser without aim picks by taste. */
  readonly target: Product;
}

/** First tier: views and revisits, comparison, search, cart. */
export function renderInterest({ shop, customer, random, atMs, target }: Look): readonly Draft[] {
  const clock = ticking(atMs, random);
  const next = (): number => clock.next().value;
  const view = (product: Product): Draft =>
    track(next(), 'Product Viewed', productProperties(product, customer.language));
  const rivals = (shop.byCategory.get(target.category) ?? []).filter((product) => product.id !== target.id);
  const rival = random.pick(rivals);
  const drafts: Draft[] = [];
  const sometimes = (chance: number, make: () => Draft): void => {
    if (random.chance(chance)) drafts.push(make());
  };
  sometimes(0.12, () =>
    track(next(), 'Ad Exposed', {
      campaign_id: random.pick(adCampaigns),
      product_id: target.id,
      placement: 'feed',
    }),
  );
  sometimes(0.25, () => openPage(customer, next()));
  sometimes(0.4, () => track(next(), 'Products Searched', { query: searchWords(target, customer, random) }));
  sometimes(0.3, () => listView(target, rivals, next()));
  drafts.push(view(target));
  sometimes(0.5, () => view(rival));
  sometimes(0.22, () =>
    track(next(), 'Products Compared', { product_ids: [target.id, rival.id], category: target.category }),
  );
  sometimes(0.35, () => view(target));
  sometimes(0.22, () =>
    track(next(), 'Product Added', { ...productProperties(target, customer.language), quantity: 1 }),
  );
  sometimes(0.05, () =>
    track(next(), 'Social Reacted', { product_id: target.id, reaction: 'like', network: 'feed' }),
  );
  return drafts;
}

const adCampaigns = ['AD-2101', 'AD-2102', 'AD-2103'];

function openPage(customer: Customer, atMs: number): Draft {
  const properties = { path: '/', title: customer.language === 'ko' ? '온결마루' : 'Ongyeolmaru' };
  return { type: customer.app === undefined ? 'page' : 'screen', name: 'Home', properties, atMs };
}

function listView(target: Product, rivals: readonly Product[], atMs: number): Draft {
  const shown = [target, ...rivals.slice(0, 2)].map((product) => ({ product_id: product.id }));
  return track(atMs, 'Product List Viewed', {
    list_id: 'category',
    category: target.category,
    products: shown,
  });
}

function searchWords(target: Product, customer: Customer, random: Random): string {
  const words = (customer.language === 'ko' ? target.nameKo : target.nameEn).split(' ');
  const category = categoryOf(target.category)[customer.language];
  return random.pick([
    category,
    `${itemAt(words, 1)} ${category}`,
    words.slice(0, -1).join(' '),
    target.line,
  ]);
}

/** Third tier: stock, price alert, many reviews at once, a checkout begun, a store near by. */
export function renderImminent({ customer, random, atMs, target }: Look): readonly Draft[] {
  const clock = ticking(atMs, random);
  const next = (): number => clock.next().value;
  const drafts: Draft[] = [];
  if (random.chance(0.5)) {
    const pages = random.integer(2, 3);
    for (let page = 1; page <= pages; page++) {
      drafts.push(
        track(next(), 'Reviews Viewed', { product_id: target.id, category: target.category, page }),
      );
    }
  }
  if (random.chance(0.45)) drafts.push(track(next(), 'Stock Checked', stockCheck(customer, target)));
  if (random.chance(Math.min(0.6, 0.1 + 0.25 * customer.latent.priceSensitivity))) {
    drafts.push(track(next(), 'Price Alert Set', alertFor(target)));
  }
  if (random.chance(0.3) || drafts.length === 0) {
    drafts.push(track(next(), 'Checkout Started', checkoutOf(target, customer)));
  }
  return drafts;
}

function stockCheck(customer: Customer, target: Product): Readonly<Record<string, unknown>> {
  return { product_id: target.id, category: target.category, store_id: customer.homeStoreId };
}

function alertFor(target: Product): Readonly<Record<string, unknown>> {
  return { product_id: target.id, price: Math.round((target.priceKrw * 0.9) / 100) * 100, currency: 'KRW' };
}

function checkoutOf(target: Product, customer: Customer): Readonly<Record<string, unknown>> {
  return {
    checkout_id: `K-${customer.id}-${target.id}`,
    value: target.priceKrw,
    currency: 'KRW',
    products: [{ ...productProperties(target, customer.language), quantity: 1 }],
  };
}

/** Aimless browsing looks like interest, now and then like more. */
export function renderBrowse(look: Omit<Look, 'target'>): readonly Draft[] {
  const target = wishOf(look);
  const drafts = renderInterest({ ...look, target });
  if (!look.random.chance(0.05)) return drafts;
  return [...drafts, ...renderImminent({ ...look, atMs: look.atMs + 20 * MINUTE_MS, target })];
}

/** What catches their eye: a category they shop in, a product by taste; they know what they own. */
export function wishOf({ shop, customer, random }: Omit<Look, 'target'>): Product {
  const { latent } = customer;
  const category = random.weighted([...shop.byCategory.keys()], (id) => 0.1 + (latent.shops[id] ?? 0));
  return chooseProduct({ latent, shelf: emptyShelf() }, shop.byCategory.get(category) ?? [], random);
}

/** Days after an order: a review, a question, a reaction, each by few. */
export function renderFollowUp({ customer, random, atMs, target }: Look): readonly Draft[] {
  const drafts: Draft[] = [];
  if (random.chance(customer.latent.reviewShare)) {
    const rating = Math.max(1, Math.min(5, Math.round(random.normal(4 + target.quality, 0.8))));
    drafts.push(
      track(atMs, 'Product Reviewed', {
        product_id: target.id,
        review_id: `R-${target.id}-${customer.id}-${Math.floor(atMs / HOUR_MS)}`,
        rating,
      }),
    );
  }
  if (random.chance(0.05)) {
    drafts.push(
      track(atMs + 3 * MINUTE_MS, 'Support Contacted', {
        product_id: target.id,
        topic: random.pick(['delivery', 'usage', 'refund']),
        message: random.pick(questions[customer.language]),
      }),
    );
  }
  if (random.chance(0.06)) {
    drafts.push(
      track(atMs + 5 * MINUTE_MS, 'Social Reacted', {
        product_id: target.id,
        reaction: 'share',
        network: 'feed',
      }),
    );
  }
  return drafts;
}

const questions = {
  ko: ['배송이 언제 오나요?', '사용 순서가 궁금해요.', '환불은 어떻게 하나요?', '성분표를 알 수 있을까요?'],
  en: [
    'When will it arrive?',
    'In which order do I use it?',
    'How do I return it?',
    'May I see the ingredients?',
  ],
} as const;

/** Near a store after online interest: only phones that may tell where they are. */
export function renderNearby(
  customer: Customer,
  region: string,
  at: { atMs: number; random: Random },
): readonly Draft[] {
  if (customer.app === undefined || !hasGranted(customer, 'location', at.atMs)) return [];
  const properties = { store_id: customer.homeStoreId, region, distance_m: at.random.integer(40, 450) };
  return [track(at.atMs, 'Store Nearby', properties)];
}
