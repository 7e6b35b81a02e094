/** What the fold must know of the brand. */
export interface FoldSettings {
  /** Zone of customers whose messages name none; IANA. */
  readonly brandZone: string;
  /** Currency of amounts that name none; ISO 4217. */
  readonly brandCurrency: string;
}
