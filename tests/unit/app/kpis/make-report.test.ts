import { describe, expect, it } from '@jest/globals';
import { keepReport, keptReports } from '#app/kpis/keep-report.ts';
import { makeReport } from '#app/kpis/make-report.ts';
import { measureCampaign } from '#app/kpis/measure-campaign.ts';
import { campaignDocument } from '#app/kpis/report-document.ts';
import { renderHtml, renderMarkdown, renderText } from '#app/models/backtest/render.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { campaignWorld, type RawOrder, withOrders } from '#tests/support/campaign-world.ts';

const DAY_MS = 86_400_000;
const world = await campaignWorld(1200, {
  arms: {
    holdoutShare: 0.4,
    programmeHoldoutShare: 0.05,
    timing: { own_time: 0.6, random_time: 0.4, one_time: 0 },
    oneTimeHour: 10,
    content: [
      { name: 'context', share: 0.5, appealTypes: ['context'] },
      { name: 'price', share: 0.5, appealTypes: ['context'], offerId: 'ten-off' },
    ],
  },
});
const { plan, ports, messages, settingOf } = world;
const { window } = plan.summary;
/** Whoever could not be written to is in no arm. */
const CONSENTED = 1200 - (plan.summary.skipped.no_consent ?? 0);
const sentAt = new Map(messages.map(({ personId, dueAtMs }) => [personId, dueAtMs]));

/** Everybody orders now and then; who got a message far more often. */
function rawOrders(personId: string): readonly RawOrder[] {
  const index = Number(personId.slice(2));
  const atMs = sentAt.get(personId);
  const raw: RawOrder[] = [];
  if (index % 10 === 0) raw.push({ atMs: window.fromMs + DAY_MS, paid: 10_000 });
  if (atMs !== undefined && index % 4 === 0)
    raw.push({ atMs: atMs + 3_600_000, paid: 20_000 + index, discount: index % 8 === 0 ? 2000 : 0 });
  if (atMs !== undefined && index % 40 === 0)
    raw.push({ atMs: atMs + 7_200_000, paid: 5_000, isCancelled: true, refunded: 5_000 });
  if (index % 7 === 0) raw.push({ atMs: window.toMs + 20 * DAY_MS, paid: 99_000 });
  return raw;
}
const bought = world.rows.map((row) => withOrders(row, rawOrders(row.personId)));
const asOfMs = window.toMs + 8 * DAY_MS;
const setting = { asOfMs, isSimulated: true, spend: undefined, efforts: [] };

const reportOf = async (rows: readonly PersonRow[], atMs = asOfMs, more: object = {}) =>
  makeReport(await measureCampaign(ports, settingOf(rows, atMs), plan), plan, {
    ...setting,
    asOfMs: atMs,
    ...more,
  });

describe('the report of a campaign', () => {
  it('counts to the unit what raw orders say', async () => {
    const { groups } = await reportOf(bought);
    const all = groups.find(({ dimension }) => dimension === 'campaign')!;
    const within = messages.flatMap(({ personId, dueAtMs }) => {
      const own = rawOrders(personId).filter(({ atMs }) => atMs >= dueAtMs && atMs < dueAtMs + 7 * DAY_MS);
      return own.length === 0 ? [] : [own];
    });
    const sum = (of: (order: RawOrder) => number) =>
      within.flat().reduce((total, order) => total + of(order), 0);
    expect(messages.length).toBeGreaterThan(250);
    expect(all.sums).toMatchObject({
      people: messages.length,
      messages: messages.length,
      buyers: within.length,
      netBuyers: within.filter((own) => own.some(({ isCancelled }) => isCancelled !== true)).length,
      orders: within.flat().length,
      paidMinor: sum(({ paid }) => paid),
      refundedMinor: sum(({ refunded = 0 }) => refunded),
      discountMinor: sum(({ discount = 0 }) => discount),
      discountOnlyBuyers: within.filter((own) => own.every(({ discount = 0 }) => discount > 0)).length,
    });
    expect(all.figures['conversion']).toBeCloseTo(within.length / messages.length, 12);
  });

  it('counts the message of somebody who was merged into another since: once, in its own arm', async () => {
    const [first] = messages;
    const second = messages.findLast(({ arm }) => arm === first!.arm);
    const other = messages.find(({ arm }) => arm !== first!.arm)!;
    const absorbed = new Set([second!.personId, other.personId]);
    const rows = bought
      .filter(({ personId }) => !absorbed.has(personId))
      .map((row) =>
        row.personId === first!.personId ? { ...row, customerKeys: [row.personId, ...absorbed] } : row,
      );
    const [before, after] = [await reportOf(bought), await reportOf(rows)];
    expect(after.receipts).toEqual(before.receipts);
    expect(after.receipts.accepted).toBe(messages.length);
    expect(after.sentences[0]!.en).toContain(String(messages.length));
    for (const dimension of ['campaign', 'arm', 'channel'] as const)
      for (const group of before.groups.filter((one) => one.dimension === dimension)) {
        const now = after.groups.find((one) => one.dimension === dimension && one.value === group.value)!;
        expect(now.sums.messages).toBe(group.sums.messages);
      }
    const people = (report: typeof before): number => report.groups[0]!.sums.people;
    expect(people(after)).toBe(people(before) - absorbed.size);
    expect(after.groups[0]!.sums.reached).toBe(messages.length - absorbed.size);
  });

  it('hides groups of fewer than ten people and says how many, in both languages', async () => {
    const far = new Set(messages.slice(0, 3).map(({ personId }) => personId));
    const rows = bought.map((row) => ({
      ...row,
      profile: { ...row.profile, region: far.has(row.personId) ? 'KR-50' : 'KR-11' },
    }));
    const report = await reportOf(rows);
    const shown = report.groups.filter(({ dimension }) => dimension === 'region');
    expect(shown.map(({ value }) => value)).toEqual(['KR-11']);
    expect(Math.min(...report.groups.map(({ sums }) => sums.people))).toBeGreaterThanOrEqual(10);
    expect(report.hiddenGroupCount).toBeGreaterThan(0);
    const [en, ko] = (['en', 'ko'] as const).map((language) =>
      renderMarkdown(campaignDocument(report, language)),
    );
    expect(en).toContain(`Groups of fewer than ten people are hidden: ${report.hiddenGroupCount}.`);
    expect(ko).toContain(`10명 미만인 그룹은 숨깁니다: ${report.hiddenGroupCount}개.`);
    expect(en).not.toContain('KR-50');
    expect(en).toContain('Response by region and local hour');
    expect(ko).toContain('지역별·시각별 반응');
    const byHour = report.groups.filter(({ dimension }) => dimension === 'region_hour');
    const { people } = shown[0]!.sums;
    const told = byHour.reduce((sum, { sums }) => sum + sums.people, 0);
    expect(told).toBeLessThanOrEqual(people);
    expect(told).toBeGreaterThan(0.7 * people);
    expect(renderMarkdown(campaignDocument(await reportOf(bought), 'en'))).not.toContain(
      'by region and local',
    );
  });

  it('compares everybody who was drawn, sent to or not, with everybody held out', async () => {
    const { questions, drawnCount, arms, sampleRatio } = await reportOf(bought);
    const heldOut = arms.find(({ name }) => name === 'holdout')!;
    expect(arms.reduce((sum, { count }) => sum + count, 0)).toBe(drawnCount);
    expect(drawnCount).toBe(CONSENTED);
    expect(heldOut.share).toBeCloseTo(1 - 0.95 * 0.6, 12);
    expect(sampleRatio.isBroken).toBe(false);
    const [holdout] = questions;
    expect(holdout).toMatchObject({
      id: 'holdout',
      answer: { counts: [CONSENTED - heldOut.count, heldOut.count] },
    });
    expect(holdout!.answer).toMatchObject({ comparison: { verdict: 'better' } });
    expect(questions.map(({ id }) => id)).toEqual(['holdout', 'net_holdout', 'timing', 'coupon']);
  });

  it('finds nothing where messages bring nothing', async () => {
    const rows = world.rows.map((row) =>
      withOrders(
        row,
        Number(row.personId.slice(2)) % 5 === 0 ? [{ atMs: window.fromMs + DAY_MS, paid: 10_000 }] : [],
      ),
    );
    for (const { answer } of (await reportOf(rows)).questions)
      expect(answer).toMatchObject({
        comparison: { verdict: expect.stringMatching(/not_enough_yet|no_diff/) },
      });
  });

  it('refuses every verdict once people are lost from one side', async () => {
    const lossy = bought.filter(({ personId }, index) => !sentAt.has(personId) || index % 4 === 0);
    const report = await reportOf(lossy);
    expect(report.sampleRatio.isBroken).toBe(true);
    for (const { answer } of report.questions)
      expect(answer).toMatchObject({ reason: 'sample_ratio_broken' });
    expect(report.sentences[1]!.en).toMatch(/Nothing can be said/);
    expect(report.returns.roi).toBeNull();
  });

  it('tells ROI only where cost and margin are known, with its interval', async () => {
    expect((await reportOf(bought)).returns).toMatchObject({ roi: null, spendMinor: null });
    const spend = { minor: 100_000, text: '100,000 KRW', estimates: [] };
    const { returns } = await reportOf(bought, asOfMs, { spend });
    const { incrementalMargin: margin, roi } = returns;
    expect(roi!.value).toBeCloseTo((margin!.value - 100_000) / 100_000, 9);
    expect(roi!.low!).toBeLessThan(roi!.value);
    // Too few have answered on the first day for an interval.
    const early = await reportOf(bought.slice(0, 60), asOfMs, { spend });
    expect(early.returns.incrementalMargin).toMatchObject({ low: null, value: expect.any(Number) });
    expect(early.returns).toMatchObject({ roi: null, roas: null, roiAgainstBefore: null });
  });

  it('tells, one stage at a time, what the model decides better than people', async () => {
    const report = await reportOf(bought);
    const compared = report.questions.find(({ id }) => id === 'timing')!.answer;
    const others = [
      { id: 'timing', subject: '', answer: { ...compared, second: 'one_time' } },
      { id: 'channel', subject: '', answer: { ...compared, first: 'any_channel', second: 'sms' } },
      { id: 'channel', subject: '', answer: { ...compared, first: 'email', second: 'sms' } },
    ] as const;
    const told = (language: 'en' | 'ko') =>
      renderMarkdown(campaignDocument({ ...report, questions: others }, language));
    const unpadded = told('en').replace(/ +/g, ' ');
    expect(unpadded).toContain('more orders per 100 by the model');
    expect(`${told('en')}${told('ko')}`).not.toContain('{');
    expect(unpadded).toMatch(/\| hour \| own time \| one time \|/);
    expect(unpadded).toMatch(/\| channel \| channel as planned \| sms \|/);
    expect(unpadded).not.toMatch(/\| channel \| email \|/);
    expect(told('ko')).toContain('누가 무엇을: 한 단계씩');
    const asked = renderMarkdown(campaignDocument(report, 'en'));
    expect(asked.split('one stage at a time')[1]).toMatch(/^\s+\**The arms of this campaign do not ask it/);
  });

  it('stays as it was once closed, and says what changed since', async () => {
    const closingMs = window.toMs + 40 * DAY_MS;
    const open = await keepReport(world, await reportOf(bought));
    expect(open.report.isClosed).toBe(false);
    const closed = await keepReport(world, await reportOf(bought, closingMs));
    expect(closed).toMatchObject({ changes: [], report: { isClosed: true } });
    const [first] = messages;
    const late = bought.map((row) =>
      row.personId === first!.personId ? withOrders(row, [{ atMs: first!.dueAtMs + 1, paid: 777 }]) : row,
    );
    const again = await keepReport(world, await reportOf(late, closingMs + DAY_MS));
    expect(again.report.asOfMs).toBe(closingMs);
    const paid = again.changes.find(({ figure }) => figure === 'paidMinor')!;
    expect(paid.now - paid.closed).toBe(777);
    const kept = [];
    for await (const report of keptReports(world)) kept.push(report);
    expect(kept).toMatchObject([{ campaignId: 'winter', asOfMs: closingMs }]);
    expect(renderText(campaignDocument(again.report, 'en', again.changes))).toMatch(/Changed since/);
  });

  it('says what other rules would have brought, or why that cannot be told', async () => {
    const report = await reportOf(bought);
    const arms = report.policies.filter(({ subject }) => subject === 'arm');
    expect(arms.map(({ policy }) => policy)).toEqual(['best', 'equal']);
    const equal = arms.find(({ policy }) => policy === 'equal')!;
    // Four arms of 30, 30, 20 and 20 %: alike would have brought about the same.
    expect(equal.estimate.effectiveCount).toBeGreaterThan(0.9 * equal.count);
    expect(equal.estimate).toMatchObject({ kind: 'estimate', value: expect.closeTo(equal.asRun, 1) });
    expect(renderText(campaignDocument(report, 'ko'))).toContain('다른 규칙이라면');
    // One copy for everybody: nothing was drawn.
    expect(report.policies.filter(({ subject }) => subject === 'copy')).toEqual([]);
    const few = await reportOf(bought.slice(0, 200));
    expect(renderText(campaignDocument(few, 'en'))).toContain('not told: too few effective people');
  });

  it('reads in both languages as text, Markdown and one page, and says that it is simulated', async () => {
    const report = await reportOf(bought);
    for (const language of ['en', 'ko'] as const) {
      const document = campaignDocument(report, language);
      const word = language === 'en' ? 'SIMULATED' : '시뮬레이션';
      expect(renderText(document)).toContain(word);
      expect(renderMarkdown(document)).toContain(word);
      const page = renderHtml(document, language);
      expect(page).toContain(word);
      expect(page).not.toMatch(/undefined|NaN|https?:/);
      expect(renderMarkdown(document)).not.toMatch(/undefined|NaN/);
    }
  });
});
