import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import { createLocalTextEmbedder } from '#adapters/node/local-text-embedder.ts';
import { createFindPersonas } from '#app/personas/find-personas.ts';
import type { ArtefactStore } from '#app/ports/artefact-store.ts';
import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DocumentStore } from '#app/ports/document-store.ts';
import type { StandingPeople } from './people.ts';

/** Finds personas among the made-up people and makes them live; gives the catalogue that they are read with. */
export async function learnPersonas(
  { samples, products }: StandingPeople,
  ports: { readonly artefacts: ArtefactStore; readonly documents: DocumentStore; readonly clock: Clock },
): Promise<CatalogueStore> {
  const catalogue = createMemoryCatalogueStore();
  await catalogue.put(
    products.map(({ id, name, category }) => ({
      ...{ kind: 'products' as const, id },
      attributes: { product_id: id, name, category, price: '20000' },
    })),
  );
  const find = createFindPersonas({
    ...{ ...ports, catalogue, embedder: createLocalTextEmbedder(), quotesOf: () => [] },
    async *reviews() {
      yield* [];
    },
  });
  await find(
    (async function* () {
      yield* samples;
    })(),
    { counts: [8] },
  );
  return catalogue;
}
