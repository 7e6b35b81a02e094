/** Channels that reach a person by an address. */
type ContactChannel = 'push' | 'email' | 'sms';

/** An address or device token, found by its hash; the only place where it stands in clear, encrypted at rest. */
export interface Contact {
  readonly customerKey: string;
  readonly channel: ContactChannel;
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

/** The statement that an address no longer reaches this customer. */
export type ContactRemoval = Pick<Contact, 'customerKey' | 'channel' | 'addressHash' | 'atMs'>;

/** What a message says about addresses. */
export interface ContactChanges {
  /** Stated: by `identify` or `Device Registered`. */
  readonly put: readonly Contact[];
  /** Mentioned in a context, as mobile SDKs do in each message: worth a write once in a while. */
  readonly mentioned: readonly Contact[];
  readonly remove: readonly ContactRemoval[];
}
