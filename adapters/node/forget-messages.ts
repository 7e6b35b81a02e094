import { notExists } from '#app/ports/condition.ts';
import type { PersonalStore, PersonScope } from '#app/ports/personal-store.ts';
import type { Item, ItemKey, Table } from '#app/ports/table.ts';
import { messageKeyOf, parseMessageKey } from '#core/delivery/message-key.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { clickKinds, type MessageClick } from '#core/outcomes/message-click.ts';

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
  const clicks = `${campaignId}/clicks`;
  if (occurrence !== undefined) {
    const messages = customerKeys.map((personId) => messageKeyOf({ campaignId, occurrence, personId }));
    return table.get(
      messages.flatMap((messageKey) => [
        { campaignId, messageKey },
        ...clickKinds.map((kind) => ({ campaignId: clicks, messageKey: `${messageKey}|${kind}` })),
      ]),
    );
  }
  const found: Item[] = [];
  for (const partition of [campaignId, clicks])
    for await (const item of table.query(partition))
      if (customerKeys.includes(personOf(item) ?? '')) found.push(item);
  return found;
}

const bodyOf = (item: Item): 'receipt' | 'click' => (item['click'] === undefined ? 'receipt' : 'click');

function personOf(item: Item): string | undefined {
  const key = String(item['messageKey']);
  return parseMessageKey(bodyOf(item) === 'click' ? key.replace(/\|[^|]*$/, '') : key)?.personId;
}

/** The renamed one first: an erasure that stopped between the two finds the old one again and changes no sum twice. */
async function rename(table: Table, item: Item, { customerKeys, pseudonym }: PersonScope): Promise<void> {
  const personId = personOf(item) ?? '';
  // One name per key: two keys of the person may each have had a message.
  const name = `${pseudonym}-${customerKeys.indexOf(personId)}`;
  const rekey = (key: string): string =>
    key.replace(
      /^([^/]+\/[^/]+\/)([\s\S]*)$/,
      (_, head: string, rest: string) => head + name + rest.slice(personId.length),
    );
  const body = bodyOf(item);
  const next = body === 'click' ? renamedClick(item, rekey) : renamedReceipt(item, rekey, name);
  const oldKey = String(item['messageKey']);
  try {
    await table.put({ ...item, messageKey: rekey(oldKey), [body]: JSON.stringify(next) }, notExists());
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
  await table.remove({ campaignId: String(item['campaignId']), messageKey: oldKey });
}

function renamedReceipt(item: Item, rekey: (key: string) => string, personId: string): Receipt {
  const receipt = JSON.parse(String(item['receipt'])) as Receipt;
  const messageKey = rekey(receipt.message.messageKey);
  return { ...receipt, message: { ...receipt.message, personId, messageKey }, providerId: '' };
}

function renamedClick(item: Item, rekey: (key: string) => string): MessageClick {
  const click = JSON.parse(String(item['click'])) as MessageClick;
  return { ...click, messageKey: rekey(click.messageKey) };
}
