import { currencyDecimals } from '#core/kernel/money.ts';
import type { WrittenAmount } from './amount.ts';
import type { Moment } from './moment.ts';
import { RowRefused } from './row-problem.ts';
import type { RowValues } from './row-reader.ts';
import type { Standing } from './standing.ts';

/** What becomes of the lines of an order: one message for each. */
export type OrderNature = 'completed' | 'cancelled' | 'refunded';

/** One line of a basket; money in its written form, without sign. */
export interface PurchaseLine {
  /** Line of the file, counted from 1. */
  readonly line: number;
  readonly customerId: string;
  readonly orderId: string;
  readonly moment: Moment;
  readonly nature: OrderNature;
  readonly productId: string | undefined;
  readonly category: string | undefined;
  /** Above 0. */
  readonly quantity: number;
  /** For the whole line, not for one piece; 0 or more. */
  readonly amount: number | undefined;
  readonly discount: number | undefined;
  /** ISO 4217, if the row names one. */
  readonly currency: string | undefined;
  readonly storeId: string | undefined;
  readonly channel: string | undefined;
  readonly coupon: string | undefined;
  readonly taxIncluded: boolean | undefined;
  readonly gift: boolean | undefined;
}

const NATURE: Readonly<Record<Standing, OrderNature>> = {
  bought: 'completed',
  cancelled: 'cancelled',
  returned: 'refunded',
};

function signedQuantity(cells: RowValues['cells'], amount: WrittenAmount | undefined): number {
  // A file without quantities has one piece a row.
  const quantity = (cells['quantity'] as number | undefined) ?? 1;
  if (quantity === 0) throw new RowRefused('zero_quantity', 'quantity');
  if (quantity > 0 && (amount?.value ?? 0) < 0) throw new RowRefused('sign_mismatch', 'amount');
  return quantity;
}

function oneCurrency(cells: RowValues['cells']): string | undefined {
  const named = [cells['currency'], (cells['amount'] as WrittenAmount | undefined)?.currency];
  const currencies = new Set(named.filter((code) => code !== undefined));
  if (currencies.size > 1) throw new RowRefused('mixed_currency', 'currency');
  return [...currencies][0] as string | undefined;
}

/**
 * One row as a line of a basket. A negative quantity is goods brought back.
 * @throws RowRefused if quantity and amount contradict each other or name two currencies.
 */
export function purchaseLineOf({ line, cells }: RowValues): PurchaseLine {
  const text = (name: string): string | undefined => cells[name] as string | undefined;
  const amount = cells['amount'] as WrittenAmount | undefined;
  const quantity = signedQuantity(cells, amount);
  const standing = (cells['cancelled'] as Standing | undefined) ?? 'bought';
  return {
    line,
    customerId: text('customer_id') ?? '',
    orderId: text('order_id') ?? '',
    moment: cells['timestamp'] as Moment,
    nature: quantity < 0 && standing === 'bought' ? 'refunded' : NATURE[standing],
    productId: text('product_id'),
    category: text('category'),
    quantity: Math.abs(quantity),
    amount: amount === undefined ? undefined : Math.abs(amount.value),
    discount: (cells['discount'] as WrittenAmount | undefined)?.value,
    currency: oneCurrency(cells),
    storeId: text('store_id'),
    channel: text('channel'),
    coupon: text('coupon_code'),
    taxIncluded: cells['tax_included'] as boolean | undefined,
    gift: cells['gift'] as boolean | undefined,
  };
}

/** Decimals that currencies have. */
const DECIMALS = [0, 2, 3];

/**
 * How many decimals the amounts of a line need: 0, 2, 3, or infinity where no currency holds them. Noise of binary
 * floats is none, by the same measure as `toMinorUnits`; asked once a row, so it does not throw.
 */
export function decimalsNeeded(line: Pick<PurchaseLine, 'amount' | 'discount'>): number {
  const needs = [line.amount, line.discount].map((amount) => {
    if (amount === undefined) return 0;
    const isHeld = (decimals: number): boolean => {
      const scaled = amount * 10 ** decimals;
      const minor = Math.round(scaled);
      return Number.isSafeInteger(minor) && Math.abs(scaled - minor) <= 1e-6 * Math.max(1, scaled * 1e-6);
    };
    return DECIMALS.find(isHeld) ?? Number.POSITIVE_INFINITY;
  });
  return Math.max(...needs);
}

/** @throws RowRefused if the line's amounts have digits that its currency cannot hold. */
export function assertFits(line: PurchaseLine, currency: string): void {
  const decimals = currencyDecimals(currency);
  if (decimalsNeeded(line) > decimals) throw new RowRefused('bad_decimals', 'amount', { currency, decimals });
}
