/** The rules under which one campaign's messages may leave, decided when its plan was approved. */
export interface SendRules {
  /** Of a law pack, e.g. `KR`. */
  readonly jurisdiction: string;
  /** Fewer than `count` messages of all campaigns and channels in any elapsed `periodMs`, at most 31 days. */
  readonly cap: { readonly count: number; readonly periodMs: number };
  /** IANA zone that the operator named for people without one; undefined = they get nothing. */
  readonly fallbackZone: string | undefined;
}
