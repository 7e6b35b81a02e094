import type { PersonaAssignment } from '#core/personas/assignment.ts';

/** Which persona each person belongs to, as the newest run said. Its promises are pinned by tests/contract/assignment-store.suite.ts. */
export interface AssignmentStore {
  /** The stored assignments by person, consistent; persons without one are left out. */
  load(personIds: readonly string[]): Promise<ReadonlyMap<string, PersonaAssignment>>;
  /**
   * Replaces a person's assignment, unless a later run was here: then that one stays. Saving again is safe.
   * @param runOrder grows with each run that goes live; a whole number >= 0.
   * @throws UnavailableError if the store does not answer.
   */
  save(personId: string, assignment: PersonaAssignment, runOrder: number): Promise<void>;
}
