import type { PersonaAssignment } from '#core/personas/assignment.ts';

/** Which persona each person belongs to, as the last run said. Its promises are pinned by tests/contract/assignment-store.suite.ts. */
export interface AssignmentStore {
  /** The stored assignments by person, consistent; persons without one are left out. */
  load(personIds: readonly string[]): Promise<ReadonlyMap<string, PersonaAssignment>>;
  /**
   * Replaces a person's assignment; saving again is safe.
   * @throws UnavailableError if the store does not answer.
   */
  save(personId: string, assignment: PersonaAssignment): Promise<void>;
}
