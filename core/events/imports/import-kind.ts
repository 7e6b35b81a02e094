/** What a file to import holds. */
export const IMPORT_KINDS = [
  'purchases',
  'reviews',
  'coupon_redemptions',
  'campaign_targets',
  'demographics',
  'events',
  'products',
  'stores',
  'store_events',
  'store_stock',
  'campaigns',
  'coupons',
  'weather_trends',
  'ad_spend',
  'prices',
  'contacts',
  'consents',
  'suppressions',
] as const;

/** What a file to import holds. */
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Kinds that come as a table with a header; `events` are JSON lines. */
export type TableKind = Exclude<ImportKind, 'events'>;

/** How a cell is read. */
export type CellType =
  | 'id'
  | 'text'
  | 'time'
  | 'date'
  | 'amount'
  | 'quantity'
  | 'number'
  | 'rating'
  | 'flag'
  | 'standing'
  | 'currency'
  | 'zone'
  | { readonly oneOf: Readonly<Record<string, readonly string[]>> };

/** One column that a kind knows. */
export interface Column {
  readonly name: string;
  readonly type: CellType;
  /** Headers that mean this column, in Korean and English; case, spaces and punctuation do not matter. */
  readonly synonyms: readonly string[];
  /** The file must have it. */
  readonly isRequired?: boolean;
  /** Required, yet single cells may be empty. */
  readonly mayBeEmpty?: boolean;
  /** Several columns of the file may mean it; their numbers are added up. */
  readonly isSummed?: boolean;
}

/** The columns of one kind. */
export interface KindColumns {
  readonly columns: readonly Column[];
  /** Are columns that nobody knows kept beside the known ones? Else they are reported and left out. */
  readonly keepsUnknown?: boolean;
}
