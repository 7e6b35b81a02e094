/** Somebody who may send events: an app, a shop, a till. */
export interface WriteKey {
  /** Short name for logs and metrics, e.g. `web`. */
  readonly id: string;
  /** What the sender gives as basic-auth user name; public in web pages, so it grants nothing but sending. */
  readonly writeKey: string;
  /** Stamped as `context.source` on messages that name none, e.g. `web`, `pos`. */
  readonly source: string;
}

/** The write keys in force. */
export interface WriteKeys {
  /** @throws UnavailableError if the keys cannot be read. */
  find(writeKey: string): Promise<WriteKey | undefined>;
}
