import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openImportFile } from '#adapters/node/imports/open-import-file.ts';
import { deliverFile, type ImportReport } from '#app/events/imports/deliver-file.ts';
import type { ImportPorts } from '#app/events/imports/import-ports.ts';
import { surveyFile } from '#app/events/imports/survey-file.ts';
import type { ImportKind } from '#core/events/imports/import-kind.ts';
import {
  type Brand,
  consentsCsv,
  contactsCsv,
  productsCsv,
  purchasesCsv,
  reviewsCsv,
  storeEventsCsv,
  storeStockCsv,
  storesCsv,
} from '#demo/index.ts';
import { pricesCsv } from './prices-csv.ts';

/** The shop's files, written the way Korean exports are. */
const files: readonly (readonly [ImportKind, (brand: Brand) => string])[] = [
  ['products', (brand) => productsCsv(brand, 'korean')],
  ['stores', (brand) => storesCsv(brand)],
  ['store_events', (brand) => storeEventsCsv(brand, 'korean')],
  ['store_stock', (brand) => storeStockCsv(brand, 'korean')],
  ['contacts', (brand) => contactsCsv(brand, 'korean')],
  ['consents', (brand) => consentsCsv(brand, 'korean')],
  ['purchases', (brand) => purchasesCsv(brand, 'korean')],
  ['reviews', (brand) => reviewsCsv(brand, 'korean')],
  ['prices', (brand) => pricesCsv(new Date(brand.startMs).toISOString().slice(0, 10))],
];

/** Imports what the made-up shop had before its first day here, file by file, as a retailer would. */
export async function importShop(
  brand: Brand,
  ports: ImportPorts,
  options: { readonly folder: string; readonly nowMs: number; readonly onFile: (kind: ImportKind) => void },
): Promise<
  readonly { readonly kind: ImportKind; readonly report: ImportReport; readonly refusedCount: number }[]
> {
  mkdirSync(options.folder, { recursive: true });
  const imported = [];
  for (const [kind, render] of files) {
    options.onFile(kind);
    const path = join(options.folder, `${kind}.csv`);
    writeFileSync(path, render(brand));
    const file = await openImportFile(path);
    const survey = await surveyFile(kind, file, {
      fileId: file.fileId,
      namedZone: undefined,
      namedCurrency: undefined,
      brand: { zone: brand.config.zone, currency: brand.config.currency },
      columns: new Map(),
      hasExcelSerials: false,
      nowMs: options.nowMs,
      campaignStart: () => undefined,
    });
    imported.push({ kind, report: await deliverFile(survey, ports), refusedCount: survey.refusedCount });
  }
  return imported;
}
