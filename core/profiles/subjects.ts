import type { CustomerEvent } from '#core/events/customer-event.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import { boundedId, boundedName, boundedWords } from './bounded-text.ts';
import type { SignalKind } from './signal-kinds.ts';

/** Products of one message that are looked at; a comparison of more is a catalogue. */
const PRODUCTS_PER_MESSAGE = 8;

/** Which list of the hot part a kind feeds. */
export type TouchList = 'views' | 'intents' | 'searches' | 'mentions';

/** What a kind of event is about, and which list keeps it. */
export interface Subject {
  readonly list: TouchList;
  readonly keysOf: (event: CustomerEvent) => readonly string[];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const one = (key: string | undefined): readonly string[] => (key === undefined ? [] : [key]);

function productOf(properties: JsonObject): string | undefined {
  return boundedId(properties['product_id']) ?? boundedId(properties['sku']);
}

function productsOf({ properties }: CustomerEvent): readonly string[] {
  const single = productOf(properties);
  if (single !== undefined) return [single];
  const many = properties['product_ids'] ?? properties['product_id'] ?? properties['products'];
  if (!Array.isArray(many)) return [];
  return (many as readonly Json[])
    .slice(0, PRODUCTS_PER_MESSAGE)
    .map((entry) => (isObject(entry) ? productOf(entry) : boundedId(entry)))
    .filter((id) => id !== undefined);
}

/** The first of these properties that names something. */
const firstOf =
  (...names: readonly string[]) =>
  ({ properties }: CustomerEvent): readonly string[] => {
    for (const name of names) {
      const key = boundedName(properties[name]) ?? boundedId(properties[name]);
      if (key !== undefined) return [key];
    }
    return [];
  };

const views: Subject = { list: 'views', keysOf: productsOf };
const intents: Subject = { list: 'intents', keysOf: productsOf };

/** What each kind of event is about; kinds that are only counted are not here. */
export const subjectOfKind: Readonly<Partial<Record<SignalKind, Subject>>> = {
  product_viewed: views,
  products_compared: views,
  reviews_viewed: views,
  cart_added: intents,
  cart_removed: intents,
  wish_added: intents,
  wish_removed: intents,
  stock_checked: intents,
  price_alert_set: intents,
  product_searched: {
    list: 'searches',
    keysOf: ({ properties }) => one(boundedWords(properties['query'])),
  },
  ad_exposed: { list: 'mentions', keysOf: firstOf('campaign_id', 'campaign') },
  support_contacted: { list: 'mentions', keysOf: firstOf('topic', 'about', 'product_id') },
  social_reacted: { list: 'mentions', keysOf: firstOf('product_id', 'about', 'reaction') },
  product_reviewed: { list: 'mentions', keysOf: firstOf('product_id') },
};
