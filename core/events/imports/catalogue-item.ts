import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { WrittenAmount } from './amount.ts';
import type { ImportKind } from './import-kind.ts';
import type { CellValue, RowValues } from './row-reader.ts';

/** Kinds whose rows are kept in the catalogue. */
export type CatalogueKind = Extract<
  ImportKind,
  | 'products'
  | 'stores'
  | 'store_events'
  | 'store_stock'
  | 'campaigns'
  | 'coupons'
  | 'weather_trends'
  | 'ad_spend'
  | 'prices'
>;

/** What the catalogue keeps: those, and addresses that may not be written to, as keyed hashes. */
export type StoredKind = CatalogueKind | 'suppressions';

/** One thing that the shop knows and that is no person: a product, a store, a campaign, a day's weather. */
export interface CatalogueItem {
  readonly kind: StoredKind;
  /** Unique within its kind; made of the columns that name the thing, joined by `/`. */
  readonly id: string;
  readonly attributes: JsonObject;
}

/** The columns that together name one thing. */
const ID_COLUMNS: Readonly<Record<CatalogueKind, readonly string[]>> = {
  products: ['product_id'],
  stores: ['store_id'],
  store_events: ['event_id'],
  store_stock: ['store_id', 'product_id'],
  campaigns: ['campaign_id'],
  coupons: ['coupon_id', 'campaign_id', 'product_id'],
  weather_trends: ['region', 'date'],
  ad_spend: ['campaign_id', 'date', 'channel'],
  prices: ['sku', 'region', 'valid_from', 'contract_number'],
};

function isAmount(value: object): value is WrittenAmount {
  return 'value' in value;
}

function plain(value: Exclude<CellValue, undefined>): Json {
  if (typeof value !== 'object') return value;
  return isAmount(value) ? value.value : new Date(value.atMs).toISOString();
}

/** A slash inside a part must not make two things one. */
function idPart(value: Json | undefined): string {
  return typeof value === 'string' ? value.replaceAll('/', '%2F') : '';
}

/** One row as a catalogue item; columns that nobody knows are kept as text under `extra`. */
export function catalogueItem(kind: CatalogueKind, row: RowValues): CatalogueItem {
  const attributes: Record<string, Json> = {};
  let currency: string | undefined;
  for (const [name, value] of Object.entries(row.cells)) {
    if (value === undefined) continue;
    attributes[name] = plain(value);
    if (typeof value === 'object' && isAmount(value)) currency ??= value.currency;
  }
  if (currency !== undefined) attributes['currency'] ??= currency;
  if (Object.keys(row.extra).length > 0) attributes['extra'] = row.extra;
  const id = ID_COLUMNS[kind].map((name) => idPart(attributes[name])).join('/');
  return { kind, id, attributes };
}
