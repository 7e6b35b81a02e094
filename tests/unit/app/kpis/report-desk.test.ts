import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mentions } from '#app/kpis/learnings.ts';
import type { PlanBias } from '#app/kpis/measure-bias.ts';
import { programmeDocument } from '#app/kpis/programme-document.ts';
import { createReportDesk } from '#app/kpis/report-desk.ts';
import { renderMarkdown } from '#app/models/backtest/render.ts';
import { openPlan, saveRecord } from '#app/plan/plan-records.ts';
import { createRng } from '#core/kernel/rng.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { campaignWorld, withOrders } from '#tests/support/campaign-world.ts';
import { noLake } from '#tests/support/no-lake.ts';
import { type FakeGateway, startFakeGateway } from '#tests/unit/bin/fake-gateway.ts';
import { run } from '#tests/unit/bin/fake-process.ts';
import { each } from '../plan/plan-world.ts';

const DAY_MS = 86_400_000;
const arms = {
  holdoutShare: 0.3,
  programmeHoldoutShare: 0.2,
  timing: { own_time: 1, random_time: 0, one_time: 0 },
  oneTimeHour: 10,
  content: [{ name: 'all', share: 1 }],
};

/** A started campaign that brings orders to every second of those who got a message. */
async function deskWorld() {
  const world = await campaignWorld(900, { arms });
  const { hash, summary } = world.plan;
  const { record } = await openPlan(world, hash);
  await saveRecord(world, record.version, { ...record.value, appliedAtMs: summary.window.fromMs });
  const sent = new Set(world.messages.map(({ personId }) => personId));
  const rows = world.rows.map((row, index): PersonRow => {
    const atMs = summary.window.fromMs + (index % 5) * 3_600_000;
    const isBuying = index % 12 === 0 || (sent.has(row.personId) && index % 4 === 0);
    const bought = withOrders(row, isBuying ? [{ atMs, paid: 10_000 }] : []);
    return { ...bought, profile: { ...bought.profile, firstSeenAt: '2026-01-01T00:00:00Z' } };
  });
  const desk = createReportDesk({
    ...world.ports,
    clock: { nowMs: () => summary.window.toMs + 9 * DAY_MS },
    brandZone: 'Asia/Seoul',
    lake: noLake,
    rows: () => each(rows),
    costsOf: async () => () => 1000,
    spendOf: async () => undefined,
  });
  return { desk, rows, sent };
}

describe('the desk of reports', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway();
  });
  afterAll(() => gateway.close());

  it('measures the whole programme against the people held out from everything', async () => {
    const { desk } = await deskWorld();
    const { measure, reports } = await desk.programme();
    expect(reports).toHaveLength(1);
    expect(measure!.sampleRatio.isBroken).toBe(false);
    expect(measure!.answer).toMatchObject({ kind: 'compared', first: 'programme' });
    if (measure!.answer.kind === 'compared') {
      const [sent, heldOut] = measure!.answer.counts;
      expect(sent + heldOut).toBe(900);
      expect(heldOut / 900).toBeCloseTo(0.2, 1);
      expect(measure!.answer.comparison.difference).toBeGreaterThan(0.03);
    }
  });

  it('shows who would claim the orders, in both languages', async () => {
    const programme = await (await deskWorld()).desk.programme();
    const [en, ko] = (['en', 'ko'] as const).map((language) =>
      renderMarkdown(programmeDocument(programme, language)),
    );
    expect(en).toContain('two views, no proof');
    expect(ko).toContain('두 가지 보기, 증거 아님');
  });

  it('remembers every test, found by any word of it', async () => {
    const { desk } = await deskWorld();
    expect(await desk.learnings()).toEqual([]);
    await desk.campaign('winter');
    const learnings = await desk.learnings();
    expect(learnings.map(({ id }) => id)).toEqual(['holdout', 'net_holdout']);
    expect(learnings.filter((one) => mentions(one, '', ['WINTER', 'net'])).map(({ id }) => id)).toEqual([
      'net_holdout',
    ]);
    await expect(desk.campaign('summer')).rejects.toThrow(/no plan of summer was ever started/);
  });

  it('finds a gap between groups whose people were treated otherwise, and none where dice made the groups', async () => {
    const { desk, rows, sent } = await deskWorld();
    const folder = mkdtempSync(join(tmpdir(), 'groups-'));
    const compared = async (name: string, groupOf: (row: PersonRow, index: number) => string) => {
      const lines = rows.map((row, index) => `${row.customerKeys[0]},${groupOf(row, index)}`);
      writeFileSync(join(folder, name), ['customer_id,group', ...lines, ',nobody'].join('\n'));
      const shown = await run(
        ['report', 'winter', '--groups', join(folder, name), '--json', '--endpoint', gateway.url],
        { services: { reportDesk: async () => desk } },
      );
      return JSON.parse(shown.stdout) as PlanBias;
    };
    // Of who got no message two in three are "older": a planted gap.
    const planted = await compared('planted.csv', ({ personId }, index) =>
      !sent.has(personId) && index % 3 > 0 ? 'older' : 'younger',
    );
    const gaps = planted.gaps.filter(({ isGap }) => isGap);
    expect(gaps).toContainEqual(
      expect.objectContaining({ group: 'older', treatment: 'contact_rate', mean: 0 }),
    );
    const rng = createRng('fair groups');
    const fair = await compared('fair.csv', () => (rng.uniform() < 0.5 ? 'a' : 'b'));
    expect(fair.groups.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
    expect(fair.gaps.map(({ treatment }) => treatment)).toContain('error');
    expect(fair.gaps.filter(({ isGap }) => isGap)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('shows them by verb, in both languages', async () => {
    const { desk } = await deskWorld();
    const verb = (...argv: string[]) =>
      run([...argv, '--endpoint', gateway.url], { services: { reportDesk: async () => desk } });
    const shown = await verb('report', 'winter', '--language', 'en');
    expect(shown.status).toBe(0);
    expect(shown.stdout).toContain('What the campaign did: 겨울 보습 (once)');
    expect((await verb('report', '--language', 'ko')).stdout).toContain('프로그램 전체 결과');
    expect((await verb('stores', '--language', 'ko')).stdout).toContain('매장에서 일어나는 일');
    expect((await verb('journeys', '--language', 'en')).stdout).toContain('segment');
    expect((await verb('learnings', '--language', 'ko')).stdout).toMatch(/winter +발송/);
    expect(JSON.parse((await verb('report', 'winter', '--json')).stdout)).toMatchObject({
      report: { format: 'kairos-report/1' },
    });
  });
});
