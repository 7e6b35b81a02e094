/** Somebody read what is held of a person. */
export interface Access {
  /** UTC epoch ms. */
  readonly atMs: number;
  /** Account name of who did. */
  readonly by: string;
  /** The view, all that is held, why they get a message, their line in a list of notices. */
  readonly what: 'profile' | 'export' | 'why' | 'notices';
  /** Why; never empty for what leaves as a file. */
  readonly reason: string;
}

/** Who read whom, why. Whom it was about is kept as a keyed hash only. */
export interface AccessLog {
  /** @throws UnavailableError if it may not have been noted: then nothing may be shown. */
  note(customerKey: string, access: Access): Promise<void>;
  /** All that is known about these customer keys, oldest first. */
  about(customerKeys: readonly string[]): Promise<readonly Access[]>;
}
