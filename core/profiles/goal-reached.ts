/** An event that campaigns are for happened; its name is one of `FoldSettings.goalEvents`. */
export interface GoalReached {
  readonly name: string;
  /** UTC epoch seconds. */
  readonly atSeconds: number;
}
