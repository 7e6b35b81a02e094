import { anyOf, attributeAtMost, notExists } from '#app/ports/condition.ts';
import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import type { Table } from '#app/ports/table.ts';
import { type Receipt, receiptRank } from '#core/delivery/receipt.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { DAY_MS } from '#core/kernel/time.ts';

/** Receipts answer for two years why somebody got a message: the evidence that PIPA's access log needs. */
const KEPT_MS = 730 * DAY_MS;

/** Receipts as items `campaignId, messageKey, rank, receipt`. */
export function createTableReceiptStore(table: Table): ReceiptStore {
  return {
    async put(receipt) {
      const { campaignId, messageKey } = receipt.message;
      const rank = receiptRank(receipt);
      const expiresAt = Math.ceil((receipt.atMs + KEPT_MS) / 1000);
      const item = { campaignId, messageKey, rank, receipt: JSON.stringify(receipt), expiresAt };
      try {
        await table.put(item, anyOf(notExists(), attributeAtMost('rank', rank - 1)));
        return true;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        return false;
      }
    },
    async load(campaignId, messageKey) {
      const [item] = await table.get([{ campaignId, messageKey }]);
      return item && (JSON.parse(item['receipt'] as string) as Receipt);
    },
    async *list(campaignId) {
      for await (const { receipt } of table.query(campaignId)) yield JSON.parse(receipt as string) as Receipt;
    },
  };
}
