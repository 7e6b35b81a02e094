import type { Clock } from '#app/ports/clock.ts';
import type { ContactStore } from '#app/ports/contact-store.ts';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import type { TenantKeyStore } from '#app/ports/tenant-key-store.ts';
import type { TenantKeySecret, TenantKeys } from '#contracts/tenant-keys.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { createRehashContacts, type RehashContacts, type Rehashed, type Unnamed } from './rehash-contacts.ts';
import type { MergePorts } from './settle-merges.ts';

/** A rotation lasts at least so long: by then no function runs any more that does not know both keys. A day. */
const LASTS_MS = DAY_MS;

/** Which keys there are; nothing of their secrets. */
export interface KeyStatus {
  /** Newest first; two while a rotation lasts. */
  readonly inForce: readonly string[];
  readonly retired: readonly string[];
  /** First instant at which the rotation may end, ISO 8601; undefined outside one. */
  readonly mayEndFrom: string | undefined;
}

/** What became of the wish to end a rotation. */
export type EndedRotation =
  | ({ readonly status: 'ended' } & KeyStatus & Rehashed)
  | ({ readonly status: 'none_under_way' | 'too_early' } & KeyStatus)
  | ({ readonly status: 'unnamed'; readonly unnamed: Unnamed } & KeyStatus);

/** Rotation of the tenant's hashing key: begun, lasting some days or weeks, ended. Each step may be repeated. */
export interface RotateKeys {
  status(): Promise<KeyStatus>;
  /** A new key comes into force beside the old one. Changes nothing if two are in force. */
  begin(): Promise<KeyStatus>;
  /** Brings contacts and the identifiers that they tell under the keys in force. */
  rehash(): Promise<KeyStatus & Rehashed & { readonly unnamed: Unnamed }>;
  /**
   * Retires the older key: from now on nothing is hashed under it.
   * @param leavesUnnamed ends although some identifiers have no name under the newer key: they will match nothing.
   */
  end(leavesUnnamed: boolean): Promise<EndedRotation>;
}

/** What rotating needs. */
export interface RotationPorts extends MergePorts {
  readonly keys: TenantKeyStore;
  readonly contacts: ContactStore;
  readonly clock: Clock;
  readonly hasherOf: (keys: TenantKeys) => KeyedHasher;
  /** Base64 of 32 random bytes or more. */
  readonly newSecret: () => string;
}

const isInForce = ({ retired }: TenantKeySecret): boolean => retired !== true;

function statusOf({ keys }: TenantKeys): KeyStatus {
  const inForce = keys.filter(isInForce);
  const sinceMs = Date.parse(inForce[0]?.since ?? '');
  return {
    inForce: inForce.map(({ id }) => id),
    retired: keys.filter((key) => !isInForce(key)).map(({ id }) => id),
    mayEndFrom: inForce.length > 1 ? new Date((sinceMs || 0) + LASTS_MS).toISOString() : undefined,
  };
}

/** Rotates over these stores. */
export function createRotateKeys(ports: RotationPorts): RotateKeys {
  const rehasherOf = (keys: TenantKeys): RehashContacts =>
    createRehashContacts({ ...ports, hasher: ports.hasherOf(keys) });

  const rehash = async (keys: TenantKeys): Promise<Rehashed & { readonly unnamed: Unnamed }> => {
    const rehasher = rehasherOf(keys);
    const done = await rehasher.rehash();
    return { ...done, unnamed: await rehasher.unnamed(keys.keys.find(isInForce)?.id ?? '') };
  };

  return {
    status: async () => statusOf(await ports.keys.load()),
    async begin() {
      const { keys } = await ports.keys.load();
      if (keys.filter(isInForce).length > 1) return statusOf({ keys });
      const number = Math.max(...keys.map(({ id }) => Number(id.slice(1)))) + 1;
      const since = new Date(ports.clock.nowMs()).toISOString();
      const next = { keys: [{ id: `k${number}`, secret: ports.newSecret(), since }, ...keys] };
      await ports.keys.save(next);
      return statusOf(next);
    },
    async rehash() {
      const keys = await ports.keys.load();
      return { ...statusOf(keys), ...(await rehash(keys)) };
    },
    async end(leavesUnnamed) {
      const keys = await ports.keys.load();
      const status = statusOf(keys);
      if (status.mayEndFrom === undefined) return { status: 'none_under_way', ...status };
      if (ports.clock.nowMs() < Date.parse(status.mayEndFrom)) return { status: 'too_early', ...status };
      const { unnamed, namedCount } = await rehash(keys);
      if (Object.keys(unnamed).length > 0 && !leavesUnnamed) return { status: 'unnamed', unnamed, ...status };
      const newest = status.inForce[0];
      const next = { keys: keys.keys.map((key) => (key.id === newest ? key : { ...key, retired: true })) };
      await ports.keys.save(next);
      const { movedCount } = await rehasherOf(next).rehash();
      return { status: 'ended', ...statusOf(next), movedCount, namedCount };
    },
  };
}
