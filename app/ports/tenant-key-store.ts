import type { TenantKeys } from '#contracts/tenant-keys.ts';

/** The secret with the tenant's keys, as who rotates them reads and writes it. One person at a time. */
export interface TenantKeyStore {
  load(): Promise<TenantKeys>;
  /** @throws UnavailableError if it may not have been written: load it and look. */
  save(next: TenantKeys): Promise<void>;
}
