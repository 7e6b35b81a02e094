/** An address or device token, found by its hash; the only place where it stands in clear, encrypted at rest. */
export interface Contact {
  readonly customerKey: string;
  readonly channel: 'push' | 'email' | 'sms';
  /** Keyed hash of the normalised address: `k1.…`. */
  readonly addressHash: string;
  readonly address: string;
  /** For push: `APNS`, `GCM`, …; else undefined. */
  readonly platform?: string | undefined;
  readonly timezone?: string | undefined;
  readonly locale?: string | undefined;
  /** When this was said, UTC epoch ms; an older statement never overwrites a newer one. */
  readonly atMs: number;
}

/** Contact details: the front door writes, the dispatcher reads, nobody else. */
export interface ContactStore {
  put(contacts: readonly Contact[]): Promise<void>;
  remove(customerKey: string, channel: Contact['channel'], addressHash: string, atMs: number): Promise<void>;
  of(customerKey: string): Promise<readonly Contact[]>;
}
