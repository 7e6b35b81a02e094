/** The part of a profile that is written when an order or a visit changes it. */
export interface HistoryPart {
  readonly orders: readonly unknown[];
}
