import { describe, expect, it } from '@jest/globals';
import { COPY_OUTCOMES } from '#app/copy/copy-outcomes.ts';
import { learnResponse } from '#app/copy/predict-response.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import { briefIn, copyStores } from '../../../support/copy/copy-fixtures.ts';

const variant = (title: string) => ({ title, body: '천천히 둘러보세요.' });

/** Twelve rows of two copies each: the morning one is answered three times as often. */
async function withOutcomes(rows: number) {
  const { documents } = copyStores();
  const save = (collection: string, id: string, document: JsonObject) =>
    documents.save(collection, id, 0, document);
  for (let row = 0; row < rows; row += 1) {
    for (const [word, answered] of [
      ['아침', 90],
      ['저녁', 30],
    ] as const) {
      const id = `c${row}-${word}`;
      await save('approved_copy', id, {
        ...{ id, productId: `sku-${row}`, channel: 'push', language: 'ko' },
        ...{ title: `${word}에 만나는 ${row}번째 토너`, body: '' },
      });
      const appealType = word === '아침' ? 'context' : 'price';
      const outcome = { copyId: id, personaId: 'p-01', appealType, shown: 2000, answered };
      await save(COPY_OUTCOMES, id, { atMs: 0, outcomes: [outcome] });
    }
  }
  return learnResponse(documents, 0);
}

describe('the judge’s prediction', () => {
  it('knows nothing before anything was sent', async () => {
    const predict = await withOutcomes(0);
    expect(predict(variant('아침 토너'), briefIn('ko'))).toBe(0.5);
  });

  it('learns from earlier outcomes which words and which appeal types are answered', async () => {
    const predict = await withOutcomes(12);
    const brief = briefIn('ko');
    const [morning, evening] = ['아침에 만나는 새 토너', '저녁에 만나는 새 토너'].map((title) =>
      predict(variant(title), brief),
    );
    expect(morning! - evening!).toBeGreaterThan(0.2);
    const aboutPrice = { ...brief, appeal: { ...brief.appeal, type: 'price' as const } };
    expect(predict(variant('새 토너'), brief)).toBeGreaterThan(predict(variant('새 토너'), aboutPrice));
  });
});
