import { createHash } from 'node:crypto';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { tables } from '#contracts/tables.ts';
import { briefFacts, type CopyBrief } from '#core/copy/brief/copy-brief.ts';
import type { FactSheet } from '#core/copy/check/copy.ts';

export const NOW_MS = Date.UTC(2026, 10, 22, 3);

/** A made-up product's facts; the same in both languages but for its name and its ingredient. */
export function sheetIn(language: 'ko' | 'en'): FactSheet {
  const fact = { value: '', unit: '', text: '', evidence: '' };
  return {
    id: 'sheet-1',
    productName: language === 'ko' ? '라온 시카 토너 패드' : 'Raon Cica Toner Pad',
    validFrom: '2026-11-01',
    validTo: '2026-12-31',
    sender: ['루나뷰티', '1588-0000'],
    optOut: { push: ['앱 설정'], email: ['https://luna.example/unsubscribe'], sms: ['080-123-4567'] },
    links: ['https://luna.example/'],
    functional: [],
    facts: [
      { ...fact, id: 'price', kind: 'price', value: '12900', unit: 'KRW' },
      { ...fact, id: 'off', kind: 'percent', value: '33', unit: '%' },
      { ...fact, id: 'until', kind: 'date', value: '2026-11-30' },
      { ...fact, id: 'size', kind: 'quantity', value: '150', unit: 'ml' },
      {
        ...fact,
        id: 'cica',
        kind: 'ingredient',
        text: language === 'ko' ? '병풀 추출물' : 'centella extract',
      },
    ],
  };
}

export function briefIn(language: 'ko' | 'en', more: Partial<CopyBrief> = {}): CopyBrief {
  const sheet = sheetIn(language);
  const isKorean = language === 'ko';
  return {
    persona: { id: 'p-01', name: isKorean ? '토너 유목민' : 'Toner nomads', portrait: '' },
    appeal: {
      id: 'a-01',
      type: 'context',
      text: isKorean ? '아직 정착하지 못한 분을 위한 토너' : 'For those who have not settled yet',
    },
    product: { id: 'sku-1', name: sheet.productName, category: isKorean ? '토너' : 'toner' },
    factSheetId: sheet.id,
    channel: 'push',
    language,
    tone: 'warm',
    count: 12,
    facts: briefFacts(sheet, language),
    quotes: [],
    links: sheet.links,
    ...more,
  };
}

export const copyStores = () => ({
  documents: createTableDocumentStore(createMemoryTable(tables.document)),
  artefacts: createObjectArtefactStore(createMemoryObjectStore()),
  sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
  clock: { nowMs: () => NOW_MS },
});

export const voice = {
  brandName: '루나뷰티',
  guide: { ko: '다정하고 담백하게', en: 'Kind and plain' },
};
