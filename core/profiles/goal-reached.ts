/** Name under which it is kept that somebody answered a message of ours: tapped it, clicked in it, came by its link. */
export const ANSWERED = 'Message Answered';

/** An event that campaigns are for happened; its name is one of `FoldSettings.goalEvents`, or `ANSWERED`. */
export interface GoalReached {
  readonly name: string;
  /** UTC epoch seconds. */
  readonly atSeconds: number;
}
