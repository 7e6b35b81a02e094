/** Somebody read what is held of a person. */
export interface Access {
  /** UTC epoch ms. */
  readonly atMs: number;
  /** Account name of who did. */
  readonly by: string;
  readonly what: 'profile' | 'export';
  /** Why; empty where none is asked for. */
  readonly reason: string;
}

/** Who read whom, why. Whom it was about is kept as a keyed hash only. */
export interface AccessLog {
  /** @throws UnavailableError if it may not have been noted: then nothing may be shown. */
  note(customerKey: string, access: Access): Promise<void>;
  /** All that is known about these customer keys, oldest first. */
  about(customerKeys: readonly string[]): Promise<readonly Access[]>;
}
