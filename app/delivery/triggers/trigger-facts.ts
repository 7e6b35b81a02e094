import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { ProductFacts, StoreEvent, TriggerFacts } from '#core/delivery/triggers/judge-trigger.ts';
import type { Occasion } from '#core/delivery/triggers/occasion.ts';
import { productsNamed } from '#core/delivery/triggers/occasion.ts';
import { type TriggerKind, triggerRules } from '#core/delivery/triggers/trigger-rules.ts';
import type { CatalogueItem } from '#core/events/imports/catalogue-item.ts';
import type { Json } from '#core/kernel/json.ts';
import type { ProfileView } from '#core/profiles/profile-view.ts';

/** Gathers what a decision about one occasion rests on beside the person. */
export type LoadTriggerFacts = (
  kind: TriggerKind,
  occasion: Occasion,
  about: { readonly profile: ProfileView; readonly productIds: readonly string[] },
) => Promise<TriggerFacts>;

/** Reads products, the named store's stock and, for a rule that asks, its events. */
export function createLoadTriggerFacts(catalogue: Pick<CatalogueStore, 'get' | 'list'>): LoadTriggerFacts {
  const eventsOf = async (storeId: string): Promise<readonly StoreEvent[]> => {
    const found: StoreEvent[] = [];
    for await (const { attributes } of catalogue.list('store_events')) {
      if (attributes['store_id'] !== storeId) continue;
      found.push({
        fromMs: instantIn(attributes['from']),
        toMs: instantIn(attributes['to']),
      });
    }
    return found;
  };

  return async (kind, occasion, { profile, productIds }) => {
    const wanted = [
      ...productIds,
      ...productsNamed(occasion),
      ...profile.cart,
      ...profile.watchedProducts,
      ...profile.revisitedProducts,
    ];
    const ids = [...new Set(wanted)];
    const storeId = occasion.properties['store_id'];
    const store = typeof storeId === 'string' ? storeId : undefined;
    const [products, stocks] = await Promise.all([
      catalogue.get('products', ids),
      store === undefined
        ? new Map<string, CatalogueItem>()
        : catalogue.get(
            'store_stock',
            ids.map((id) => stockId(store, id)),
          ),
    ]);
    const asksForEvents = triggerRules[kind].conditions.some((condition) => 'storeEventDays' in condition);
    return {
      profile,
      products: new Map(
        ids.map((id) => [
          id,
          productFacts(products.get(id), store === undefined ? undefined : stocks.get(stockId(store, id))),
        ]),
      ),
      storeEvents: asksForEvents && store !== undefined ? await eventsOf(store) : [],
    };
  };
}

/** An event without a readable time never takes place: comparing with NaN is false. */
const instantIn = (text: Json | undefined): number => (typeof text === 'string' ? Date.parse(text) : NaN);

/** As the catalogue names it: a slash inside a part does not part. */
function stockId(storeId: string, productId: string): string {
  return [storeId, productId].map((part) => part.replaceAll('/', '%2F')).join('/');
}

function productFacts(product: CatalogueItem | undefined, inStore: CatalogueItem | undefined): ProductFacts {
  const { name, category } = product?.attributes ?? {};
  const stock = inStore?.attributes['stock'] ?? product?.attributes['stock'];
  return {
    text: [name, category].filter((part) => typeof part === 'string').join(' '),
    stock: typeof stock === 'number' ? stock : undefined,
  };
}
