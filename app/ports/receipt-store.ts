import type { Receipt, ReceiptStatus } from '#core/delivery/receipt.ts';

/** Receipts by campaign and message key. Its promises are pinned by tests/contract/receipt-store.suite.ts. */
export interface ReceiptStore {
  /** Keeps a receipt unless one of a later status is there; false if it was. */
  put(receipt: Receipt): Promise<boolean>;
  /** Consistent; undefined if nothing was accounted for yet. */
  load(campaignId: string, messageKey: string): Promise<Receipt | undefined>;
  /** The campaign's receipts, by message key. */
  list(campaignId: string): AsyncIterable<Receipt>;
}

/** How many of each. */
export type ReceiptTotals = Readonly<Record<ReceiptStatus, number>>;
