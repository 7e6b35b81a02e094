/** What the fold must know of the brand. */
export interface FoldSettings {
  /** Zone of customers whose messages name none; IANA. */
  readonly brandZone: string;
  /** Currency of amounts that name none; ISO 4217. */
  readonly brandCurrency: string;
  /** Names of events that campaigns are for and that no list of a profile keeps anyway, e.g. `Test Drive Booked`. */
  readonly goalEvents?: readonly string[] | undefined;
}
