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
  /** Messages by minute and shard, the shards still open by hour, and how far everything is done. */
  due: { partitionKey: 'slot', sortKey: 'entry', expiryAttribute: 'expiresAt' },
  /** One item per budget: limit, spent, and what workers drew. */
  budget: { partitionKey: 'budgetId' },
  /** What became of each planned message. */
  receipt: { partitionKey: 'campaignId', sortKey: 'messageKey', expiryAttribute: 'expiresAt' },
  /** Who read whom, by keyed hash of the customer key, and why. */
  access: { partitionKey: 'subject', sortKey: 'entry', expiryAttribute: 'expiresAt' },
  /** Codes of offers, and the orders that used one, by keyed hash and hash. */
  offer: { partitionKey: 'entry', expiryAttribute: 'expiresAt' },
  /** One token bucket per sending identity. */
  rate: { partitionKey: 'identity' },
} as const satisfies Record<string, TableKey>;

/** A table's short name. */
export type TableName = keyof typeof tables;
