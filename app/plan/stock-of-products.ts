import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { Json } from '#core/kernel/json.ts';

const countOf = (stock: Json | undefined): number | undefined =>
  typeof stock === 'number' && Number.isFinite(stock) ? stock : undefined;

/** Units left of a product: what its stores count together, else what its own row says; undefined where nobody counts. */
export async function stockOfProducts(
  catalogue: Pick<CatalogueStore, 'list'>,
): Promise<(productId: string) => number | undefined> {
  const stock = new Map<string, number>();
  for await (const { attributes } of catalogue.list('store_stock')) {
    const [id, count] = [attributes['product_id'], countOf(attributes['stock'])];
    if (typeof id === 'string' && count !== undefined) stock.set(id, (stock.get(id) ?? 0) + count);
  }
  for await (const { id, attributes } of catalogue.list('products')) {
    const count = countOf(attributes['stock']);
    if (count !== undefined && !stock.has(id)) stock.set(id, count);
  }
  return (productId) => stock.get(productId);
}
