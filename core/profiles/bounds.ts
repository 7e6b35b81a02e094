/**
 * What bounds a profile. Every list, counter and text of an item has its limit here; `docs/profiles.md` says what
 * happens beyond each, and a test folds a million hostile events against the sum of them.
 */
export const bounds = {
  /** Shards remembered per item: a shard, its two children after a split, and one to spare. */
  shardMarks: 4,
  /** Message ids remembered per item: a producer repeats within its retry queue, which is shorter. */
  messageRing: 64,
  /** Imported files remembered per item. */
  importMarks: 4,
  /** Products looked at: newest per product, kind and day. A busy day's browsing, at eight bytes each. */
  views: 8,
  /** Products put in or taken out of cart and wish list, asked about or watched: newest per product and kind. */
  intents: 8,
  /** Search words, newest per word and day. */
  searches: 4,
  /** Campaigns seen, topics asked, subjects reacted to: newest per subject and kind. */
  mentions: 4,
  /** Providers whose traits are kept. */
  thirdPartyProviders: 4,
  /** Segments of one provider. */
  thirdPartySegments: 8,
  /** Days after which a third party's traits are dropped, counted back from the last event. */
  thirdPartyDays: 90,
  /** Orders, refunds without order and cancellations without order kept one by one. */
  orders: 512,
  /** Completed orders whose lines are kept, newest first. */
  ordersWithLines: 64,
  /** Lines kept per order, in the order of the basket; units are counted over all. */
  linesPerOrder: 24,
  /** Refunds kept per order, newest first. */
  refundsPerOrder: 4,
  /** Currencies summed up beyond the kept orders. */
  currencies: 16,
  /** Stores counted beyond the kept orders. */
  stores: 32,
  /** Store visits, exits and zone dwells kept, newest first. */
  offlineTouches: 64,
  /** In-store events attended kept, newest first. */
  attendances: 32,
  /** Goals reached kept, newest first. */
  goals: 64,
  /** Addresses of all channels of which it is kept whether they are known, newest first: a person has two or three. */
  addresses: 8,
  /** Bytes of an id in UTF-8 (a UUID has 36); a longer one is kept as a hash. */
  idBytes: 40,
  /** Characters (code points) of words and names; the rest is cut. */
  wordLength: 24,
  /** Events of one day above which a profile is flagged as a machine's: a busy shopper makes some hundreds. */
  eventsPerDay: 2000,
  /** Stored bytes of a hot part at the very most; half of all customers stay below 1,024. */
  hotBytes: 12_288,
  /** Stored bytes of a history part at the very most; DynamoDB takes 409,600. */
  historyBytes: 300_000,
} as const;
