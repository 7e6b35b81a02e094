import type { Brand } from '../create-brand.ts';
import { randomOf } from '../random.ts';
import { csv, date, type FileStyle, instant, money } from './csv.ts';

/** The catalogue, Korean names. */
export function productsCsv(brand: Brand, style: FileStyle = 'iso'): string {
  return csv(
    [
      'product_id',
      'name',
      'category',
      'brand',
      'price',
      'cost',
      'stock',
      'description',
      'launched',
      'sku',
      'name_en',
      'description_en',
      'functional',
    ],
    brand.products.map((product) => [
      product.id,
      product.nameKo,
      product.category,
      product.line,
      money(product.priceKrw, style),
      money(product.costKrw, style),
      product.stock,
      product.descriptionKo,
      date(product.launchedOn, style),
      product.sku,
      product.nameEn,
      product.descriptionEn,
      product.functional.join('|'),
    ]),
  );
}

export function reviewsCsv(brand: Brand, style: FileStyle = 'iso'): string {
  return csv(
    ['product_id', 'customer_id', 'timestamp', 'rating', 'title', 'text'],
    brand
      .reviews()
      .map((review) => [
        review.productId,
        review.customerId,
        instant(review.atMs, style),
        review.rating,
        review.title,
        review.text,
      ]),
  );
}

export function storesCsv(brand: Brand): string {
  return csv(
    ['store_id', 'name', 'region', 'latitude', 'longitude', 'timezone'],
    brand.stores.map((store) => [
      store.id,
      store.nameKo,
      store.region,
      store.latitude,
      store.longitude,
      store.timezone,
    ]),
  );
}

export function storeEventsCsv(brand: Brand, style: FileStyle = 'iso'): string {
  return csv(
    ['event_id', 'store_id', 'kind', 'from', 'to', 'topic'],
    brand.storeEvents.map((event) => [
      event.id,
      event.storeId,
      event.kind,
      instant(event.fromMs, style),
      instant(event.toMs, style),
      event.topic,
    ]),
  );
}

/** What each store has of each product when the stream begins; about one in twenty is sold out. */
export function storeStockCsv(brand: Brand, style: FileStyle = 'iso'): string {
  const rows = brand.stores.flatMap((store) =>
    brand.products.map((product) => {
      const random = randomOf(brand.seed, 'store-stock', store.id, product.id);
      const stock = random.chance(0.05) ? 0 : Math.round(product.stock * store.share * random.unit());
      return [store.id, product.id, stock, instant(brand.startMs, style)];
    }),
  );
  return csv(['store_id', 'product_id', 'stock', 'at'], rows);
}
