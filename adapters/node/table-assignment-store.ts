import type { AssignmentStore } from '#app/ports/assignment-store.ts';
import { anyOf, attributeAtMost, notExists } from '#app/ports/condition.ts';
import type { Item, Table } from '#app/ports/table.ts';
import { ConflictError, DomainError } from '#core/kernel/errors.ts';
import type { PersonaAssignment } from '#core/personas/assignment.ts';

const PART = 'persona';

function assignmentIn({ assignment }: Item): PersonaAssignment {
  if (typeof assignment !== 'string') throw new DomainError('a stored persona assignment is not whole');
  const { runnerUp, ...rest } = JSON.parse(assignment) as PersonaAssignment;
  return { ...rest, runnerUp };
}

/** Assignments as parts of the profile table: `customerKey` is the person's id, `part` is `persona`, `runOrder` the run's place. */
export function createTableAssignmentStore(table: Table): AssignmentStore {
  return {
    async load(personIds) {
      const items = await table.get(personIds.map((customerKey) => ({ customerKey, part: PART })));
      return new Map(items.map((item) => [String(item['customerKey']), assignmentIn(item)]));
    },
    async save(personId, assignment, runOrder) {
      const item = { customerKey: personId, part: PART, assignment: JSON.stringify(assignment), runOrder };
      try {
        await table.put(item, anyOf(notExists(), attributeAtMost('runOrder', runOrder)));
      } catch (error) {
        // A later run was here: its assignment stays.
        if (!(error instanceof ConflictError)) throw error;
      }
    },
  };
}
