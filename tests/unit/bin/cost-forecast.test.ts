import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { createObjectCostJournal } from '#adapters/node/object-cost-journal.ts';
import { type CostDesk, createCostDesk } from '#app/cost/cost-desk.ts';
import { startedForecasts } from '#app/plan/started-forecasts.ts';
import { createPlanDesk, type PlanDesk } from '#bin/plan/plan-desk.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';
import { CAMPAIGN, each, NOW_MS, planWorld, REGION } from '../app/plan/plan-world.ts';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';
import { fileOf, run } from './fake-process.ts';

const DYNAMO = { service: 'AmazonDynamoDB', unit: 'write-request-unit' };
const PUSH = { service: 'AWSEndUserMessaging', unit: 'push' };
const used = (
  id: string,
  what: { readonly service: string; readonly unit: string },
  quantity: number,
  day = '2026-12-01',
): CostEntry => ({
  type: 'usage',
  ...{ id, ...what, quantity, region: REGION, atMs: Date.parse(`${day}T05:00:00Z`) },
  tags: { campaign: 'winter', stage: 'delivery' },
});

describe('kairos cost --forecast', () => {
  let gateway: FakeGateway;
  let planDesk: PlanDesk;
  let costDesk: CostDesk;
  let pushes = 0;
  let messages = 0;
  const say = (...words: string[]) =>
    run([...words, '--endpoint', gateway.url], {
      services: { planDesk: async () => planDesk, costDesk: async () => costDesk },
    });

  beforeAll(async () => {
    gateway = await startFakeGateway();
    const world = await planWorld(120);
    const clock = { nowMs: () => NOW_MS };
    planDesk = createPlanDesk({
      ...{ ...world, clock, price: world.input.price, by: 'lead' },
      campaigns: createDocumentCampaignStateStore(world.documents),
      budgets: { setLimit: async () => undefined },
      due: { put: async () => undefined },
      unapprovedOf: async () => [],
      receipts: { load: async () => undefined, list: () => each([]) },
      predictions: { load: async () => new Map() },
      assignments: { load: async () => new Map() },
      inputFor: async (campaign) => ({ ...world.input, campaign }),
      personIdOf: async (customer) => customer,
      accessLog: { note: async () => undefined },
    });
    costDesk = createCostDesk({
      journal: createObjectCostJournal(createMemoryObjectStore()),
      ...{ artefacts: world.artefacts, documents: world.documents, clock },
      catalogue: createMemoryCatalogueStore(),
      forecastsOf: (campaign) => startedForecasts(world, campaign),
    });
  });
  afterAll(() => gateway.close());

  it('says so where no plan was started', async () => {
    const { status, stderr } = await say('cost', 'winter', '--forecast', 'plan');
    expect(status).toBe(0);
    expect(stderr).toContain('no plan of winter was started');
  });

  it('is kept with the plan, which shows every line with its formula', async () => {
    const file = fileOf('winter.yaml', CAMPAIGN);
    const estimate = await say('plan', file, '--estimate-only');
    expect(estimate.stdout).toContain('Forecast by line');
    expect(estimate.stdout).toMatch(/AWSEndUserMessaging push +\d+ × 1 +\d+ × 1 USD \/ 1,000,000/);
    expect(estimate.stdout).toMatch(/AWSEndUserMessaging sms-part-KR +\d+ × 1 +no price is known/);
    const { stdout } = await say('plan', file, '--json');
    const { hash, planned, cost } = JSON.parse(stdout) as {
      hash: string;
      planned: number;
      cost: { channel: string; messages: number }[];
    };
    messages = planned;
    pushes = cost.find(({ channel }) => channel === 'push')?.messages ?? 0;
    expect(pushes).toBeGreaterThan(0);
    await say('approve', hash);
    expect((await say('cost', 'winter', '--forecast', 'plan')).stderr).toContain('no plan of winter');
    expect((await say('apply', hash)).status).toBe(0);
  });

  it('holds each line against what was metered: what nobody forecast and what nobody used included', async () => {
    await costDesk.post('december', [
      used('1', DYNAMO, 4 * messages + 50),
      used('2', { service: 'AWSLambda', unit: 'request' }, 5),
      used('3', { service: 'AmazonKinesis', unit: 'kilobyte-in' }, 7),
    ]);
    const { stdout, stderr } = await say('cost', 'winter', '--forecast', 'plan', '--json');
    const { lines, totals } = JSON.parse(stdout) as { lines: Record<string, string>[]; totals: unknown[] };
    const lineOf = (unit: string) => lines.find((line) => line['unit'] === unit);
    const pushCost = String(pushes / 1e6);
    expect(lineOf('push')).toMatchObject({
      forecastQuantity: String(pushes),
      actualQuantity: '0',
      actual: '0',
    });
    expect(Number(lineOf('push')?.['difference'])).toBe(-Number(pushCost));
    expect(lineOf('write-request-unit')).toMatchObject({
      ...{ forecastQuantity: String(4 * messages), actualQuantity: String(4 * messages + 50) },
      ...{ difference: '0.000034', byQuantity: '0.000034', byPrice: '0', region: REGION, standing: 'actual' },
    });
    expect(lineOf('request')).toMatchObject({ forecast: '0', actual: '0.000001', byQuantity: '0.000001' });
    expect(totals).toEqual([expect.objectContaining({ currency: 'USD' })]);
    expect(stderr).toContain('Not in it: shared cost');
    expect(stderr).toMatch(/not in the forecast, for want of a price: \d+ × AWSEndUserMessaging sms-part-KR/);
    expect(stderr).toContain('not in the actual cost: 7 × no price is known for AmazonKinesis kilobyte-in');
  });

  it('is a table in both languages and a CSV with a total per currency, and no FOCUS file', async () => {
    await costDesk.post('pushed', [used('4', PUSH, pushes)]);
    const english = await say('cost', 'winter', '--forecast', 'plan');
    // The month's first million of pushes is free: the quantity is as forecast, the price is not.
    const push = new RegExp(`push +${REGION} +${pushes} +${pushes} +\\S+ +0 +(-\\S+) +0 +\\1 +USD +actual`);
    expect(english.stdout).toMatch(push);
    const korean = await say('cost', 'winter', '--forecast', 'plan', '--language', 'ko');
    expect(korean.stdout).toMatch(/예상 수량 +실제 수량/);
    expect(korean.stderr).toContain('단가를 몰라 예상에 없음');
    const csv = await say('cost', 'winter', '--forecast', 'plan', '--format', 'csv');
    expect(csv.stdout.split('\n')[0]).toBe(
      'service,unit,region,forecast units,actual units,forecast,actual,difference,by quantity,by price,currency,standing',
    );
    expect(csv.stdout.trimEnd().split('\n').at(-1)).toMatch(/^total,,,,,0\.\d+,0\.\d+,-?0\.\d+,.*,USD,$/);
    expect((await say('cost', 'winter', '--forecast', 'plan', '--format', 'focus')).stderr).toContain(
      'FOCUS has no forecasts',
    );
  });

  it('holds a month against an earlier one', async () => {
    await costDesk.post('november', [used('5', DYNAMO, 100, '2026-11-20')]);
    const { stdout } = await say('cost', '--month', '2026-12', '--forecast', '2026-11');
    expect(stdout).toMatch(new RegExp(`write-request-unit +${REGION} +100 +${4 * messages + 50} `));
    expect((await say('cost', '--month', '2026-11', '--forecast', '2026-10')).stderr).toContain(
      'the ledger has no line of 2026-10',
    );
    for (const wrong of [
      ['--forecast', '2026-11'],
      ['--month', '2026-11', '--forecast', '2026-12'],
      ['--forecast', 'plan'],
      ['winter', '--month', '2026-12', '--forecast', 'plan'],
    ])
      expect(await say('cost', ...wrong)).toMatchObject({ status: 2, stdout: '' });
  });
});
