import { describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { createRunningTriggers } from '#app/delivery/triggers/running-triggers.ts';
import { makePlan } from '#app/plan/make-plan.ts';
import { listPlan } from '#app/plan/plan-records.ts';
import type { ArtefactKind } from '#app/ports/artefact-store.ts';
import { tables } from '#contracts/tables.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { runningCampaign } from '#tests/support/planned-message.ts';
import { planWorld } from '../plan/plan-world.ts';

const TRIGGER = {
  on: 'zone_dwell',
  delayMinutes: 0,
  expiresMinutes: 60,
  coolDownHours: 72,
  cancelOn: [],
  mostPerDay: 40,
};

/** Two running campaigns, of which the plan of one is nowhere to be found. */
async function createWorld() {
  const world = await planWorld(4, { type: 'triggered', trigger: TRIGGER });
  const plan = await makePlan(world.input, world);
  await listPlan(world, plan);
  const campaigns = createDocumentCampaignStateStore(
    createTableDocumentStore(createMemoryTable(tables.document)),
  );
  await campaigns.save(0, { ...runningCampaign(), campaignId: 'lost', planHash: 'ff'.repeat(32) });
  await campaigns.save(0, { ...runningCampaign(), campaignId: 'winter', planHash: plan.hash });
  let elapsedMs = 0;
  const clock = {
    pass: (ms: number) => (elapsedMs += ms),
    elapsedMs: () => elapsedMs,
    nowMs: () => elapsedMs,
  };
  return { ...world, plan, campaigns, clock };
}

describe('the triggered campaigns that run', () => {
  it('are there although the plan of one cannot be opened, which is named with its reason', async () => {
    const { clock, ...ports } = await createWorld();
    const running = createRunningTriggers({ ...ports, clock, elapsedMs: clock.elapsedMs });
    const { triggers, broken } = await running();
    expect(triggers.map(({ campaign }) => campaign.id)).toEqual(['winter']);
    expect(broken).toMatchObject([
      {
        campaignId: 'lost',
        isRetryable: false,
        reason: expect.stringMatching(/^InputError: there is no plan/),
      },
    ]);
  });

  it('are asked for again at once where a store did not answer, and not where nothing would change', async () => {
    const { clock, artefacts, ...ports } = await createWorld();
    let isDown = true;
    let reads = 0;
    const flaky = {
      ...artefacts,
      get: async (kind: ArtefactKind, hash: string) => {
        reads += 1;
        if (isDown) throw new UnavailableError('no answer');
        return artefacts.get(kind, hash);
      },
    };
    const running = createRunningTriggers({ ...ports, clock, artefacts: flaky, elapsedMs: clock.elapsedMs });
    expect((await running()).broken.map(({ isRetryable }) => isRetryable)).toEqual([false, true]);
    isDown = false;
    expect((await running()).triggers).toHaveLength(1);
    const before = reads;
    await running();
    expect(reads).toBe(before);
    clock.pass(31_000);
    expect((await running()).broken).toHaveLength(1);
  });
});
