import { versionIs } from '#app/ports/condition.ts';
import type { SourceItem, SourceStore } from '#app/ports/source-store.ts';
import type { Item, Table } from '#app/ports/table.ts';
import { NO_STATS, type SourceStats } from '#core/events/quality/source-stats.ts';
import { DomainError } from '#core/kernel/errors.ts';
import { DAY_MS } from '#core/kernel/time.ts';

/** Days without an event after which a source is forgotten: names come from outside and must not gather for ever. */
const RETENTION_DAYS = 90;

/**
 * What is known of sources as items `source, writer, version, stats, expiresAt`: `stats` is JSON text, `expiresAt`
 * (epoch seconds) 90 days after the source's last event.
 */
export function createTableSourceStore(table: Table): SourceStore {
  return {
    async load(source, writer) {
      const [item] = await table.get([{ source, writer }]);
      return item === undefined
        ? { value: NO_STATS, version: 0 }
        : { value: statsIn(item), version: versionIn(item) };
    },
    save: ({ source, writer, stats }, expectedVersion) =>
      table.put(
        {
          source,
          writer,
          version: expectedVersion + 1,
          stats: JSON.stringify(stats),
          expiresAt: expiryOf(stats),
        },
        versionIs(expectedVersion),
      ),
    async *all() {
      for await (const key of table.keys()) {
        for (const item of await table.get([key])) yield itemOf(item);
      }
    },
  };
}

function expiryOf({ cadence }: SourceStats): number | undefined {
  return cadence && Math.ceil((cadence.lastReceivedMs + RETENTION_DAYS * DAY_MS) / 1000);
}

function itemOf(item: Item): SourceItem {
  const { source, writer } = item;
  if (typeof source !== 'string' || typeof writer !== 'string')
    throw new DomainError('a stored source has no name');
  return { source, writer, stats: statsIn(item) };
}

function statsIn({ stats }: Item): SourceStats {
  if (typeof stats !== 'string') throw new DomainError('a stored source is not whole');
  return { ...NO_STATS, ...(JSON.parse(stats) as Partial<SourceStats>) };
}

function versionIn({ version }: Item): number {
  if (typeof version !== 'number') throw new DomainError('a stored source has no version');
  return version;
}
