import type { ClickStore } from '#app/ports/click-store.ts';
import { anyOf, attributeAtMost, notExists } from '#app/ports/condition.ts';
import type { Table } from '#app/ports/table.ts';
import { parseMessageKey } from '#core/delivery/message-key.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { MessageClick } from '#core/outcomes/message-click.ts';

/** As long as the receipts beside which they lie. */
const KEPT_MS = 730 * DAY_MS;

/** Clicks lie in the receipts' table under a partition of their own: reading receipts never meets them. */
const partitionOf = (campaignId: string): string => `${campaignId}/clicks`;

/** Clicks as items `campaignId, messageKey, beforeMs, click`: at most one of each kind per message. */
export function createTableClickStore(table: Table): ClickStore {
  return {
    async put(click) {
      const key = parseMessageKey(click.messageKey);
      if (key === undefined) return false;
      // The stored number falls as the click gets later, so that "earlier replaces later" is "at most".
      const beforeMs = -click.atMs;
      const item = {
        campaignId: partitionOf(key.campaignId),
        messageKey: `${click.messageKey}|${click.kind}`,
        beforeMs,
        click: JSON.stringify(click),
        expiresAt: Math.ceil((click.atMs + KEPT_MS) / 1000),
      };
      try {
        await table.put(item, anyOf(notExists(), attributeAtMost('beforeMs', beforeMs - 1)));
        return true;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        return false;
      }
    },
    async *list(campaignId) {
      for await (const { click } of table.query(partitionOf(campaignId)))
        yield JSON.parse(click as string) as MessageClick;
    },
  };
}
