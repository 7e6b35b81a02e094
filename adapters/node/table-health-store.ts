import { notExists, versionIs } from '#app/ports/condition.ts';
import type { HealthStore } from '#app/ports/health-store.ts';
import type { Table } from '#app/ports/table.ts';
import { type ChannelHealth, noHealth } from '#core/delivery/brake.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import { hash48 } from '#core/kernel/hash.ts';
import { DAY_MS } from '#core/kernel/time.ts';

/** Reports of the same message come again within days. */
const NEWS_KEPT_MS = 30 * DAY_MS;

/** Health lies in the receipts' table under a partition of its own. */
const partitionOf = (campaignId: string): string => `${campaignId}/health`;

/** Health as one item a channel, and one for each message with bad news: under a hash of its key, which names nobody. */
export function createTableHealthStore(table: Table): HealthStore {
  return {
    async load(campaignId, channel) {
      const [item] = await table.get([{ campaignId: partitionOf(campaignId), messageKey: channel }]);
      if (item === undefined) return { value: noHealth, version: 0 };
      return {
        value: JSON.parse(String(item['health'])) as ChannelHealth,
        version: Number(item['version']),
      };
    },
    save: (campaignId, channel, version, next) =>
      table.put(
        {
          campaignId: partitionOf(campaignId),
          messageKey: channel,
          version: version + 1,
          health: JSON.stringify(next),
        },
        versionIs(version),
      ),
    async note({ campaignId, messageKey, news }, atMs) {
      const item = {
        campaignId: partitionOf(campaignId),
        messageKey: `${news}#${hash48(messageKey).toString(36)}`,
        expiresAt: Math.ceil((atMs + NEWS_KEPT_MS) / 1000),
      };
      try {
        await table.put(item, notExists());
        return true;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        return false;
      }
    },
  };
}
