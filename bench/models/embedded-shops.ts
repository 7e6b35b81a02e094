import { parse } from 'csv-parse/sync';
import type { Taken } from '#core/models/embeddings/taste.ts';
import { createBrand } from '#demo/index.ts';
import { splitOnlineRetail } from '../personas/online-retail.ts';
import { sharedFile } from '../shared-file.ts';

/** A shop whose products are to be placed: what people took up to a day, and what they bought after it. */
export interface EmbeddedShop {
  readonly name: string;
  readonly productIds: readonly string[];
  /** By product. */
  readonly texts: readonly (readonly string[])[];
  /** By product; undefined where the shop has none. */
  readonly categories: readonly string[] | undefined;
  readonly customers: readonly { readonly before: readonly Taken[]; readonly after: readonly string[] }[];
}

const DAY_MS = 86_400_000;

/** Purchases to 2011-09-08 and later; names of products are all that is said of them. */
export function onlineRetail(): EmbeddedShop {
  const listed = parse<{ product_id: string; name: string }>(sharedFile('online-retail.products.csv.gz'), {
    columns: true,
  });
  const names = new Map(listed.map(({ product_id: id, name }) => [id, name]));
  const customers = splitOnlineRetail('time').map(({ trained, heldOut }) => ({
    before: trained.baskets.flatMap(({ day, products }) =>
      products.map(({ productId }) => ({ productId, day })),
    ),
    after: heldOut,
  }));
  const productIds = [
    ...new Set(
      customers.flatMap(({ before, after }) => [...before.map(({ productId }) => productId), ...after]),
    ),
  ].sort();
  return {
    name: 'online-retail, names in English',
    productIds,
    texts: productIds.map((id) => [names.get(id) ?? ''].filter((text) => text !== '')),
    categories: undefined,
    customers,
  };
}

/** The made-up shop's own purchases to the last two months of its records and after; reviews written by then. */
export function madeUpShop(): EmbeddedShop {
  const brand = createBrand(7, { startsOn: '2026-10-01', customers: 2400 });
  const cutoffMs = brand.startMs - 60 * DAY_MS;
  const productIds = brand.products.map(({ id }) => id);
  const reviews = brand.reviews().filter(({ atMs, language }) => atMs < cutoffMs && language === 'ko');
  const customers = brand.hidden.customers.map((customer) => {
    const lines = brand.hidden
      .purchasesOf(customer)
      .flatMap(({ atMs, gift, lines: bought }) =>
        gift
          ? []
          : bought.map(({ product }) => ({ atMs, productId: product.id, day: Math.floor(atMs / DAY_MS) })),
      );
    return {
      before: lines.filter(({ atMs }) => atMs < cutoffMs),
      after: lines.filter(({ atMs }) => atMs >= cutoffMs).map(({ productId }) => productId),
    };
  });
  return {
    name: 'the made-up shop, reviews and descriptions in Korean',
    productIds,
    texts: brand.products.map(({ id, descriptionKo }) => [
      descriptionKo,
      ...reviews.filter(({ productId }) => productId === id).map(({ title, text }) => `${title} ${text}`),
    ]),
    categories: brand.products.map(({ category }) => category),
    customers: customers.filter(({ before }) => before.length > 0),
  };
}
