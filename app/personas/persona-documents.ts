import type { DocumentStore } from '#app/ports/document-store.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import type { PersonaRecord } from '#core/personas/persona-record.ts';

/** Collection of the documents that people decide on. */
const PERSONA_COLLECTION = 'persona';
const POINTERS = 'pointer';
const LIVE = 'persona/live';

/** Which run is live. */
export interface LivePersonas {
  readonly runHash: string;
  /** When it was published, UTC epoch ms. */
  readonly atMs: number;
}

/** JSON has no undefined: what is undefined is not there. */
const asDocument = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

const EMPTY = { name: undefined, portrait: undefined, namedBy: undefined, mergedInto: undefined };

const asRecord = (document: JsonObject): PersonaRecord =>
  ({ ...EMPTY, ...document }) as unknown as PersonaRecord;

/** Every persona that was ever found, by id. */
export async function loadRecords(
  documents: DocumentStore,
): Promise<ReadonlyMap<string, Versioned<PersonaRecord>>> {
  const records = new Map<string, Versioned<PersonaRecord>>();
  for await (const { id, value, version } of documents.list(PERSONA_COLLECTION))
    records.set(id, { value: asRecord(value), version });
  return records;
}

/** One persona; undefined if there is none of this id. */
export async function loadRecord(
  documents: DocumentStore,
  personaId: string,
): Promise<Versioned<PersonaRecord> | undefined> {
  const { value, version } = await documents.load(PERSONA_COLLECTION, personaId);
  return value === undefined ? undefined : { value: asRecord(value), version };
}

/** @throws ConflictError if somebody wrote since it was read. */
export const saveRecord = (documents: DocumentStore, version: number, record: PersonaRecord): Promise<void> =>
  documents.save(PERSONA_COLLECTION, record.personaId, version, asDocument(record));

/** The run that is live; undefined before the first. */
export async function loadLive(documents: DocumentStore): Promise<Versioned<LivePersonas | undefined>> {
  const { value, version } = await documents.load(POINTERS, LIVE);
  return { value: value as LivePersonas | undefined, version };
}

/** @throws ConflictError if another run went live meanwhile. */
export const saveLive = (documents: DocumentStore, version: number, live: LivePersonas): Promise<void> =>
  documents.save(POINTERS, LIVE, version, asDocument(live));
