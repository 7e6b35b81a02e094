import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createObjectCostJournal } from '#adapters/node/object-cost-journal.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createCostDesk } from '#app/cost/cost-desk.ts';
import { tables } from '#contracts/tables.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';
import { importedPrice } from '#core/cost/prices/imported-price.ts';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';
import { fileOf, NOW_MS, run } from './fake-process.ts';

const objects = createMemoryObjectStore();
const catalogue = createMemoryCatalogueStore();
const desk = createCostDesk({
  journal: createObjectCostJournal(objects),
  artefacts: createObjectArtefactStore(objects),
  documents: createTableDocumentStore(createMemoryTable(tables.document)),
  catalogue,
  clock: { nowMs: () => NOW_MS },
  forecastsOf: async () => [],
});
const usage = (id: string, day: string, rest: Partial<CostEntry> = {}): CostEntry =>
  ({
    type: 'usage',
    id,
    atMs: Date.parse(`${day}T00:00:00Z`),
    service: 'AmazonDynamoDB',
    unit: 'write-request-unit',
    quantity: 1_000_000,
    region: 'ap-northeast-2',
    tags: { campaign: '=autumn', stage: 'delivery' },
    ...rest,
  }) as CostEntry;

describe('an imported price that cannot be used', () => {
  const good = { sku: 'AmazonSES/email', price: '0.1', currency: 'USD', valid_from: '2026-11-01' };
  it.each([
    ['sku', { sku: 'email' }],
    ['price', { price: 'ten' }],
    ['sign', { price: '-1' }],
    ['unit', { unit: 'each' }],
    ['digits', { unit: '3' }],
    ['day', { valid_from: 'soon' }],
    ['window', { valid_to: '2026-10-01' }],
    ['kind', { kind: 'guess' }],
    ['tax', { tax_included: true }],
  ])('says in both languages what is wrong with its %s', (_, change) => {
    expect(importedPrice('p', { ...good, ...change })).toMatchObject({
      problem: expect.stringMatching(/^[^가-힣]+$/),
      ko: expect.stringMatching(/[가-힣]/),
    });
  });
});

describe("a controller's month", () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway();
    await desk.post('october', [
      usage('a', '2026-10-05'),
      usage('b', '2026-10-06', { tags: { stage: 'events' } }),
    ]);
    await desk.post('november', [usage('c', '2026-11-05')]);
  });
  afterAll(() => gateway.close());
  const say = (...words: string[]) =>
    run([...words, '--endpoint', gateway.url], { services: { costDesk: async () => desk } });

  it('shows every line with its formula, and sums by group', async () => {
    const { stdout, stderr } = await say('cost');
    expect(stdout).toContain('1,000,000 × 0.68 USD / 1,000,000');
    expect(stderr).toContain('total 2.04 USD');
    expect((await say('cost', '--by', 'stage', '--language', 'ko')).stdout).toMatch(
      /delivery +1.36 +USD +실적/,
    );
    expect((await say('cost', '--by', 'month', '--month', '2026-10')).stdout).toMatch(/2026-10 +1.36/);
  });

  it('allocates shared cost by an approved key, and shows the result of a campaign', async () => {
    const file = fileOf('key.json', JSON.stringify([{ stage: 'events', by: { weights: { '=autumn': 1 } } }]));
    expect((await say('cost', '--allocation', file)).stdout).toContain('allocation key 1 approved');
    await say('cost', '=autumn', '--account', 'MKT-1,5310,2026-1234');
    const { stdout } = await say('cost', '=autumn');
    expect(stdout).toContain('cost centre MKT-1, account 5310, approval 2026-1234');
    expect(stdout).toMatch(/share of shared cost +0.68 +USD/);
    expect(stdout).toMatch(/cost per incremental order +not determinable/);
  });

  it('closes a month once; what comes late is posted to the open one', async () => {
    expect((await say('cost', '--close', '2026-11')).stderr).toContain('2026-11 is not over yet');
    const first = await say('cost', '--close', '2026-10');
    expect(first.stdout).toMatch(/2026-10 is closed \(2 lines/);
    await desk.post('late', [usage('late', '2026-10-31')]);
    expect((await say('cost', '--close', '2026-10')).stdout).toBe(first.stdout);
    const open = await say('cost', '--month', '2026-11');
    expect(open.stdout).toContain('late usage of 2026-10');
    expect(open.stderr).toContain('total 1.36 USD');
  });

  it('writes CSV that no spreadsheet runs, and a FOCUS file without faults', async () => {
    expect((await say('cost', '--format', 'csv')).stdout).toContain(",'=autumn,");
    const [header = '', ...rows] = (await say('cost', '--format', 'focus')).stdout.trimEnd().split('\n');
    expect(header).toContain('BilledCost,BillingAccountId');
    expect(rows).toHaveLength(4);
    const { lines } = JSON.parse((await say('cost', '--json')).stdout) as { lines: unknown[] };
    expect(lines).toHaveLength(4);
  });

  it('posts charges from a file, corrections only with a reference', async () => {
    const charge = {
      id: 'p1',
      at: '2026-11-07T00:00:00Z',
      category: 'people',
      amount: '250000',
      currency: 'KRW',
      tags: { campaign: '=autumn' },
      description: '2 hours of review',
      source: 'timesheet',
    };
    const good = fileOf('charges.jsonl', `${JSON.stringify(charge)}\n`);
    expect((await say('cost', '--post', good)).stdout).toContain('1 charges posted');
    expect((await say('cost', '--post', good)).status).toBe(0);
    const bad = fileOf('bad.jsonl', `${JSON.stringify({ ...charge, id: 'p2', category: 'correction' })}\n`);
    expect((await say('cost', '--post', bad)).stderr).toContain('name what it refers to');
    const korean = await say('cost', '--post', bad, '--language', 'ko');
    expect(korean.stderr).toContain('reference 에 쓰십시오');
    const worse = fileOf('worse.jsonl', '{"id":"x"}\n');
    expect((await say('cost', '--post', worse)).stderr).toContain('worse.jsonl:1: at');
    const worseKorean = (await say('cost', '--post', worse, '--language', 'ko')).stderr;
    expect(worseKorean).toMatch(/worse.jsonl:1: at 값이 맞지 않습니다 \(잘못된 입력/);
    expect((await say('cost', '--post', worse)).stderr).toContain('Invalid input');
  });

  it('writes no FOCUS file that breaks a rule of FOCUS: row, column and rule are named', async () => {
    const before = (await say('cost', '--format', 'focus')).stdout.trimEnd().split('\n').length - 1;
    const nameless = {
      id: 'n1',
      at: '2026-11-08T00:00:00Z',
      category: 'ad_spend',
      amount: '10',
      currency: 'USD',
      tags: { campaign: '=autumn' },
      description: 'banner',
      source: ' ',
    };
    await say('cost', '--post', fileOf('nameless.jsonl', `${JSON.stringify(nameless)}\n`));
    const focus = await say('cost', '--format', 'focus');
    expect(focus).toMatchObject({ status: 2, stdout: '' });
    expect(focus.stderr).toContain(`row ${before + 1}, InvoiceId: is no String`);
    const korean = await say('cost', '--format', 'focus', '--language', 'ko');
    expect(korean).toMatchObject({ status: 2, stdout: '' });
    expect(korean.stderr).toContain(`행 ${before + 1}, InvoiceId: String 형식이 아닙니다`);
    expect((await say('cost', '--format', 'focus', '--month', '2026-10')).status).toBe(0);
    expect((await say('cost', '--format', 'focus', '--month', '2027-01')).stdout.split('\n')).toHaveLength(2);
  });

  it('fails by name where a price is unknown, and counts it in no total', async () => {
    await desk.post('sms', [
      usage('sms', '2026-11-08', { service: 'AWSEndUserMessaging', unit: 'sms-part-KR' }),
    ]);
    const focus = await say('cost', '--format', 'focus');
    expect(focus).toMatchObject({ status: 2, stdout: '' });
    expect(focus.stderr).toContain('AWSEndUserMessaging sms-part-KR in ap-northeast-2');
    expect((await say('cost')).stderr).toContain('not in the total: 1000000 ×');
  });

  it('names in a campaign’s account what has no price, and tells nothing that rests on the whole cost', async () => {
    await desk.post('winter sms', [
      usage('w-1', '2026-11-08', { tags: { campaign: 'winter', stage: 'delivery' } }),
      usage('w-2', '2026-11-08', {
        ...{ service: 'AWSEndUserMessaging', unit: 'sms-part-KR' },
        ...{ quantity: 7, tags: { campaign: 'winter', stage: 'delivery' } },
      }),
    ]);
    const own = await say('cost', 'winter');
    expect(own.stderr).toMatch(
      /not in the total: \d+ × no price is known for AWSEndUserMessaging sms-part-KR/,
    );
    const effect = fileOf(
      'effect.json',
      JSON.stringify({
        margin: { low: '10', estimate: '20', high: '30' },
        orders: { low: '1', estimate: '2', high: '3' },
      }),
    );
    const told = await say('cost', 'winter', '--effect', effect, '--language', 'ko');
    expect(told.stderr).toMatch(/합계에 없음: \d+ × 2026-11-08/);
    expect(told.stdout).toMatch(/판단할 수 없음/);
    expect(told.stderr).not.toContain('no price is known');
    expect((await say('cost', 'elsewhere')).stderr).not.toContain('not in the total');
  });

  it('estimates a day of four million with every formula, naming what has no price', async () => {
    const { stdout, stderr } = await run(['cost', '--model', 'customers=4000000', '--region', 'us-east-1'], {
      services: { costDesk: async () => desk },
    });
    expect(stdout).toContain('4,000,000 customers × 30 events × 47 / 100');
    expect(stdout).toContain('56,400,000 × 0.625 USD / 1,000,000');
    expect(stderr).toContain('measured, not assumed');
    const seoul = await run(['cost', '--model', ''], { services: { costDesk: async () => desk } });
    expect(seoul.stderr).toContain('AmazonKinesis kilobyte-in in ap-northeast-2');
    expect(
      (await run(['cost', '--model', 'costumers=1'], { services: { costDesk: async () => desk } })).stderr,
    ).toContain('did you mean customers?');
  });
});
