import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDocumentCampaignStateStore } from '#adapters/node/document-campaign-state-store.ts';
import { importBrand } from '#app/copy/copy-settings.ts';
import { createPlanDesk, type PlanDeskPorts } from '#bin/plan/plan-desk.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import type { Campaign } from '#core/plan/campaign.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { BRAND, CAMPAIGN, each, NOW_MS, planWorld } from '../../app/plan/plan-world.ts';
import { type FakeGateway, startFakeGateway } from '../fake-gateway.ts';
import { fileOf, run } from '../fake-process.ts';

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway();
});
afterAll(async () => gateway.close());

const HOUR_MS = 3_600_000;

/** A desk whose clock can be moved, with what is due; `ports` replaces what a test is about. */
async function openDesk(changes: Partial<Campaign> = {}) {
  const world = await planWorld(60);
  const due: PlannedMessage[] = [];
  const clock = { ms: NOW_MS, nowMs: () => clock.ms };
  await importBrand(world.documents, JSON.stringify({ ...BRAND, staff: ['c-00000'] }));
  for (const copy of world.input.copies)
    await world.documents.save('approved_copy', copy.id, 0, copy as unknown as JsonObject);
  const ports: PlanDeskPorts = {
    ...world,
    clock,
    campaigns: createDocumentCampaignStateStore(world.documents),
    budgets: { setLimit: async () => undefined },
    due: { put: async (messages) => void due.push(...messages) },
    unapprovedOf: async () => [],
    price: world.input.price,
    receipts: { load: async () => undefined, list: () => each([]) },
    predictions: { load: async () => new Map() },
    assignments: { load: async () => new Map() },
    inputFor: async (campaign) => ({ ...world.input, campaign: { ...campaign, ...changes } }),
    personIdOf: async (customer) => customer,
    accessLog: { note: async () => undefined },
    by: 'lead',
  };
  const saying =
    (over: Partial<PlanDeskPorts> = {}) =>
    (...argv: readonly string[]) =>
      run([...argv, '--endpoint', gateway.url], {
        services: { planDesk: async () => createPlanDesk({ ...ports, ...over }) },
      });
  const say = saying();
  const { stdout } = await say('plan', fileOf('winter.yaml', CAMPAIGN), '--json');
  const { hash } = JSON.parse(stdout) as { readonly hash: string };
  return { hash, say, saying, due, clock };
}

/** What the command says in both languages, and that it is the caller's affair. */
async function both(say: Awaited<ReturnType<typeof openDesk>>['say'], ...argv: readonly string[]) {
  const [en, ko] = [await say(...argv), await say(...argv, '--language', 'ko')];
  expect([en.status, ko.status]).toEqual([2, 2]);
  return { en: en.stderr, ko: ko.stderr };
}

describe('kairos apply', () => {
  it('fails with the age and the tolerance of a stale plan', async () => {
    const { hash, say, clock } = await openDesk();
    await say('approve', hash);
    clock.ms = NOW_MS + 25.5 * HOUR_MS;
    const said = await both(say, 'apply', hash);
    expect(said.en).toMatch(/too old.*\(winter once; made 25\.5 hours ago, .* 24 at most: staleAfterHours\)/);
    expect(said.ko).toMatch(/너무 오래되었습니다.*계획한 지 25\.5시간, 허용 24시간/);
  });

  it('fails with where to look at a hash that nobody made, and at a plan that lacks a signature', async () => {
    const { hash, say } = await openDesk();
    const other = hash.replace(/./, (digit) => (digit === '0' ? '1' : '0'));
    const unknown = await both(say, 'apply', other);
    expect(unknown.en).toMatch(new RegExp(`no plan with this hash.*kairos review plans list.*${other}`));
    expect(unknown.ko).toMatch(/이 해시의 계획이 없습니다.*kairos review plans list/);
    const unsigned = await both(say, 'apply', hash);
    expect(unsigned.en).toMatch(/kairos approve PLAN.*signed 0\/1/);
    expect(unsigned.ko).toMatch(/kairos approve PLAN.*승인 0\/1/);
  });

  it('fails with the way to the reasons where nobody would get a message', async () => {
    const { hash, say } = await openDesk({ policies: { fallbackZone: undefined, unknownAge: undefined } });
    await say('approve', hash);
    const said = await both(say, 'apply', hash);
    expect(said.en).toContain('nobody would get a message: kairos review plans show PLAN counts why');
    expect(said.ko).toContain('kairos review plans show PLAN');
    expect((await say('review', 'plans', 'show', hash)).stdout).toMatch(/the age is not known.*-/);
  });

  it('fails with the copies that are approved no more, and the channels that have no price', async () => {
    const { hash, say, saying } = await openDesk();
    await say('approve', hash);
    const taken = saying({ unapprovedOf: async () => ['push-cream', 'sms-cream'] });
    const words = await both(taken, 'apply', hash);
    expect(words.en).toMatch(/kairos review copy.*winter once; push-cream, sms-cream\)/);
    expect(words.ko).toMatch(/승인하고 다시 계획하십시오.*push-cream, sms-cream/);
    const refused = { refused: 'sms/KR is in no price list' };
    const prices: PlanDeskPorts['price'] = (channel) =>
      channel === 'sms' ? refused : { micros: 1, isEstimate: true };
    const price = await both(saying({ price: prices }), 'apply', hash);
    expect(price.en).toMatch(/kairos prices import FILE.*sms: sms\/KR is in no price list\)/);
    expect(price.ko).toMatch(/단가가 지금 없습니다.*sms:/);
    expect((await say('apply', hash)).status).toBe(0);
  });
});

describe('kairos test-send', () => {
  it('makes every copy of the plan, as it was planned, due to the named staff and to nobody else', async () => {
    const { hash, say, due } = await openDesk();
    const sent = await say('test-send', hash, '--to', 'c-00000', '--json');
    expect(sent.status).toBe(0);
    const { summary } = JSON.parse((await say('review', 'plans', 'show', hash, '--json')).stdout) as {
      readonly summary: { readonly copies: readonly { readonly id: string; readonly hash: string }[] };
    };
    const copies = summary.copies.map(({ id, hash: copyHash }) => [id, copyHash, 'c-00000']);
    expect(due.map((message) => [message.copyId, message.copyHash, message.personId])).toEqual(copies);
    expect(due.every(({ campaignId }) => campaignId === `test-${hash.slice(0, 16)}`)).toBe(true);
  });

  it('fails at an empty list and at somebody who is no staff, and sends nothing', async () => {
    const { hash, say, due } = await openDesk();
    for (const to of [[], ['--to', ''], ['--to', ' , ']]) {
      const none = await both(say, 'test-send', hash, ...to);
      expect(none.en).toContain('a test needs named staff: --to is empty');
      expect(none.ko).toContain('--to 가 비어 있습니다');
    }
    const stranger = await both(say, 'test-send', hash, '--to', 'c-00000,c-00002');
    expect(stranger.en).toMatch(/the brand file does not list these customers under staff \(c-00002\)/);
    expect(stranger.ko).toMatch(/staff 목록에 없는 고객입니다 \(c-00002\)/);
    expect(due).toEqual([]);
  });
});
