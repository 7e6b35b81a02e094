/** One titled table of a plan, for the terminal and for the page alike. */
export interface PlanTable {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** A terminal shows no more of them. @default all */
  readonly mostOnTerminal?: number;
}
