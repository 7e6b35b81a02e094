import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { AssignmentStore } from '#app/ports/assignment-store.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import { mapConcurrently } from '#core/kernel/concurrency.ts';
import { InputError } from '#core/kernel/errors.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { openPersonas } from './open-personas.ts';

/** What an assignment pass did. */
export interface AssignedPeople {
  readonly runHash: string;
  readonly peopleCount: number;
  /** People by persona. */
  readonly byPersona: Readonly<Record<string, number>>;
}

const PEOPLE_AT_ONCE = 64;
const WRITES_AT_ONCE = 16;

/**
 * Assigns everybody of a snapshot to the live personas, also people of whom nothing is known yet. A slow pass that a
 * later run overtakes leaves what that run wrote.
 */
export function createAssignPeople(ports: {
  readonly artefacts: ArtefactStore;
  readonly documents: DocumentStore;
  readonly catalogue: CatalogueStore;
  readonly assignments: AssignmentStore;
}): (people: AsyncIterable<PersonRow>) => Promise<AssignedPeople> {
  return async (people) => {
    const live = await openPersonas(ports);
    if (live === undefined)
      throw new InputError('there are no personas yet: find them first', {
        details: { ko: '아직 페르소나가 없습니다. 먼저 kairos run persona 로 찾으십시오' },
      });
    const byPersona = new Map<string, number>();
    let peopleCount = 0;
    const write = async (rows: readonly PersonRow[]): Promise<void> => {
      await mapConcurrently(rows, WRITES_AT_ONCE, async (row) => {
        const assignment = live.assign(row);
        byPersona.set(assignment.personaId, (byPersona.get(assignment.personaId) ?? 0) + 1);
        await ports.assignments.save(row.personId, assignment, live.runOrder);
      });
      peopleCount += rows.length;
    };
    let held: PersonRow[] = [];
    for await (const row of people) {
      held.push(row);
      if (held.length < PEOPLE_AT_ONCE) continue;
      await write(held);
      held = [];
    }
    await write(held);
    return { runHash: live.runHash, peopleCount, byPersona: Object.fromEntries([...byPersona].sort()) };
  };
}
