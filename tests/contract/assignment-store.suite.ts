import { beforeAll, expect, it } from '@jest/globals';
import { createTableAssignmentStore } from '#adapters/node/table-assignment-store.ts';
import type { AssignmentStore } from '#app/ports/assignment-store.ts';
import type { Table, TableSchema } from '#app/ports/table.ts';
import { tables } from '#contracts/tables.ts';
import type { PersonaAssignment } from '#core/personas/assignment.ts';
import { expectNoticed, withoutConditions } from './without-conditions.ts';

const sure: PersonaAssignment = {
  personaId: 'p-07',
  probability: 0.8125,
  runnerUp: { personaId: 'p-01', probability: 0.125 },
  runHash: 'ef'.repeat(32),
};
const alone: PersonaAssignment = { ...sure, personaId: 'p-02', runnerUp: undefined };

/** Two runs write the same people at once; the earlier one is slower, and ends up after the later one for some. */
async function keepsLater(store: AssignmentStore) {
  const people = Array.from({ length: 20 }, (_, n) => `race-${n}`);
  const write = (assignment: PersonaAssignment, runOrder: number, of: readonly string[]) =>
    Promise.all(of.map((person) => store.save(person, assignment, runOrder)));
  await write(sure, 1, people.slice(0, 10));
  await Promise.all([write(alone, 2, people), write(sure, 1, people)]);
  await write(sure, 1, people);
  const stored = await store.load(people);
  expect(people.map((person) => stored.get(person))).toEqual(people.map(() => alone));
}

/** What every assignment store promises. */
export function describeAssignmentStore(createTable: (schema: TableSchema) => Promise<Table>) {
  let table: Table;
  let store: AssignmentStore;
  beforeAll(async () => {
    table = await createTable(tables.profile);
    store = createTableAssignmentStore(table);
  });

  it('gives back an assignment, with a runner-up and without', async () => {
    await store.save('손님', sure, 1);
    await store.save('other', alone, 1);
    expect(await store.load(['손님', 'other'])).toEqual(
      new Map([
        ['손님', sure],
        ['other', alone],
      ]),
    );
  });

  it('leaves out who has none and gives the others, more than one call holds', async () => {
    const persons = Array.from({ length: 120 }, (_, n) => `p${n}`);
    for (const person of persons) await store.save(person, alone, 1);
    const found = await store.load([...persons, 'nobody', 'p0']);
    expect([...found.keys()].sort()).toEqual(persons.toSorted());
    expect(await store.load([])).toEqual(new Map());
  });

  it('keeps the last of several, each whole', async () => {
    for (const assignment of [sure, sure, alone]) await store.save('again', assignment, 1);
    expect((await store.load(['again'])).get('again')).toEqual(alone);
  });

  it("keeps a later run's when an earlier, slower run comes after it", () => keepsLater(store));

  it('is noticed when the table forgets conditions', async () => {
    const blind = createTableAssignmentStore(withoutConditions(await createTable(tables.profile)));
    await expectNoticed(() => keepsLater(blind));
  });

  it('leaves the other parts of the profile alone', async () => {
    const other = { customerKey: 'parts', part: 'predictions', atMs: 4 };
    await table.put(other);
    await store.save('parts', sure, 1);
    expect(await table.get([{ customerKey: 'parts', part: 'predictions' }])).toEqual([other]);
  });
}
