import type { Clock } from '#app/ports/clock.ts';
import { versionIs } from '#app/ports/condition.ts';
import type { ProfileStore, StoredPart } from '#app/ports/profile-store.ts';
import type { Item, Table } from '#app/ports/table.ts';
import { DomainError } from '#core/kernel/errors.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { EncodedPart, ProfileCodec } from './profile-codec.ts';

type PartName = 'hot' | 'history';

/**
 * Profiles as items `customerKey, part, version, delivery, state, expiresAt`. `expiresAt` (epoch seconds) is
 * `retentionDays` after the last write, which is also how the time of that write is known: no byte more.
 */
export function createTableProfileStore(
  table: Table,
  config: { readonly codec: ProfileCodec; readonly clock: Clock; readonly retentionDays: number },
): ProfileStore {
  const { codec, clock } = config;
  const retentionSeconds = (config.retentionDays * DAY_MS) / 1000;

  const load = async <Part>(
    customerKeys: readonly string[],
    part: PartName,
    decode: (encoded: EncodedPart | undefined) => Part,
  ): Promise<ReadonlyMap<string, StoredPart<Part>>> => {
    const items = await table.get(customerKeys.map((customerKey) => ({ customerKey, part })));
    const found = new Map(items.map((item) => [item['customerKey'], item]));
    return new Map(
      customerKeys.map((customerKey) => {
        const item = found.get(customerKey);
        if (item === undefined) return [customerKey, { value: decode(undefined), version: 0, savedAtMs: 0 }];
        if (typeof item['erasedUntilMs'] === 'number')
          return [customerKey, buriedPart(item, decode(undefined))];
        const expiresAt = numberOf(item, 'expiresAt');
        // The table removes it within days of that; nobody reads it meanwhile, and nothing is folded into it.
        if (expiresAt * 1000 <= clock.nowMs())
          return [
            customerKey,
            { value: decode(undefined), version: numberOf(item, 'version'), savedAtMs: 0 },
          ];
        const savedAtMs = (expiresAt - retentionSeconds) * 1000;
        return [
          customerKey,
          { value: decode(encodedOf(item)), version: numberOf(item, 'version'), savedAtMs },
        ];
      }),
    );
  };

  const save = (customerKey: string, part: PartName, expectedVersion: number, encoded: EncodedPart) => {
    const expiresAt = Math.floor(clock.nowMs() / 1000) + retentionSeconds;
    const item = { customerKey, part, version: expectedVersion + 1, ...encoded, expiresAt };
    return table.put(item, versionIs(expectedVersion));
  };

  return {
    loadHot: (customerKeys) =>
      load(customerKeys, 'hot', (encoded) => (encoded ? codec.decodeHot(encoded) : codec.emptyHot())),
    loadHistory: (customerKeys) =>
      load(customerKeys, 'history', (encoded) =>
        encoded ? codec.decodeHistory(encoded) : codec.emptyHistory(),
      ),
    saveHot: (customerKey, expectedVersion, next) =>
      save(customerKey, 'hot', expectedVersion, codec.encodeHot(next)),
    saveHistory: (customerKey, expectedVersion, next) =>
      save(customerKey, 'history', expectedVersion, codec.encodeHistory(next)),
    async *keys() {
      for await (const key of table.keys()) {
        if (key['part'] === 'hot' && key['customerKey'] !== undefined) yield key['customerKey'];
      }
    },
  };
}

/** What an erasure leaves where events come in: the key, and until when its events are turned away. */
function buriedPart<Part>(item: Item, value: Part): StoredPart<Part> {
  const erasedUntilMs = numberOf(item, 'erasedUntilMs');
  return { value, version: numberOf(item, 'version'), savedAtMs: 0, erasedUntilMs };
}

function numberOf(item: Item, attribute: string): number {
  const value = item[attribute];
  if (typeof value !== 'number')
    throw new DomainError('a stored profile lacks a number', { details: { attribute } });
  return value;
}

function encodedOf(item: Item): EncodedPart {
  const { state, delivery } = item;
  if (!(state instanceof Uint8Array)) throw new DomainError('a stored profile has no state');
  return delivery instanceof Uint8Array ? { state, delivery } : { state };
}
