import { describe, expect, it } from '@jest/globals';
import { makePlan } from '#app/plan/make-plan.ts';
import { createOut } from '#bin/out.ts';
import { planHtml } from '#bin/plan/plan-html.ts';
import { printPlan } from '#bin/plan/plan-page.ts';
import { skipReasons } from '#core/plan/audience/skip-reasons.ts';
import { planWorld } from '../app/plan/plan-world.ts';

async function pageIn(language: 'ko' | 'en') {
  const world = await planWorld(120, { name: '<script>alert(1)</script>' });
  const { hash, summary } = await makePlan(world.input, world);
  let text = '';
  const sink = { write: (more: string) => void (text += more), isTerminal: false };
  const settings = { stdout: sink, stderr: sink, language, isJson: false, isProgressWanted: false };
  printPlan(hash, summary, createOut({ ...settings, nowMs: () => 0 }));
  return { text, html: planHtml(hash, summary, language), summary, hash };
}

describe('the plan for people', () => {
  it.each([
    ['en', 'gave no marketing consent for a channel of the campaign', 'messages by local hour'],
    ['ko', '캠페인 채널에 대한 마케팅 수신 동의가 없습니다', '현지 시각별 건수'],
  ] as const)('shows funnel, hours, arms, cost and hash in %s', async (language, reason, hours) => {
    const { text, html, hash } = await pageIn(language);
    for (const page of [text, html]) {
      expect(page).toContain(reason);
      expect(page).toContain(hours);
      expect(page).toContain('own_time|all');
      expect(page).toContain(hash);
    }
  });

  it('escapes names in the page, and takes nothing from elsewhere', async () => {
    const { html } = await pageIn('en');
    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/(src|href)=/);
  });

  it('has a sentence in both languages for every reason', () => {
    for (const { en, ko } of Object.values(skipReasons)) {
      expect(en).toMatch(/^[a-z]/);
      expect(ko).toMatch(/[가-힣]/);
    }
  });
});
