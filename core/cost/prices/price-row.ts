import type { Decimal } from '../../kernel/decimal.ts';

/** Where a price comes from. Only `list` and `contract` make an actual cost; `assumed` makes an estimate. */
export type PriceBasis = 'list' | 'contract' | 'assumed';

/** One step of a price: valid for the units of a month from `fromQuantity` on. */
export interface PriceTier {
  /** Units used before in the same month, of this service, unit and Region, ≥ 0. */
  readonly fromQuantity: bigint;
  /** For `per` units, before tax; 0 is a free tier. */
  readonly price: Decimal;
}

/** What a unit costs, from when to when, and who says so. */
export interface PriceRow {
  readonly service: string;
  readonly unit: string;
  /** AWS Region, or `*` for all. */
  readonly region: string;
  /** ISO 4217. */
  readonly currency: string;
  /** The price is for this many units; its prime factors are 2 and 5, so that costs have an end of digits. */
  readonly per: bigint;
  /** At least one, by `fromQuantity` ascending from 0. */
  readonly tiers: readonly PriceTier[];
  /** First instant of validity, UTC epoch ms. */
  readonly validFromMs: number;
  /** First instant after it; undefined = until further notice. */
  readonly validToMs: number | undefined;
  readonly basis: PriceBasis;
  /** Who says so: `price-list`, a contract's party, a person. */
  readonly source: string;
  /** Day on which it was read, `2026-10-01`, or its month; stale after `STALE_AFTER_DAYS`. */
  readonly readOn: string;
  /** Tax added on top, percent; not part of the price. */
  readonly taxPercent: Decimal;
  readonly contractNumber?: string;
}

/** Days after which a price should be read again: half a year, as list prices change a few times a year. */
export const STALE_AFTER_DAYS = 180;
