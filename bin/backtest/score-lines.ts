import { isoDay } from '#app/models/backtest/document.ts';
import type { NextRow, ScoreRow } from '#app/models/backtest.ts';

/** Header of `--scores`. */
export const SCORE_HEADER =
  'customer_id,p_purchase,expected_purchases,next_purchase_p10,next_purchase_p25,next_purchase_p50,next_purchase_p75,next_purchase_p90';
/** Header of `--next`. */
export const NEXT_HEADER = 'customer_id,rank,product_id,score';

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One customer's line of `--scores`; a date that is not known well enough is empty. */
export function scoreLine({
  customerId,
  purchaseProbability,
  expectedPurchases,
  nextPurchaseDays,
}: ScoreRow): string {
  const dates = nextPurchaseDays.map((day) => (day === null ? '' : isoDay(day)));
  const cells = [quoted(customerId), purchaseProbability.toFixed(6), expectedPurchases.toFixed(6), ...dates];
  return cells.join(',');
}

/** One product's line of `--next`. */
export function nextLine({ customerId, rank, productId, score }: NextRow): string {
  return [quoted(customerId), rank, quoted(productId), score.toFixed(6)].join(',');
}
