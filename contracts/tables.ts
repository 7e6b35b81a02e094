/** The key of a table: what it is looked up by. */
export interface TableKey {
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Attribute with the second at which DynamoDB may drop the item; a garbage collector, never a timer. */
  readonly expiryAttribute?: string;
}

/** Every table by its access pattern. CDK creates them, adapters read and write them, contract suites build them on emulators. */
export const tables = {
  /** The two parts of each customer key's profile: `part` is `hot` or `history`. */
  profile: { partitionKey: 'customerKey', sortKey: 'part', expiryAttribute: 'expiresAt' },
  /** One item per person: consents now, caps and claims later. */
  ledger: { partitionKey: 'personId' },
  /** Links between customer keys, and who carries an identifier. */
  person: { partitionKey: 'subject', sortKey: 'fact' },
  /** One salt per customer key: destroying it erases that person's lines in the lake. */
  personKey: { partitionKey: 'personId' },
  /** Addresses and device tokens. */
  contact: { partitionKey: 'customerKey', sortKey: 'contact', expiryAttribute: 'expiresAt' },
  /** What each source usually sends, and when it last did. */
  source: { partitionKey: 'source', sortKey: 'writer', expiryAttribute: 'expiresAt' },
  /** Products, stores, store events, stock, coupons, campaigns. */
  catalogue: { partitionKey: 'kind', sortKey: 'id' },
  /** Small JSON documents by collection: what is live, appeal points, reviews, campaigns, approvals. */
  document: { partitionKey: 'collection', sortKey: 'id' },
} as const satisfies Record<string, TableKey>;

/** A table's short name. */
export type TableName = keyof typeof tables;
