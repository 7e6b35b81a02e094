import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { TextEmbedder } from '#app/ports/text-embedder.ts';
import type { Versioned } from '#app/ports/versioned.ts';
import { InputError } from '#core/kernel/errors.ts';
import { trainText } from '#core/models/embeddings/text-embedding.ts';
import { withoutCopies } from '#core/models/embeddings/text-terms.ts';
import { choosePhrases, type ProductReview, type QuotesOf } from '#core/personas/choose-phrases.ts';
import type { ProductTexts } from '#core/personas/context-space.ts';
import { type ContinuedPersonas, continuePersonas } from '#core/personas/continue-personas.ts';
import { describePersonas } from '#core/personas/describe-personas.ts';
import { learnPersonas } from '#core/personas/learn-personas.ts';
import { assignShopper, encodePersonaModel, type PersonaModel } from '#core/personas/persona-model.ts';
import { foundPersona, type PersonaRecord, type PersonaStatus } from '#core/personas/persona-record.ts';
import { type Catalogue, type Shopper, shopperOf } from '#core/personas/shopper.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { loadModel, readCatalogue } from './open-personas.ts';
import { PersonSample } from './person-sample.ts';
import { loadLive, loadRecords, saveLive, saveRecord } from './persona-documents.ts';

/** What a run found. */
export interface FoundPersonas {
  readonly runHash: string;
  readonly personaIds: readonly string[];
  readonly peopleCount: number;
  readonly stability: number;
  /** Of the people of both runs, 0-1; undefined in the first run. */
  readonly movedShare: number | undefined;
  /** Personas whose id, and so whose name, came from the run before. */
  readonly continuedCount: number;
  readonly noiseIds: readonly string[];
  /** Tokens that embedding took. */
  readonly inTokens: number;
}

/** What finding personas needs. */
export interface FindPersonasPorts {
  readonly artefacts: ArtefactStore;
  readonly documents: DocumentStore;
  readonly catalogue: CatalogueStore;
  readonly clock: Clock;
  readonly embedder: TextEmbedder;
  /** Reviews without their writers. */
  readonly reviews: () => AsyncIterable<ProductReview>;
  readonly quotesOf: QuotesOf;
}

/** Fewer buyers than this make no groups that would come back. */
const LEAST_BUYERS = 200;

/** Finds personas among the people of a snapshot and makes them live. */
export type FindPersonas = (
  people: AsyncIterable<PersonRow>,
  options?: { readonly counts?: readonly number[] },
) => Promise<FoundPersonas>;

interface Texts {
  readonly byProduct: ReadonlyMap<string, readonly ProductReview[]>;
  readonly all: readonly string[];
  readonly products: ProductTexts;
  readonly inTokens: number;
}

async function readTexts(ports: FindPersonasPorts, catalogue: Catalogue): Promise<Texts> {
  const held: ProductReview[] = [];
  for await (const review of ports.reviews()) held.push(review);
  held.sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
  const byProduct = new Map<string, ProductReview[]>();
  for (const review of withoutCopies(held))
    byProduct.set(review.productId, [...(byProduct.get(review.productId) ?? []), review]);
  const ids = [...new Set([...catalogue.keys(), ...byProduct.keys()])].sort();
  const whole = ids.map((id) =>
    [catalogue.get(id)?.name ?? '', ...(byProduct.get(id) ?? []).map(({ text }) => text)].join('\n'),
  );
  const { vectors, inTokens } = await ports.embedder.embed(whole);
  const all = [...whole, ...[...byProduct.values()].flat().map(({ text }) => text)];
  return { byProduct, all, products: { productIds: ids, vectors }, inTokens };
}

/** Who belonged where under the live run; the model is asked again, so that no list of people need be kept. */
async function formerPersonas(
  ports: FindPersonasPorts,
  shoppers: readonly Shopper[],
  catalogue: Catalogue,
): Promise<{ readonly former: readonly (string | undefined)[]; readonly version: number }> {
  const { value: live, version } = await loadLive(ports.documents);
  if (live === undefined) return { former: shoppers.map(() => undefined), version };
  const model = await loadModel(ports.artefacts, live.runHash);
  const { runHash } = live;
  return {
    former: shoppers.map((shopper) => assignShopper(model, shopper, { catalogue, runHash }).personaId),
    version,
  };
}

function modelOf(continued: ContinuedPersonas, portraits: PersonaModel['portraits']): PersonaModel {
  const { learnt, ids, match } = continued;
  const peopleCount = learnt.labels.length;
  return {
    space: learnt.space,
    personas: {
      ids,
      centres: learnt.clusters.centres,
      shares: portraits.map(({ share }) => Math.max(share, 1 / peopleCount)),
      concentration: learnt.concentration,
    },
    portraits,
    evidence: {
      peopleCount,
      stability: learnt.stability.adjustedRand,
      tried: learnt.tried,
      movedShare: match?.movedShare,
    },
  };
}

/** A persona that the run has: as it was decided, back from being gone, or new. */
function recordIn(personaId: string, known: PersonaRecord | undefined, runHash: string): PersonaRecord {
  if (known === undefined) return foundPersona(personaId, runHash);
  if (known.status !== 'gone') return { ...known, runHash };
  return { ...known, runHash, status: known.name === undefined ? 'found' : 'proposed' };
}

/** Decisions outlive the persona they were taken about. */
const DECIDED_AWAY: ReadonlySet<PersonaStatus> = new Set(['merged', 'split', 'gone']);

/** A persona that the run does not have; undefined if nothing changes. */
function recordOutside(record: PersonaRecord, { parted }: ContinuedPersonas): PersonaRecord | undefined {
  const parts = parted.find(({ personaId }) => personaId === record.personaId)?.parts;
  if (parts !== undefined) return { ...record, parts };
  return DECIDED_AWAY.has(record.status) ? undefined : { ...record, status: 'gone' };
}

/** Writes the records of a run's personas, and of those that did not come back. */
async function saveRecords(
  documents: DocumentStore,
  stored: ReadonlyMap<string, Versioned<PersonaRecord>>,
  continued: ContinuedPersonas,
  runHash: string,
): Promise<void> {
  for (const personaId of continued.ids) {
    const known = stored.get(personaId);
    await saveRecord(documents, known?.version ?? 0, recordIn(personaId, known?.value, runHash));
  }
  for (const [personaId, { value, version }] of stored) {
    const next = continued.ids.includes(personaId) ? undefined : recordOutside(value, continued);
    if (next !== undefined) await saveRecord(documents, version, next);
  }
}

/** Personas from these ports. */
export function createFindPersonas(ports: FindPersonasPorts): FindPersonas {
  return async (people, options = {}) => {
    const sample = new PersonSample();
    for await (const row of people) {
      if (row.profile.isSuspectedBot) continue;
      const shopper = shopperOf(row);
      if (shopper.baskets.some(({ products }) => products.length > 0)) sample.add(shopper);
    }
    const shoppers = sample.people();
    if (shoppers.length < LEAST_BUYERS)
      throw new InputError(
        `personas need ${LEAST_BUYERS} people who bought something; there are ${shoppers.length}`,
        {
          details: {
            ko: `페르소나를 찾으려면 구매 고객이 ${LEAST_BUYERS}명은 있어야 합니다 (현재 ${shoppers.length}명)`,
          },
        },
      );
    const catalogue = await readCatalogue(ports.catalogue);
    const texts = await readTexts(ports, catalogue);
    const stored = await loadRecords(ports.documents);
    const records = new Map([...stored].map(([id, { value }]) => [id, value]));
    const { former, version } = await formerPersonas(ports, shoppers, catalogue);

    const found = learnPersonas(shoppers, catalogue, {
      texts: texts.products,
      ...(options.counts && { counts: options.counts }),
      former,
    });
    const continued = continuePersonas(found, former, records);
    const textModel = trainText(texts.all);
    const portraits = describePersonas(continued.learnt, {
      shoppers,
      catalogue,
      ids: continued.ids,
      phrasesOf: (ids) => choosePhrases(ids, texts.byProduct, { model: textModel, quotesOf: ports.quotesOf }),
    });
    const model = modelOf(continued, portraits);
    const runHash = await ports.artefacts.put('persona', new TextEncoder().encode(encodePersonaModel(model)));
    await saveRecords(ports.documents, stored, continued, runHash);
    // Last, so that a run that failed before leaves the former one live.
    await saveLive(ports.documents, version, { runHash, atMs: ports.clock.nowMs() });
    return {
      runHash,
      personaIds: continued.ids,
      peopleCount: shoppers.length,
      stability: model.evidence.stability,
      movedShare: model.evidence.movedShare,
      continuedCount: continued.ids.filter((id) => records.has(id)).length,
      noiseIds: portraits.filter(({ noise }) => noise.length > 0).map(({ personaId }) => personaId),
      inTokens: texts.inTokens,
    };
  };
}
