import { describe, expect, it } from '@jest/globals';
import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import { createAppealDesk } from '#app/copy/appeal-desk.ts';
import { importFactSheets } from '#app/copy/copy-settings.ts';
import { type CopyOrder, listRows } from '#app/copy/list-rows.ts';
import { copyStores, NOW_MS } from '../../../support/copy/copy-fixtures.ts';

const order: CopyOrder = {
  channels: ['push'],
  languages: ['ko', 'en'],
  tones: ['warm'],
  productId: undefined,
  count: 4,
};
const mina = { by: 'mina', minutes: 1, isSimulated: false };

/** The rows of an order for one product, whose Korean sheet names a picture. */
async function rowsOf(wanted: CopyOrder) {
  const stores = copyStores();
  const sheet = { product_id: 'sku-1', facts: [] };
  const sheets = [
    { ...sheet, id: 'ko', product_name: '토너', images: ['img-7'] },
    { ...sheet, id: 'en', product_name: 'Toner' },
  ];
  const signed = { by: 'mina', atMs: NOW_MS, sha256: stores.sha256 };
  await importFactSheets(stores.documents, JSON.stringify(sheets), signed);
  const text = { ko: '순한 하루', en: 'A gentle day' };
  await createAppealDesk(stores).write(
    { productId: 'sku-1', personaId: undefined, type: 'context', text },
    mina,
  );
  const rows: string[] = [];
  const ports = {
    ...stores,
    catalogue: createMemoryCatalogueStore(),
    quotesOf: () => ({ quotes: [], reviewIds: [] }),
  };
  for await (const { row } of listRows(ports, wanted))
    rows.push([row.language, row.factSheetId, row.imageId ?? '–'].join(' '));
  return rows;
}

describe('the rows of an order', () => {
  it('take the sheet in each language', async () => {
    expect(await rowsOf(order)).toEqual(['ko ko –', 'en en –']);
  });

  it('with a picture, take only a sheet that names it', async () => {
    expect(await rowsOf({ ...order, imageId: 'img-7' })).toEqual(['ko ko img-7', 'en ko img-7']);
    expect(await rowsOf({ ...order, imageId: 'img-8' })).toEqual([]);
  });
});
