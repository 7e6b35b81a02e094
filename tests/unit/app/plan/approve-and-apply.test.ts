import { describe, expect, it } from '@jest/globals';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { importBrand } from '#app/copy/copy-settings.ts';
import { changeCampaign } from '#app/delivery/change-campaign.ts';
import { type ApplyPorts, applyPlan } from '#app/plan/apply-plan.ts';
import { approvePlan, rejectPlan } from '#app/plan/approve-plan.ts';
import { makePlan } from '#app/plan/make-plan.ts';
import { decisionAbout, listPlan } from '#app/plan/plan-records.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import { type PlanRefusal, planRefusals } from '#core/plan/plan-refusals.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { BRAND, NOW_MS, planWorld } from './plan-world.ts';

const LEAD = { by: 'lead', role: 'marketing' };

async function appliedWorld(changes: Partial<Campaign> = {}) {
  const world = await planWorld(120, changes);
  const plan = await makePlan(world.input, world);
  await listPlan(world, plan);
  const due: PlannedMessage[] = [];
  const limits = new Map<string, number>();
  let nowMs = NOW_MS;
  const ports: ApplyPorts = {
    ...world,
    clock: { nowMs: () => nowMs },
    campaigns: createDocumentCampaignStateStore(world.documents),
    budgets: { setLimit: async (id, limit) => void limits.set(id, limit) },
    due: { put: async (messages) => void due.push(...messages) },
    unapprovedOf: async () => [],
    price: world.input.price,
  };
  return { ...world, plan, ports, due, limits, at: (ms: number) => (nowMs = ms) };
}

const refusing = (refusal: PlanRefusal) => ({ details: { refusal } });

describe('approve and apply', () => {
  it('loads every planned message under the signed hash, with the budget as limit', async () => {
    const { plan, ports, due, limits } = await appliedWorld();
    const { isApproved } = await approvePlan(ports, plan.hash, LEAD);
    expect(isApproved).toBe(true);
    const applied = await applyPlan(ports, plan.hash, 'lead');
    expect(applied.loaded).toBe(plan.summary.planned);
    expect(due).toHaveLength(plan.summary.planned);
    expect(due.every(({ planHash }) => planHash === plan.hash)).toBe(true);
    expect(due[0]!.messageKey).toBe(`winter/once/${due[0]!.personId}`);
    expect(limits.get('winter/once')).toBe(5_000_000);
    const { value } = await ports.campaigns.load('winter');
    expect(value).toMatchObject({
      status: 'running',
      planHash: plan.hash,
      rules: { fallbackZone: 'Asia/Seoul' },
    });
  });

  it('asks two different people above the configured size', async () => {
    const twoPeopleFrom = { messages: 1, cost: 1 };
    const { plan, ports } = await appliedWorld({ approvals: { roles: ['marketing'], twoPeopleFrom } });
    expect((await approvePlan(ports, plan.hash, LEAD)).isApproved).toBe(false);
    await expect(approvePlan(ports, plan.hash, LEAD)).rejects.toMatchObject(refusing('signed_already'));
    await expect(applyPlan(ports, plan.hash, 'lead')).rejects.toMatchObject(refusing('not_approved'));
    const second = await approvePlan(ports, plan.hash, { ...LEAD, by: 'head' });
    expect(second.isApproved).toBe(true);
  });

  it('takes signatures of those alone whom the brand lists as approvers, in their roles', async () => {
    const { plan, ports, documents } = await appliedWorld();
    const approvers = [
      { by: 'lead', roles: ['marketing'] },
      { by: 'cfo', roles: ['finance'] },
    ];
    await importBrand(documents, JSON.stringify({ ...BRAND, approvers }));
    for (const by of ['cfo', 'passer-by'])
      await expect(approvePlan(ports, plan.hash, { ...LEAD, by })).rejects.toMatchObject(
        refusing('no_approver'),
      );
    expect((await approvePlan(ports, plan.hash, LEAD)).isApproved).toBe(true);
  });

  it('goes on with an interrupted start, and fails at a second start and at a second plan for the same date', async () => {
    const world = await appliedWorld();
    await approvePlan(world.ports, world.plan.hash, LEAD);
    const crash = async () => Promise.reject(new Error('crash'));
    await expect(applyPlan({ ...world.ports, due: { put: crash } }, world.plan.hash, 'lead')).rejects.toThrow(
      'crash',
    );
    expect((await applyPlan(world.ports, world.plan.hash, 'lead')).loaded).toBe(world.plan.summary.planned);
    await expect(applyPlan(world.ports, world.plan.hash, 'lead')).rejects.toMatchObject(
      refusing('started_already'),
    );
    const other = await makePlan({ ...world.input, nowMs: NOW_MS + 60_000 }, world);
    await listPlan(world, other);
    await approvePlan(world.ports, other.hash, LEAD);
    await expect(applyPlan(world.ports, other.hash, 'lead')).rejects.toMatchObject(
      refusing('started_already'),
    );
  });

  it.each<[PlanRefusal, (world: Awaited<ReturnType<typeof appliedWorld>>) => Promise<Partial<ApplyPorts>>]>([
    [
      'not_approved',
      async ({ plan, documents }) => {
        const { value, version } = await documents.load('plan', plan.hash);
        await documents.save('plan', plan.hash, version, { ...value, signatures: [] });
        return {};
      },
    ],
    [
      'rejected',
      async ({ plan, ports }) => {
        await rejectPlan(ports, plan.hash, { by: 'head', reason: 'too soon' });
        return {};
      },
    ],
    [
      'stale',
      async ({ at }) => {
        at(NOW_MS + 25 * 3_600_000);
        return {};
      },
    ],
    [
      'window_over',
      async ({ at }) => {
        at(NOW_MS + 72 * 3_600_000);
        return {};
      },
    ],
    ['missing_price', async () => ({ price: () => ({ refused: 'no list price' }) })],
    ['unapproved_copy', async () => ({ unapprovedOf: async () => ['push-cream'] })],
  ])('fails with %s', async (refusal, prepare) => {
    const world = await appliedWorld();
    await approvePlan(world.ports, world.plan.hash, LEAD);
    const ports = { ...world.ports, ...(await prepare(world)) };
    await expect(applyPlan(ports, world.plan.hash, 'lead')).rejects.toMatchObject(refusing(refusal));
    expect(world.due).toHaveLength(0);
  });

  it('fails with empty_audience, with another role and with another hash', async () => {
    const world = await appliedWorld({ policies: { fallbackZone: undefined, unknownAge: undefined } });
    await approvePlan(world.ports, world.plan.hash, LEAD);
    await expect(applyPlan(world.ports, world.plan.hash, 'x')).rejects.toMatchObject(
      refusing('empty_audience'),
    );
    const intern = { by: 'intern', role: 'intern' };
    await expect(approvePlan(world.ports, world.plan.hash, intern)).rejects.toMatchObject(
      refusing('wrong_role'),
    );
    const other = world.plan.hash.replace(/./, (c) => (c === '0' ? '1' : '0'));
    await expect(applyPlan(world.ports, other, 'x')).rejects.toMatchObject(refusing('unknown_plan'));
  });

  it('pauses, resumes and cancels; what is cancelled does not come back', async () => {
    const { plan, ports } = await appliedWorld();
    const change = (status: 'paused' | 'running' | 'cancelled') =>
      changeCampaign(ports, 'winter', { status, by: 'lead', reason: 'test' });
    await expect(change('paused')).rejects.toMatchObject(refusing('never_applied'));
    await approvePlan(ports, plan.hash, LEAD);
    await applyPlan(ports, plan.hash, 'lead');
    expect((await change('paused')).status).toBe('paused');
    await expect(change('paused')).rejects.toMatchObject(refusing('is_so_already'));
    expect((await change('running')).status).toBe('running');
    await change('cancelled');
    await expect(change('running')).rejects.toMatchObject(refusing('is_final'));
  });

  it('signs the worst case of a triggered campaign and loads nothing', async () => {
    const trigger = {
      on: 'cart_left',
      delayMinutes: 30,
      expiresMinutes: 120,
      coolDownHours: 24,
      cancelOn: [],
      mostPerDay: 1000,
    };
    const { plan, ports, due } = await appliedWorld({ type: 'triggered', trigger, budget: undefined });
    // One day at the dearest channel, an SMS of 0.02 dollars.
    expect(plan.summary.worstCaseMicros).toBe(1000 * 20_000);
    await approvePlan(ports, plan.hash, LEAD);
    expect((await applyPlan(ports, plan.hash, 'lead')).loaded).toBe(0);
    expect(due).toHaveLength(0);
  });

  it('says of each person what was decided', async () => {
    const { plan, ports } = await appliedWorld();
    const decision = await decisionAbout(ports, plan.summary, 'c-00001');
    expect(decision).toEqual({ personId: 'c-00001', skip: 'no_consent' });
    expect(await decisionAbout(ports, plan.summary, 'nobody')).toBeUndefined();
  });

  it('has a sentence in both languages for every refusal', () => {
    for (const { en, ko } of Object.values(planRefusals)) {
      expect(en).toMatch(/^[a-z]/);
      expect(ko).toMatch(/[가-힣]/);
    }
  });
});
