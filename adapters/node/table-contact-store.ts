import { anyOf, attributeAtMost, type Condition, notExists } from '#app/ports/condition.ts';
import type { Contact, ContactRemoval, ContactStore } from '#app/ports/contact-store.ts';
import type { Item, Table } from '#app/ports/table.ts';
import { batchesOf } from '#core/kernel/batches.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { DAY_MS } from '#core/kernel/time.ts';

/** A removal is remembered this long, so that a statement that comes late cannot undo it. Days. */
const REMOVAL_DAYS = 400;
const WRITES_AT_ONCE = 8;
const READ_AT_ONCE = 100;

/** Contacts as items of their own; a removed one leaves an item without address until it expires. */
export function createTableContactStore(table: Table): ContactStore {
  const write = async (item: Item, condition: Condition): Promise<void> => {
    try {
      await table.put(item, condition);
    } catch (error) {
      // A newer statement is there already: this one has nothing to say.
      if (!(error instanceof ConflictError)) throw error;
    }
  };
  const put = (contact: Contact) =>
    write({ ...contact, contact: sortKey(contact) }, olderThan(contact.atMs - 1));
  const remove = (removal: ContactRemoval) => {
    const expiresAt = Math.floor((removal.atMs + REMOVAL_DAYS * DAY_MS) / 1000);
    return write(
      { ...removal, contact: sortKey(removal), isRemoved: true, expiresAt },
      olderThan(removal.atMs),
    );
  };

  return {
    async put(contacts) {
      await mapConcurrently(contacts, WRITES_AT_ONCE, put);
    },
    async remove(removals) {
      await mapConcurrently(removals, WRITES_AT_ONCE, remove);
    },
    async *all() {
      for await (const keys of batchesOf(table.keys(), READ_AT_ONCE))
        for (const item of await table.get(keys)) if (item['isRemoved'] !== true) yield contactOf(item);
    },
    async rename(contact, addressHash) {
      if (addressHash === contact.addressHash) return;
      await put({ ...contact, addressHash });
      const { customerKey, atMs } = contact;
      try {
        await table.remove({ customerKey, contact: sortKey(contact) }, attributeAtMost('atMs', atMs));
      } catch (error) {
        // Something newer was said under the old hash meanwhile: that is renamed when it is met.
        if (!(error instanceof ConflictError)) throw error;
      }
    },
    async of(customerKey) {
      const contacts: Contact[] = [];
      for await (const item of table.query(customerKey)) {
        if (item['isRemoved'] !== true) contacts.push(contactOf(item));
      }
      return contacts;
    },
  };
}

function olderThan(atMs: number): Condition {
  return anyOf(notExists(), attributeAtMost('atMs', atMs));
}

function sortKey({ channel, addressHash }: ContactRemoval): string {
  return `${channel}#${addressHash}`;
}

function contactOf(item: Item): Contact {
  const text = (name: string): string => item[name] as string;
  const optional = (name: 'platform' | 'timezone' | 'locale'): Partial<Contact> =>
    item[name] === undefined ? {} : { [name]: text(name) };
  return {
    customerKey: text('customerKey'),
    channel: text('channel') as Contact['channel'],
    addressHash: text('addressHash'),
    address: text('address'),
    ...optional('platform'),
    ...optional('timezone'),
    ...optional('locale'),
    atMs: item['atMs'] as number,
  };
}
