import { describe, expect, it } from '@jest/globals';
import { createCopyDesk } from '#app/copy/copy-desk.ts';
import { createOpenCopySet } from '#app/copy/open-copy-set.ts';
import { createWriteVariants } from '#app/copy/write-variants.ts';
import { readLiveCopies } from '#app/plan/read-live-copies.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { CopyRow } from '#core/copy/variants/copy-set.ts';
import { composeAnswer } from '#local/bedrock/compose-answer.ts';
import { briefIn, copyStores, sheetIn, voice } from '../../../support/copy/copy-fixtures.ts';

const row: CopyRow = {
  personaId: 'p-01',
  appealId: 'a-01',
  appealType: 'context',
  appealAuthor: 'person_picks_models',
  productId: 'sku-1',
  factSheetId: 'sheet-1',
  channel: 'push',
  language: 'ko',
  tone: 'warm',
};
const mina = { by: 'mina', minutes: 3, isSimulated: true };
const jun = { by: 'jun', minutes: 1, isSimulated: true };

async function openDesk(approvers = 1) {
  const stores = copyStores();
  const write = createWriteVariants({
    ...stores,
    languageModel: {
      converse: async ({ messages }) => ({
        text: composeAnswer(messages.at(-1)?.text ?? ''),
        ending: 'complete',
        usage: { inTokens: 1, outTokens: 1, cachedInTokens: 0 },
        model: 'local-composer',
      }),
    },
    modelId: 'm',
    voice,
    predictResponse: () => 0.5,
  });
  const open = createOpenCopySet({ ...stores, reviewDays: 7 });
  const openFor = async (its: CopyRow, count = 12) => {
    const brief = briefIn('ko', { count });
    return open(its, brief, await write(brief, sheetIn('ko'), {}));
  };
  const written = (count: number) => openFor(row, count);
  const desk = createCopyDesk({ ...stores, approvers, sheetOf: async () => sheetIn('ko') });
  const live = async (): Promise<ApprovedCopy[]> => {
    const copies: ApprovedCopy[] = [];
    for (const copy of await readLiveCopies(stores.documents)) copies.push(copy);
    return copies;
  };
  return { desk, written, openFor, live, set: await written(12) };
}

describe('the copy desk', () => {
  it('makes approved words live when the review closes, and says who, when and how long', async () => {
    const { desk, set, live } = await openDesk();
    await desk.approve(set.id, ['m1', 'm2'], mina);
    expect(await live()).toEqual([]);
    await desk.close(set.id);
    const [first, second] = await live();
    expect([first, second]).toMatchObject([
      {
        id: `${set.id}.m1`,
        approvedBy: 'mina',
        copyAuthor: 'model',
        isSimulated: true,
        appealAuthor: 'person_picks_models',
      },
      { id: `${set.id}.m2` },
    ]);
    expect(first?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('checks an edit at once: an invented discount cannot be approved until it is mended', async () => {
    const { desk, set } = await openDesk();
    const spoilt = await desk.edit(set.id, 'm1', { body: '지금 77% 할인으로 만나 보세요.' }, mina);
    const variant = spoilt.variants.find(({ id }) => id === 'm1');
    expect([variant?.status, variant?.findings.map(({ rule }) => rule)]).toEqual(['failed', ['percent']]);
    await expect(desk.approve(set.id, ['m1'], jun)).rejects.toThrow('cannot be approved');
    const mended = await desk.edit(set.id, 'm1', { body: '지금 33% 할인으로 만나 보세요.' }, mina);
    expect(mended.variants.find(({ id }) => id === 'm1')).toMatchObject({
      status: 'passed',
      author: 'person_picks_models',
    });
  });

  it('puts a person’s own copy on top as control', async () => {
    const { desk, set } = await openDesk();
    await desk.add(set.id, { title: '직접 쓴 제목', preheader: '', body: '천천히 둘러보세요.' }, mina);
    expect((await desk.show(set.id)).variants[0]).toMatchObject({
      id: 'p1',
      author: 'person',
      status: 'passed',
    });
  });

  it('with four eyes waits for a second person; the same one twice is one', async () => {
    const { desk, set } = await openDesk(2);
    const status = (decided: typeof set) => decided.variants.find(({ id }) => id === 'm1')?.status;
    await desk.approve(set.id, ['m1'], mina);
    expect(status(await desk.approve(set.id, ['m1'], mina))).toBe('passed');
    expect(status(await desk.approve(set.id, ['m1'], jun))).toBe('approved');
  });

  it('leaves the old copy live when a later review ends with nothing approved', async () => {
    const { desk, set, live, written } = await openDesk();
    await desk.approve(set.id, ['m1'], mina);
    await desk.close(set.id);
    const later = await written(6);
    await desk.reject(later.id, ['m1'], '말투가 달라요', jun);
    expect((await desk.close(later.id)).status).toBe('lapsed');
    expect((await live()).map(({ id }) => id)).toEqual([`${set.id}.m1`]);
  });

  it('carries the picture of its row into what was approved', async () => {
    const { desk, live, openFor } = await openDesk();
    const pictured = await openFor({ ...row, imageId: 'img-7' });
    await desk.approve(pictured.id, ['m1'], mina);
    await desk.close(pictured.id);
    expect((await live()).map(({ imageId }) => imageId)).toEqual(['img-7']);
  });

  it('opening the same set again keeps what people did', async () => {
    const { desk, set, written } = await openDesk();
    await desk.approve(set.id, ['m3'], mina);
    expect((await written(12)).variants.find(({ id }) => id === 'm3')?.status).toBe('approved');
  });
});
