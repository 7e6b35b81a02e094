import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CopyOffice } from '#app/copy/copy-office.ts';
import type { CopySet } from '#core/copy/variants/copy-set.ts';
import { type FakeGateway, startFakeGateway } from '../fake-gateway.ts';
import { NOW_MS, run } from '../fake-process.ts';

const variant = (id: string, status: string, author: string) => ({
  ...{ id, status, author, title: '', preheader: '', body: 'Hello', findings: [] },
});
const set = {
  id: 's1',
  row: { productId: 'cream', channel: 'push', language: 'en', appealType: 'review' },
  brief: { appeal: { text: 'soft' } },
  ...{ status: 'failed', failure: 'truncated', model: 'm', isSimulated: false, dueAtMs: NOW_MS },
  variants: [variant('m1', 'passed', 'model'), variant('p1', 'duplicate', 'person')],
} as unknown as CopySet;

const office = {
  copies: {
    async *list() {
      yield set;
    },
    show: async () => set,
  },
} as unknown as CopyOffice;

describe('kairos review copy', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway();
  });
  afterAll(() => gateway.close());
  const say = async (...words: string[]) =>
    (
      await run(['review', 'copy', ...words, '--endpoint', gateway.url], {
        services: { copyOffice: async () => office },
      })
    ).stdout;

  it('tells where sets and variants stand in the reader’s language', async () => {
    expect(await say('list')).toMatch(/s1 +truncated/);
    expect(await say('list', '--language', 'ko')).toMatch(/s1 +답변이 잘림/);
    expect(await say('show', 's1')).toMatch(/\[m1\] passed · model[^]*\[p1\] duplicate · person/);
    expect(await say('show', 's1', '--language', 'ko')).toMatch(/\[m1\] 통과 · 모델[^]*\[p1\] 중복 · 사람/);
  });
});
