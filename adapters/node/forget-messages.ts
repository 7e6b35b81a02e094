import { notExists } from '#app/ports/condition.ts';
import type { PersonalStore, PersonScope } from '#app/ports/personal-store.ts';
import type { Item, ItemKey, Table } from '#app/ports/table.ts';
import { messageKeyOf, parseMessageKey } from '#core/delivery/message-key.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import { ConflictError } from '#core/kernel/errors.ts';

/** An occurrence of a campaign for which messages were planned. */
export interface PlannedOccurrence {
  readonly campaignId: string;
  /** Undefined for a triggered campaign: its occurrences are not known beforehand. */
  readonly occurrence: string | undefined;
}

/**
 * Removes a person's due messages. The index is by minute, so its keys are read once, all of them: it holds a week,
 * and no table beside it has to be kept for the few who are erased.
 */
export function createForgetDue(table: Table): PersonalStore {
  return {
    async forget({ customerKeys }) {
      const own = new Set(customerKeys);
      const keys: ItemKey[] = [];
      for await (const key of table.keys()) {
        const message = parseMessageKey(key['entry'] ?? '');
        if (message !== undefined && own.has(message.personId)) keys.push(key);
      }
      for (const key of keys) await table.remove(key);
      return keys.length;
    },
  };
}

/**
 * Renames a person's receipts: planned = accepted + suppressed + failed + unknown holds on, and nothing in them leads
 * back. A receipt is found by its key; those of triggered campaigns by reading the campaign's.
 */
export function createForgetReceipts(
  table: Table,
  occurrences: () => AsyncIterable<PlannedOccurrence>,
): PersonalStore {
  return {
    async forget(scope) {
      let count = 0;
      for await (const occurrence of occurrences()) {
        for (const item of await receiptsOf(table, occurrence, scope)) {
          await rename(table, item, scope);
          count += 1;
        }
      }
      return count;
    },
  };
}

async function receiptsOf(
  table: Table,
  { campaignId, occurrence }: PlannedOccurrence,
  { customerKeys }: PersonScope,
): Promise<readonly Item[]> {
  if (occurrence !== undefined)
    return table.get(
      customerKeys.map((personId) => ({
        campaignId,
        messageKey: messageKeyOf({ campaignId, occurrence, personId }),
      })),
    );
  const found: Item[] = [];
  for await (const item of table.query(campaignId)) {
    const message = parseMessageKey(String(item['messageKey']));
    if (message !== undefined && customerKeys.includes(message.personId)) found.push(item);
  }
  return found;
}

/** The renamed one first: an erasure that stopped between the two finds the old one again and changes no sum twice. */
async function rename(table: Table, item: Item, { customerKeys, pseudonym }: PersonScope): Promise<void> {
  const receipt = JSON.parse(String(item['receipt'])) as Receipt;
  const { campaignId, occurrence, personId } = receipt.message;
  // One name per key: two keys of the person may each have had a message.
  const renamed = `${pseudonym}-${customerKeys.indexOf(personId)}`;
  const messageKey = messageKeyOf({ campaignId, occurrence, personId: renamed });
  const message = { ...receipt.message, personId: renamed, messageKey };
  const next = JSON.stringify({ ...receipt, message, providerId: '' } satisfies Receipt);
  try {
    await table.put({ ...item, messageKey, receipt: next }, notExists());
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
  await table.remove({ campaignId, messageKey: String(item['messageKey']) });
}
