/** One line of the corpus. */
export interface Line {
  readonly id: string;
  readonly channel: string;
  readonly language: string;
  readonly title: string;
  readonly body: string;
  readonly facts: string;
  readonly rendered?: boolean;
  /** Rule that must be among the findings; only in bad copies. */
  readonly expect?: string;
}
