import type { Brand } from '../create-brand.ts';
import { itemAt } from '../random.ts';
import { type Purchase, subtotalKrw } from '../shopping/purchase.ts';
import { tillAccountOf } from '../stream/till.ts';
import { type Cell, csv, type FileStyle, flag, instant, money } from './csv.ts';

const columns = [
  'customer_id',
  'order_id',
  'timestamp',
  'product_id',
  'category',
  'quantity',
  'amount',
  'currency',
  'store_id',
  'channel',
  'discount',
  'coupon_code',
  'tax_included',
  'gift',
  'cancelled',
];

/**
 * The shop's own records before the stream begins, one row a product. `amount` is what was paid for the row, its
 * share of the order's discount taken off; the rows of an order add up to what the order cost without shipping.
 * Till sales without the buyer's own card are nobody's and are not in it.
 */
export function purchasesCsv(brand: Brand, style: FileStyle = 'iso'): string {
  const known = brand.history().filter((purchase) => isKnown(brand, purchase));
  return csv(
    columns,
    known.values().flatMap((purchase) => rowsOf(brand, purchase, style)),
  );
}

function isKnown(brand: Brand, purchase: Purchase): boolean {
  if (purchase.channel !== 'store') return true;
  const customer = itemAt(brand.hidden.customers, purchase.customerIndex);
  return tillAccountOf(brand.seed, customer, purchase).kind === 'card';
}

function rowsOf(brand: Brand, purchase: Purchase, style: FileStyle): readonly (readonly Cell[])[] {
  const discounts = shareDiscount(purchase);
  return purchase.lines.map((line, index) => {
    const discount = discounts[index] ?? 0;
    return [
      itemAt(brand.hidden.customers, purchase.customerIndex).id,
      purchase.orderId,
      instant(purchase.atMs, style),
      line.product.id,
      line.product.category,
      line.quantity,
      money(line.priceKrw * line.quantity - discount, style),
      'KRW',
      purchase.storeId,
      purchase.channel,
      money(discount, style),
      purchase.couponCode,
      flag(true, style),
      flag(purchase.gift, style),
      // A refund known only after the export isn't in the export.
      flag(purchase.outcome !== 'kept' && purchase.outcomeAtMs < brand.startMs, style),
    ];
  });
}

/** The order's discount over its rows in whole won, by running totals, so that nothing is lost. */
function shareDiscount(purchase: Purchase): readonly number[] {
  const subtotal = Math.max(1, subtotalKrw(purchase));
  let passedKrw = 0;
  return purchase.lines.map((line) => {
    const before = Math.floor((purchase.discountKrw * passedKrw) / subtotal);
    passedKrw += line.priceKrw * line.quantity;
    return Math.floor((purchase.discountKrw * passedKrw) / subtotal) - before;
  });
}
