import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { measureRegions } from '#app/kpis/measure-regions.ts';
import { measureSeries } from '#app/kpis/measure-series.ts';
import { createReportDesk, type ReportDesk } from '#app/kpis/report-desk.ts';
import { seriesDocument } from '#app/kpis/series-document.ts';
import { renderText } from '#app/models/backtest/render.ts';
import { applyPlan } from '#app/plan/apply-plan.ts';
import { approvePlan } from '#app/plan/approve-plan.ts';
import { makePlan } from '#app/plan/make-plan.ts';
import { listPlan, openPlan, saveRecord } from '#app/plan/plan-records.ts';
import { startedDraw } from '#app/plan/started-draw.ts';
import { planTables } from '#bin/plan/plan-words.ts';
import type { Decision } from '#core/plan/plan-summary.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { campaignWorld, withOrders } from '#tests/support/campaign-world.ts';
import { noLake } from '#tests/support/no-lake.ts';
import { type FakeGateway, startFakeGateway } from '#tests/unit/bin/fake-gateway.ts';
import { run } from '#tests/unit/bin/fake-process.ts';
import { decisionsOf, each, shopper } from '../plan/plan-world.ts';

const DAY_MS = 86_400_000;
const STORES = 12;
const arms = {
  holdoutShare: 0.1,
  programmeHoldoutShare: 0.05,
  timing: { own_time: 1, random_time: 0, one_time: 0 },
  oneTimeHour: 10,
  content: [{ name: 'all', share: 1 }],
  storeHoldout: { by: 'store' as const, share: 0.5 },
};

const PEOPLE = 60;
const storeOf = (index: number): string => `s${String(Math.floor(index / PEOPLE)).padStart(2, '0')}`;

/** Sixty people a store; every fiftieth has none. */
function atHome(row: PersonRow, index: number): PersonRow {
  const storeId = storeOf(index);
  const stores = index % 50 === 0 ? [] : [{ storeId, visitCount: 3, dwellSeconds: 60, orderCount: 1 }];
  return { ...row, profile: { ...row.profile, stores } };
}

/** A started plan over twelve stores; where the effect is planted, every third customer of a store in buys. */
async function regionWorld(isPlanted: boolean, changes: Parameters<typeof campaignWorld>[1] = {}) {
  const homes = Array.from({ length: STORES * PEOPLE }, (_, index) => atHome(shopper(index), index));
  const world = await campaignWorld(homes.length, { arms, ...changes }, { rows: () => each(homes) });
  const { hash, summary } = world.plan;
  const { record } = await openPlan(world, hash);
  await saveRecord(world, record.version, { ...record.value, appliedAtMs: summary.window.fromMs });
  const out = new Set(summary.storeDraw!.strata.flatMap(({ heldOut }) => heldOut));
  const rows = homes.map((row, index) => {
    const isMoved = isPlanted && !out.has(storeOf(index)) && index % 3 === 0;
    const isUsual = index % 5 === 0;
    const atMs = summary.window.fromMs + (index % 7) * 3_600_000;
    const orders = [
      ...(isMoved ? [{ atMs, paid: 10_000 }] : []),
      ...(isUsual ? [{ atMs, paid: 20_000 }] : []),
    ];
    return withOrders(row, orders);
  });
  const deskAt = (nowMs: number): ReportDesk =>
    createReportDesk({
      ...world.ports,
      clock: { nowMs: () => nowMs },
      brandZone: 'Asia/Seoul',
      lake: noLake,
      rows: () => each(rows),
      costsOf: async () => () => 1000,
      spendOf: async () => undefined,
    });
  const closedMs = summary.window.toMs + 7 * DAY_MS;
  return { ...world, homes, rows, out, deskAt, closedMs };
}

const skipOf = (decision: Decision): string | undefined => ('skip' in decision ? decision.skip : undefined);

describe('a campaign that holds stores out', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway();
  });
  afterAll(() => gateway.close());

  it('writes to nobody whose home is held out, and tells each home of who would be in', async () => {
    const { plan, out, artefacts } = await regionWorld(false);
    const { storeDraw, skipped } = plan.summary;
    expect(storeDraw!.strata.map(({ units }) => units.length)).toEqual([4, 4, 4]);
    expect(out.size).toBe(6);
    expect(skipped.store_holdout).toBeGreaterThan(150);
    for (const decision of await decisionsOf({ artefacts }, plan)) {
      const index = Number(decision.personId.slice(2));
      const isOut = index % 50 !== 0 && out.has(storeOf(index));
      if ('message' in decision) expect(isOut).toBe(false);
      if (skipOf(decision) === 'store_holdout') expect(isOut).toBe(true);
      const isIn = 'message' in decision || !['no_consent', 'frequency_cap'].includes(decision.skip);
      expect(decision.home).toBe(isIn && index % 50 !== 0 ? storeOf(index) : undefined);
    }
  });

  it('is read over all occurrences together, the smallest effect worth finding times their number', async () => {
    const { plan, ports, rows, settingOf } = await regionWorld(true);
    const { summary, hash } = plan;
    const later = {
      fromMs: summary.window.fromMs + 7 * DAY_MS,
      toMs: summary.window.toMs + 7 * DAY_MS,
    };
    const plans = [
      { summary, hash },
      { summary: { ...summary, window: later }, hash: `${hash}-2` },
    ];
    const readOn = (asOfMs: number) => measureSeries(ports, settingOf(rows, asOfMs), plans);
    const series = await readOn(later.toMs + 7 * DAY_MS);
    const one = await measureRegions(ports, settingOf(rows, summary.window.toMs + 7 * DAY_MS), summary);
    // The same orders since, against more days before.
    expect(series.regional!.verdict).toBe('better');
    const [whole, first] = [series.regional!, one!].map(({ differences }) => differences[0]!.difference);
    expect(Math.abs(whole! - first!)).toBeLessThan(0.1);
    expect((await readOn(later.toMs)).regional!.verdict).toBe('too_early');
    const text = renderText(seriesDocument({ ...series, isSimulated: false }, 'en'));
    expect(text).toContain('Regional effect');
  });

  it('keeps its stores: the next plan holds the same out, and a plan that would not is refused', async () => {
    const world = await regionWorld(false);
    const kept = await startedDraw(world, world.plan.summary.campaign);
    expect(kept).toEqual(world.plan.summary.storeDraw);
    const rows = world.homes.map((row, index) =>
      index % 2 === 0 ? withOrders(row, [{ atMs: 0, paid: 1 }]) : row,
    );
    const window = {
      fromMs: world.campaign.window.fromMs + 7 * DAY_MS,
      toMs: world.campaign.window.toMs + 7 * DAY_MS,
    };
    const input = { ...world.input, campaign: { ...world.campaign, window }, rows: () => each(rows) };
    const next = await makePlan({ ...input, storeDraw: kept }, world);
    expect(next.summary.storeDraw).toEqual(kept);
    const other = await makePlan(input, world);
    expect(other.summary.storeDraw).not.toEqual(kept);
    await listPlan(world, other);
    await approvePlan({ ...world, clock: { nowMs: () => world.input.nowMs } }, other.hash, {
      by: 'lead',
      role: 'marketing',
    });
    const start = applyPlan(
      {
        ...world,
        clock: { nowMs: () => world.input.nowMs },
        price: world.input.price,
        unapprovedOf: async () => [],
      } as never,
      other.hash,
      'lead',
    );
    await expect(start).rejects.toThrow(/holds out other stores/);
  });

  it('finds the planted effect, nothing where nothing was planted, and asks persons only within stores', async () => {
    const { deskAt, closedMs } = await regionWorld(true);
    const [{ report } = { report: undefined }] = await deskAt(closedMs).campaign('winter');
    const { regional, arms: groups, sampleRatio } = report!;
    expect(regional).toMatchObject({ verdict: 'better', storeCounts: [6, 6], hiddenCount: 0 });
    expect(regional!.differences[0]!.difference).toBeCloseTo(0.5, 1);
    expect(sampleRatio.isBroken).toBe(false);
    // Nobody of a store that is out was drawn into an arm.
    const drawn = groups.reduce((sum, { count }) => sum + count, 0);
    expect(drawn).toBeLessThan(300);
    const fair = await regionWorld(false);
    const [nothing] = await fair.deskAt(fair.closedMs).campaign('winter');
    expect(['not_enough_yet', 'no_difference_that_matters']).toContain(nothing!.report.regional!.verdict);
  });

  it('tells it by both verbs in both languages, and nothing before the last answer is in', async () => {
    const { deskAt, closedMs } = await regionWorld(true);
    const said = async (verb: readonly string[], language: string, nowMs: number) =>
      (
        await run([...verb, '--language', language, '--endpoint', gateway.url], {
          services: { reportDesk: async () => deskAt(nowMs) },
        })
      ).stdout.replaceAll(/\s+/g, ' ');
    for (const verb of [['stores'], ['report', 'winter']]) {
      const english = await said(verb, 'en', closedMs);
      expect(english).toContain('Regional effect, against stores held out whole');
      expect(english).toContain('6 stores written to');
      expect(english).toContain('Of orders the stores written to rose more than those held out: better.');
      expect(english).toContain('net revenue (KRW)');
      const korean = await said(verb, 'ko', closedMs);
      expect(korean).toContain('지역 효과: 통째로 제외한 매장과 비교');
      expect(korean).toContain('더 좋음');
      const early = await said(verb, 'en', closedMs - DAY_MS);
      expect(early).toContain('Nothing is read before the last answer is in');
      expect(early).not.toContain('net revenue (KRW)');
    }
  });

  it('is remembered among the learnings', async () => {
    const { deskAt, closedMs } = await regionWorld(true);
    const desk = deskAt(closedMs);
    await desk.campaign('winter');
    const shown = await run(['learnings', 'stores', '--language', 'en', '--endpoint', gateway.url], {
      services: { reportDesk: async () => desk },
    });
    expect(shown.stdout).toMatch(/winter +stores held out +stores written to − held out +\d+\.\d+ +better/);
  });

  it('says in the plan which stores are held out, and refuses where there are none', async () => {
    const few = { storeHoldout: { by: 'region' as const, share: 0.5 } };
    await expect(regionWorld(false, { arms: { ...arms, ...few } })).rejects.toThrow(/at least two stores/);
    const { plan } = await regionWorld(false);
    const tables = planTables(plan.summary, 'en');
    const stores = tables.find(({ title }) => title === 'Whole stores held out')!;
    expect(stores.rows).toHaveLength(STORES);
    expect(stores.rows.filter((row) => row.at(-1) === 'held out')).toHaveLength(6);
    expect(planTables(plan.summary, 'ko').map(({ title }) => title)).toContain('통째로 제외하는 매장');
  });
});
