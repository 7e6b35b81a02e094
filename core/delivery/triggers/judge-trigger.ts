import type { ProfileView } from '#core/profiles/profile-view.ts';
import { type Occasion, productsNamed } from './occasion.ts';
import {
  type TriggerCondition,
  type TriggerDefinition,
  type TriggerKind,
  triggerRules,
  type WantedProducts,
} from './trigger-rules.ts';
import type { TriggerSkip } from './trigger-skips.ts';

const HOUR_MS = 3_600_000;

/** What the shop knows of a product. */
export interface ProductFacts {
  /** Name and category, for words that were searched. */
  readonly text: string;
  /** Units left, in the named store if it counts them, else altogether; undefined where nobody counts. */
  readonly stock: number | undefined;
}

/** An event of the store that the occasion names; UTC epoch ms. */
export interface StoreEvent {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the decision rests on. */
export interface TriggerFacts {
  readonly profile: Pick<
    ProfileView,
    'cart' | 'watchedProducts' | 'revisitedProducts' | 'signals' | 'orders'
  >;
  /** The products for which the campaign has words, and those that the person wants. */
  readonly products: ReadonlyMap<string, ProductFacts>;
  readonly storeEvents: readonly StoreEvent[];
}

/** Why not, or what the message may be about: undefined = anything that is in stock. */
export type TriggerVerdict =
  | { readonly skip: TriggerSkip }
  | { readonly skip: undefined; readonly wanted: readonly string[] | undefined };

/** Is the occasion one that this kind still answers to? Asked first: it costs no read. */
export function isFresh(kind: TriggerKind, { atMs }: Pick<Occasion, 'atMs'>, nowMs: number): boolean {
  return nowMs - atMs <= triggerRules[kind].maxAgeMinutes * 60_000;
}

/** Does this occasion start a message of this kind? */
export function judgeTrigger(kind: TriggerKind, occasion: Occasion, facts: TriggerFacts): TriggerVerdict {
  const { wanted, conditions }: TriggerDefinition = triggerRules[kind];
  for (const condition of conditions) {
    const skip = skipOf(condition, occasion, facts);
    if (skip !== undefined) return { skip };
  }
  if (wanted === 'any') return { skip: undefined, wanted: undefined };
  const found = sources[wanted](occasion, facts);
  if (found.length === 0) return { skip: 'no_products' };
  const available = found.filter((productId) => hasStock(facts, productId));
  return available.length === 0 ? { skip: 'out_of_stock' } : { skip: undefined, wanted: available };
}

/** Unknown stock counts as enough, as it does in a plan. */
export function hasStock({ products }: Pick<TriggerFacts, 'products'>, productId: string): boolean {
  return products.get(productId)?.stock !== 0;
}

const interestOf = (profile: TriggerFacts['profile']): readonly string[] => [
  ...profile.cart,
  ...profile.watchedProducts,
  ...profile.revisitedProducts,
];

const sources: Readonly<
  Record<Exclude<WantedProducts, 'any'>, (occasion: Occasion, facts: TriggerFacts) => readonly string[]>
> = {
  interest: (occasion, { profile }) => [...new Set([...productsNamed(occasion), ...interestOf(profile)])],
  // The main lane folds the cart up to some minutes later: what was added just now is in it.
  cart: (occasion, { profile }) => [...new Set([...productsNamed(occasion), ...profile.cart])],
  watched: (occasion, { profile }) => {
    const interest = interestOf(profile);
    return productsNamed(occasion).filter((productId) => interest.includes(productId));
  },
  searched: ({ properties }, { products }) => {
    const query = properties['query'];
    const words = typeof query === 'string' ? query.toLowerCase().split(/\s+/).filter(Boolean) : [];
    return [...products].flatMap(([productId, { text }]) =>
      words.some((word) => text.toLowerCase().includes(word)) ? [productId] : [],
    );
  },
};

function skipOf(
  condition: TriggerCondition,
  { atMs, properties }: Occasion,
  { profile, storeEvents }: TriggerFacts,
): TriggerSkip | undefined {
  if ('dwellSeconds' in condition) {
    const dwell = properties['dwell_s'];
    return typeof dwell === 'number' && dwell >= condition.dwellSeconds ? undefined : 'short_dwell';
  }
  if ('imminentScore' in condition)
    return profile.signals.imminent >= condition.imminentScore ? undefined : 'not_imminent';
  if ('notBoughtHours' in condition) {
    const fromMs = atMs - condition.notBoughtHours * HOUR_MS;
    const isBought = profile.orders.some(({ at, isCancelled }) => !isCancelled && Date.parse(at) >= fromMs);
    return isBought ? 'bought_already' : undefined;
  }
  const untilMs = atMs + condition.storeEventDays * 24 * HOUR_MS;
  return storeEvents.some(({ fromMs, toMs }) => toMs > atMs && fromMs <= untilMs)
    ? undefined
    : 'no_store_event';
}
