import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { createPlanDesk, type PlanDesk } from '#bin/plan/plan-desk.ts';
import { CAMPAIGN, each, NOW_MS, planWorld } from '../../app/plan/plan-world.ts';
import { type FakeGateway, startFakeGateway } from '../fake-gateway.ts';
import { fileOf, folder, run } from '../fake-process.ts';

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway();
});
afterAll(async () => gateway.close());

async function deskOf(
  noted: unknown[] = [],
  given?: Awaited<ReturnType<typeof planWorld>>,
): Promise<PlanDesk> {
  const world = given ?? (await planWorld(120));
  return createPlanDesk({
    ...world,
    clock: { nowMs: () => NOW_MS },
    campaigns: createDocumentCampaignStateStore(world.documents),
    budgets: { setLimit: async () => undefined },
    due: { put: async () => undefined },
    unapprovedOf: async () => [],
    price: world.input.price,
    receipts: { load: async () => undefined, list: () => each([]) },
    predictions: { load: async () => new Map() },
    assignments: { load: async () => new Map() },
    inputFor: async (campaign) => ({ ...world.input, campaign }),
    personIdOf: async (customer) => customer,
    accessLog: {
      async note(...entry) {
        noted.push(entry);
      },
    },
    by: 'lead',
  });
}

describe('the verbs about plans', () => {
  it('plan, approve, apply, ask why, pause, resume and cancel a campaign', async () => {
    const noted: unknown[] = [];
    const desk = await deskOf(noted);
    const say = (argv: readonly string[]) =>
      run([...argv, '--endpoint', gateway.url], { services: { planDesk: async () => desk } });
    const file = fileOf('winter.yaml', CAMPAIGN);
    const planned = await say(['plan', file, '--json', '--html', 'plan.html']);
    expect(planned).toMatchObject({ status: 0 });
    const { hash, planned: count } = JSON.parse(planned.stdout) as { hash: string; planned: number };
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await readFile(join(folder, 'plan.html'), 'utf8')).toContain(hash);
    expect(await say(['apply', hash])).toMatchObject({ status: 2 });
    expect((await say(['approve', hash])).stdout).toContain(`kairos apply ${hash}`);
    expect((await say(['apply', hash])).stdout).toContain(`${count} messages are due`);
    const told = await say(['why', 'c-00001']);
    expect(told.stdout).toContain('gave no marketing consent');
    expect(told.stdout).toContain('what would change it: marketing consent');
    const asked = ['why', 'c-00001', 'winter', '--reason', 'she rang', '--language', 'ko'];
    expect((await say(asked)).stdout).toContain('수신 동의가 없습니다');
    const entry = { atMs: NOW_MS, by: 'lead', what: 'why' };
    expect(noted).toEqual([
      ['c-00001', { ...entry, reason: '' }],
      ['c-00001', { ...entry, reason: 'she rang' }],
    ]);
    const sent = await say(['why', 'c-00000', 'winter', '--language', 'ko']);
    expect(sent.stdout).toMatch(
      /검수 +문구: 사실·법령 \(kr-cosmetics 2025-01-21\); 발송 순간 확인: 수신 동의/,
    );
    expect(sent.stdout).toMatch(/언제 +2026-12-0\d \d\d:\d\d/);
    expect(sent.stdout).toMatch(/최대 비용 +0\.\d{4,6} USD/);
    expect((await say(['pause', 'winter', '--reason', 'stock'])).stdout).toContain('paused');
    expect((await say(['resume', 'winter'])).status).toBe(0);
    expect((await say(['cancel', 'winter'])).status).toBe(0);
    expect((await say(['resume', 'winter'])).stderr).toContain('does not come back');
  });

  it('why names the model, the prompt, the facts and the reviews behind the words', async () => {
    const world = await planWorld(3);
    const copies = world.input.copies.map((copy) => ({ ...copy, id: 'c-row-1a2b3c4d.m1' }));
    const set = {
      ...{ id: 'c-row-1a2b3c4d', model: 'local-composer', row: { reviewIds: ['r1', 'r2', 'r3', 'r4'] } },
      brief: { facts: [{ id: 'price' }, { id: 'sale' }] },
    };
    await world.documents.save('copy', set.id, 0, set);
    const desk = await deskOf([], { ...world, input: { ...world.input, copies } });
    const say = (argv: readonly string[]) =>
      run([...argv, '--endpoint', gateway.url], { services: { planDesk: async () => desk } });
    await say(['plan', fileOf('winter.yaml', CAMPAIGN)]);
    const { stdout } = await say(['why', 'c-00000', 'winter']);
    expect(stdout).toMatch(/language model; prompt +local-composer; 1a2b3c4d/);
    expect(stdout).toMatch(/from facts; reviews +price, sale; r1, r2, r3, \+1/);
  });

  it('list, show, sign and reject plans as a topic of review; a rejected plan cannot be signed', async () => {
    const desk = await deskOf();
    const say = (argv: readonly string[]) =>
      run([...argv, '--endpoint', gateway.url], { services: { planDesk: async () => desk } });
    const { stdout } = await say(['plan', fileOf('winter.yaml', CAMPAIGN), '--json']);
    const { hash } = JSON.parse(stdout) as { hash: string };
    const list = await say(['review', 'plans', 'list']);
    expect(list.stdout).toContain(hash);
    expect(list.stdout).toContain('waiting');
    expect((await say(['review', 'plans', 'show', hash, '--language', 'ko'])).stdout).toContain('대상 고객');
    expect((await say(['review', 'plans', 'accept', hash, '--by', 'mina'])).stdout).toContain('kairos apply');
    expect(await say(['review', 'plans', 'reject', hash])).toMatchObject({ status: 2 });
    expect(await say(['review', 'plans', 'reject', hash, '--reason', 'too soon'])).toMatchObject({
      status: 0,
    });
    const late = await say(['review', 'plans', 'accept', hash, '--by', 'jun']);
    expect(late.stderr).toContain('too soon');
    expect((await say(['apply', hash])).stderr).toContain('rejected');
  });

  it('refuse a test that names nobody', async () => {
    const desk = await deskOf();
    const say = (argv: readonly string[]) =>
      run([...argv, '--endpoint', gateway.url], { services: { planDesk: async () => desk } });
    const { stdout } = await say(['plan', fileOf('winter.yaml', CAMPAIGN), '--json']);
    const { hash } = JSON.parse(stdout) as { hash: string };
    expect(await say(['test-send', hash])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--to is empty'),
    });
  });

  it('keeps nothing of an estimate, so that it cannot be signed', async () => {
    const desk = await deskOf();
    const say = (argv: readonly string[]) =>
      run([...argv, '--endpoint', gateway.url], { services: { planDesk: async () => desk } });
    const estimate = await say(['plan', fileOf('winter.yaml', CAMPAIGN), '--estimate-only', '--json']);
    const { hash } = JSON.parse(estimate.stdout) as { hash: string };
    expect((await say(['approve', hash])).stderr).toContain('no plan with this hash');
  });

  it('fails with status 2 at a file that is missing or wrong, before anything is asked', async () => {
    const services = { planDesk: async () => deskOf() };
    expect(await run(['plan', 'nowhere.yaml'], { services })).toMatchObject({ status: 2 });
    const bad = fileOf('bad.yaml', CAMPAIGN.replace('[push, sms]', '[fax]'));
    expect((await run(['plan', bad, '--language', 'ko'], { services })).stderr).toContain('channels.0');
  });
});
