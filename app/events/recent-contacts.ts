import type { Contact } from '#core/events/contact.ts';

/** A contact that is only mentioned is written again after this long. An hour. */
const REMEMBERED_MS = 3_600_000;
const REMEMBERED_CONTACTS = 20_000;

/** What this process wrote of late: mobile SDKs repeat the device token in each message, and each write is billed. */
export class RecentContacts {
  readonly #writtenAtMs = new Map<string, number>();

  /** Must this mentioned contact be written? */
  isNew(contact: Contact, nowMs: number): boolean {
    const writtenAtMs = this.#writtenAtMs.get(textOf(contact));
    return writtenAtMs === undefined || nowMs - writtenAtMs > REMEMBERED_MS;
  }

  /** Call it once they are written, not before. */
  remember(contacts: readonly Contact[], nowMs: number): void {
    if (this.#writtenAtMs.size + contacts.length > REMEMBERED_CONTACTS) this.#writtenAtMs.clear();
    for (const contact of contacts) this.#writtenAtMs.set(textOf(contact), nowMs);
  }
}

function textOf({ customerKey, channel, addressHash, platform, timezone, locale }: Contact): string {
  return JSON.stringify([customerKey, channel, addressHash, platform, timezone, locale]);
}
