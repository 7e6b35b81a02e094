import { describe, expect, it } from '@jest/globals';
import { measureSeries, sameArms } from '#app/kpis/measure-series.ts';
import { seriesDocument } from '#app/kpis/series-document.ts';
import { renderText } from '#app/models/backtest/render.ts';
import { drawArm } from '#core/plan/draw-arm.ts';
import { campaignWorld, withOrders } from '#tests/support/campaign-world.ts';

const WEEK_MS = 7 * 86_400_000;
const arms = {
  holdoutShare: 0.5,
  programmeHoldoutShare: 0,
  timing: { own_time: 1, random_time: 0, one_time: 0 },
  oneTimeHour: 10,
  content: [{ name: 'all', share: 1 }],
};

/** Three occurrences of one campaign among 600 people; everybody orders after the first, and who is sent to also after the last. */
async function weeklyWorld() {
  const world = await campaignWorld(600, { arms, repeatDays: 7 });
  const { summary, hash } = world.plan;
  const plans = [0, 1, 2].map((week) => ({
    hash: week === 0 ? hash : `${hash}-${week}`,
    summary: {
      ...summary,
      occurrence: `week-${week}`,
      window: {
        fromMs: summary.window.fromMs + week * WEEK_MS,
        toMs: summary.window.toMs + week * WEEK_MS,
      },
    },
  }));
  const isHeldOut = (personId: string) => drawArm(summary.campaign, personId).kind === 'held_out';
  const rows = world.rows.map((row) => {
    const first = { atMs: summary.window.fromMs + 3_600_000, paid: 10_000 };
    const last = { atMs: plans[2]!.summary.window.toMs + WEEK_MS - 1, paid: 10_000 };
    const tooLate = { atMs: plans[2]!.summary.window.toMs + WEEK_MS + 1, paid: 10_000 };
    return withOrders(row, [first, ...(isHeldOut(row.personId) ? [] : [last]), tooLate]);
  });
  const asOfMs = plans[2]!.summary.window.toMs + 2 * WEEK_MS;
  return { ...world, plans, rows, setting: world.settingOf(rows, asOfMs) };
}

describe('a campaign over all its occurrences', () => {
  it('follows whoever was drawn first through every occurrence, over the same days', async () => {
    const { ports, setting, plans, messages } = await weeklyWorld();
    const series = await measureSeries(ports, setting, plans);
    expect(series.occurrences).toEqual(['week-0', 'week-1', 'week-2']);
    expect(series.untilMs - series.fromMs).toBeGreaterThan(3 * WEEK_MS);
    expect(series.messages).toBe(messages.length);
    const { answer } = series.questions.find(({ id }) => id === 'holdout')!;
    if (answer.kind === 'no_answer') throw new Error('no answer');
    expect(answer.comparison.verdict).toBe('better');
    // The one after the last occurrence; not those that came too late.
    expect(answer.comparison.difference).toBeCloseTo(1, 6);
    const text = (language: 'en' | 'ko') =>
      renderText(seriesDocument({ ...series, isSimulated: true }, language));
    expect(text('en')).toMatch(/SIMULATED[\s\S]*It is real[\s\S]*in 3 occurrences/);
    expect(text('ko')).toMatch(/시뮬레이션[\s\S]*실제 효과[\s\S]*3회/);
  });

  it('begins anew where the arms were changed', async () => {
    const { plans } = await weeklyWorld();
    const [first, second, third] = plans as [(typeof plans)[0], (typeof plans)[0], (typeof plans)[0]];
    const edited = {
      ...first,
      summary: {
        ...first.summary,
        campaign: { ...first.summary.campaign, arms: { ...arms, holdoutShare: 0.1 } },
      },
    };
    expect(sameArms([third, edited, second])).toEqual([second, third]);
    expect(sameArms([third, first, second])).toEqual([first, second, third]);
  });
});
