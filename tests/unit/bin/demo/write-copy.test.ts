import { describe, expect, it } from '@jest/globals';
import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import { openCopyOffice } from '#app/copy/copy-office.ts';
import { importBrand, importFactSheets } from '#app/copy/copy-settings.ts';
import type { PersonaPage } from '#app/personas/review-personas.ts';
import { readLiveCopies } from '#app/plan/read-live-copies.ts';
import { type DemoCopyOptions, type DemoCopyPorts, writeDemoCopy } from '#bin/demo/write-copy.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { foundPersona } from '#core/personas/persona-record.ts';
import type { PersonaPortrait } from '#core/personas/portrait.ts';
import { createBrand } from '#demo/index.ts';
import { composeAnswer, LOCAL_COMPOSER } from '#local/bedrock/compose-answer.ts';
import { copyStores, NOW_MS } from '../../../support/copy/copy-fixtures.ts';

const brand = createBrand(7, { startsOn: '2026-11-01', customers: 20 });

const page = (number: number, productId: string, status: 'accepted' | 'proposed'): PersonaPage => ({
  record: {
    ...foundPersona(`p-${number}`, 'run'),
    status,
    name: { ko: `모임 ${number}`, en: `group ${number}` },
    portrait: { ko: '', en: '' },
  },
  portrait: { products: [{ id: productId, name: '', share: 1, lift: 1 }] } as unknown as PersonaPortrait,
});

const pages = brand.products.map(({ id }, index) => page(index, id, index === 0 ? 'proposed' : 'accepted'));

async function playDemo(own: readonly PersonaPage[]) {
  const stores = copyStores();
  const { documents, sha256 } = stores;
  for (const { record } of own)
    await documents.save('persona', record.personaId, 0, JSON.parse(JSON.stringify(record)) as JsonObject);
  let calls = 0;
  const ports: DemoCopyPorts = {
    importSettings: async (kind, text) =>
      kind === 'brand'
        ? [(await importBrand(documents, text)).name]
        : importFactSheets(documents, text, { by: 'a', atMs: NOW_MS, sha256 }),
    openOffice: () =>
      openCopyOffice({
        ...stores,
        catalogue: createMemoryCatalogueStore(),
        lake: { async *read() {} },
        meter: async () => undefined,
        languageModel: {
          async converse({ messages }) {
            calls += 1;
            return {
              text: composeAnswer(messages.at(-1)?.text ?? ''),
              ending: 'complete',
              usage: { inTokens: 1, outTokens: 1, cachedInTokens: 0 },
              model: LOCAL_COMPOSER,
            };
          },
        },
      }),
  };
  const live = async (): Promise<ApprovedCopy[]> => {
    const copies: ApprovedCopy[] = [];
    for (const copy of await readLiveCopies(documents)) copies.push(copy);
    return copies;
  };
  return {
    play: (options: DemoCopyOptions = {}) => writeDemoCopy(ports, brand, own, options),
    live,
    callCount: () => calls,
  };
}

describe('the scripted person of the demo', () => {
  it('has at least 300 variants approved in two languages, each marked as simulated', async () => {
    const { play, live } = await playDemo(pages.slice(0, 9));
    const counts = await play();
    const copies = await live();
    expect(counts).toMatchObject({ isSimulated: true, personas: 8, appealPoints: 18, rows: 108 });
    expect(counts.live.ko + counts.live.en).toBe(copies.length);
    expect(Math.min(counts.live.ko, counts.live.en)).toBeGreaterThanOrEqual(150);
    expect(copies.every((copy) => copy.isSimulated && copy.approvedBy === 'scripted-person')).toBe(true);
    expect(new Set(copies.map(({ appealType }) => appealType))).toEqual(new Set(['context', 'price']));
    expect(copies.some(({ personaId }) => personaId === 'p-0')).toBe(false);
  });

  it('played again, writes nothing a second time', async () => {
    const { play, live, callCount } = await playDemo(pages.slice(0, 3));
    const few = { channels: ['push'], variants: 24 } as const;
    const first = await play(few);
    const [calls, copies] = [callCount(), await live()];
    expect(await play(few)).toEqual(first);
    expect([callCount(), await live()]).toEqual([calls, copies]);
  });
});
