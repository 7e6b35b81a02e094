import { compare, type Decimal, decimalText, divideExactly, multiply } from '../../kernel/decimal.ts';
import type { PriceBook } from '../prices/price-book.ts';
import type { PriceRow } from '../prices/price-row.ts';
import type { CostLine } from './cost-line.ts';

/** Units that something is expected to use. */
export interface ExpectedUse {
  readonly service: string;
  readonly unit: string;
  readonly region: string;
  /** Whole number of units from 0 up, as a text. */
  readonly quantity: string;
  /** Where the quantity comes from: messages × units of each, e.g. `100 × 1 + 20 × 2`. */
  readonly derivation: string;
}

/** Expected units with their price: `amount = quantity × price / per`, exactly. */
export interface PricedUse
  extends ExpectedUse,
    Pick<CostLine, 'price' | 'per' | 'amount' | 'currency' | 'standing' | 'priceBasis' | 'source'> {}

/** What something is expected to cost, line by line. Plain JSON. */
export interface Forecast {
  readonly lines: readonly PricedUse[];
  /** Units whose price nobody knows: they are in no sum. */
  readonly unpriced: readonly ExpectedUse[];
}

/** A forecast as a plan that was started keeps it. */
export interface KeptForecast {
  readonly planHash: string;
  /** Undefined where the plan keeps none: it chose nobody beforehand, or is older than forecasts by line. */
  readonly forecast: Forecast | undefined;
}

/** Prices expected units at the dearest step of the price in force, as budgets do: free units may be used up. */
export function priceForecast(uses: readonly ExpectedUse[], book: PriceBook, atMs: number): Forecast {
  const known = uses.map((use) => ({ use, row: book.find({ ...use, atMs }) }));
  return {
    lines: known.flatMap(({ use, row }) => (row === undefined ? [] : [pricedUse(use, row)])),
    unpriced: known.flatMap(({ use, row }) => (row === undefined ? [use] : [])),
  };
}

function pricedUse(use: ExpectedUse, row: PriceRow): PricedUse {
  const price = dearestPrice(row);
  const contract = row.contractNumber === undefined ? '' : `, contract ${row.contractNumber}`;
  return {
    ...use,
    price: decimalText(price),
    per: String(row.per),
    amount: decimalText(divideExactly(multiply({ units: BigInt(use.quantity), scale: 0 }, price), row.per)),
    currency: row.currency,
    standing: row.basis === 'assumed' ? 'estimate' : 'actual',
    priceBasis: row.basis,
    source: `${row.source} ${row.readOn}${contract}`,
  };
}

const dearestPrice = ({ tiers }: PriceRow): Decimal =>
  tiers.map(({ price }) => price).reduce((dearest, price) => (compare(price, dearest) > 0 ? price : dearest));
