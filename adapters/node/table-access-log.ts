import { randomUUID } from 'node:crypto';
import type { Access, AccessLog } from '#app/ports/access-log.ts';
import type { Table } from '#app/ports/table.ts';
import { DAY_MS } from '#core/kernel/time.ts';

/** PIPA's safety measures ask for one year, for two from 50,000 people on: two years for all. */
const KEPT_MS = 731 * DAY_MS;

/**
 * The access log as items `subject, entry, access`; nothing but time removes one.
 * @param hashes of a customer key under every key of the tenant, the newest first: entries are older than a rotation.
 */
export function createTableAccessLog(
  table: Table,
  hashes: (customerKey: string) => readonly [string, ...string[]],
): AccessLog {
  return {
    note(customerKey, access) {
      const entry = `${new Date(access.atMs).toISOString()}#${randomUUID()}`;
      const expiresAt = Math.ceil((access.atMs + KEPT_MS) / 1000);
      return table.put({ subject: hashes(customerKey)[0], entry, access: JSON.stringify(access), expiresAt });
    },
    async about(customerKeys) {
      const found: Access[] = [];
      for (const subject of customerKeys.flatMap(hashes))
        for await (const { access } of table.query(subject)) found.push(JSON.parse(String(access)) as Access);
      return found.sort((a, b) => a.atMs - b.atMs);
    },
  };
}
