/** What time it is. The local cloud moves it. */
export interface Clock {
  /** UTC epoch milliseconds. */
  nowMs(): number;
}
