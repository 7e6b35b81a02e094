import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import { DomainError } from '#core/kernel/errors.ts';
import type { PersonaAssignment } from '#core/personas/assignment.ts';
import { assignShopper, decodePersonaModel, type PersonaModel } from '#core/personas/persona-model.ts';
import { type PersonaRecord, standsFor } from '#core/personas/persona-record.ts';
import { type Catalogue, type ProductFacts, shopperOf } from '#core/personas/shopper.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { loadLive, loadRecords } from './persona-documents.ts';

/** The live personas, ready to assign people. */
export interface OpenedPersonas {
  readonly runHash: string;
  /** How often runs have gone live, this one included: what a later run says outlives what an earlier one says. */
  readonly runOrder: number;
  readonly model: PersonaModel;
  readonly records: ReadonlyMap<string, PersonaRecord>;
  /** Also for people who were never seen before; merges that people decided are followed. */
  assign(row: PersonRow): PersonaAssignment;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The shop's products as personas read them. */
export async function readCatalogue(store: CatalogueStore): Promise<Catalogue> {
  const products = new Map<string, ProductFacts>();
  for await (const { id, attributes } of store.list('products')) {
    const price = Number(attributes['price']);
    products.set(id, {
      productId: id,
      name: textOf(attributes['name']) || id,
      category: textOf(attributes['category']),
      priceMinor: Number.isFinite(price) && price > 0 ? price : undefined,
    });
  }
  return products;
}

function followMerges(
  assignment: PersonaAssignment,
  records: ReadonlyMap<string, PersonaRecord>,
): PersonaAssignment {
  const { personaId, probability, runnerUp, runHash } = assignment;
  const first = standsFor(personaId, records);
  const second = runnerUp === undefined ? undefined : standsFor(runnerUp.personaId, records);
  if (runnerUp === undefined || second === undefined) return { ...assignment, personaId: first };
  if (first === second)
    return {
      personaId: first,
      probability: probability + runnerUp.probability,
      runnerUp: undefined,
      runHash,
    };
  return {
    personaId: first,
    probability,
    runnerUp: { personaId: second, probability: runnerUp.probability },
    runHash,
  };
}

/** The model of a run. @throws DomainError if its artefact is gone. */
export async function loadModel(artefacts: ArtefactStore, runHash: string): Promise<PersonaModel> {
  const body = await artefacts.get('persona', runHash);
  if (body === undefined)
    throw new DomainError(`the persona run ${runHash} is gone: run the persona state machine again`);
  return decodePersonaModel(new TextDecoder().decode(body));
}

/** Opens what is live; undefined before the first run. */
export async function openPersonas(ports: {
  readonly artefacts: ArtefactStore;
  readonly documents: DocumentStore;
  readonly catalogue: CatalogueStore;
}): Promise<OpenedPersonas | undefined> {
  const { value: live, version: runOrder } = await loadLive(ports.documents);
  if (live === undefined) return undefined;
  const { runHash } = live;
  const model = await loadModel(ports.artefacts, runHash);
  const catalogue = await readCatalogue(ports.catalogue);
  const stored = await loadRecords(ports.documents);
  const records = new Map([...stored].map(([id, { value }]) => [id, value]));
  return {
    runHash,
    runOrder,
    model,
    records,
    assign: (row) => followMerges(assignShopper(model, shopperOf(row), { catalogue, runHash }), records),
  };
}
