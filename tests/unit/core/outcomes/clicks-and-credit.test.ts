import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attribute, type Touchpoint } from '#core/outcomes/attribution.ts';
import { type ClickFacts, isPrefetchedOpen, judgeClick } from '#core/outcomes/human-click.ts';

const click: ClickFacts = {
  sinceAcceptedMs: 600_000,
  linksAtOnce: 1,
  linksInMessage: 3,
  method: 'GET',
  userAgent: 'Mozilla/5.0 (Linux; Android 16; SM-S936N) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36',
  isPageSeen: false,
};

describe('judgeClick', () => {
  it('believes an ordinary click and one whose page was seen', () => {
    expect(judgeClick(click).probabilityHuman).toBeGreaterThan(0.8);
    expect(judgeClick({ ...click, sinceAcceptedMs: 500, isPageSeen: true }).probabilityHuman).toBeGreaterThan(
      0.9,
    );
  });

  it.each([
    ['every link at once', { linksAtOnce: 3 }],
    ['a scanner by name', { userAgent: 'Barracuda Sentinel (EE)' }],
    ['no name at all', { userAgent: '' }],
    ['a HEAD request', { method: 'HEAD' }],
  ])('takes %s for a machine and says why', (_title, change) => {
    const judged = judgeClick({ ...click, ...change });
    expect(judged.probabilityHuman).toBeLessThan(0.5);
    expect(judged.signs.length).toBeGreaterThan(0);
  });

  it('knows an open that a mail service fetched in advance', () => {
    expect(isPrefetchedOpen({ userAgent: 'x (via ggpht.com GoogleImageProxy)', sinceAcceptedMs: 9e6 })).toBe(
      true,
    );
    expect(isPrefetchedOpen(click)).toBe(false);
  });
});

describe('attribute', () => {
  const touchpoints = fc.array(
    fc.record({ messageKey: fc.string(), atMs: fc.integer({ min: 0, max: 1000 }) }),
  );
  const rules = fc.constantFrom(
    { kind: 'last_touch' as const, windowMs: 400 },
    { kind: 'time_decay' as const, windowMs: 400, halfLifeMs: 100 },
  );

  it('gives away one order or none, to messages of the window alone', () => {
    fc.assert(
      fc.property(touchpoints, rules, (all: readonly Touchpoint[], rule) => {
        const credits = attribute(all, 700, rule);
        const total = credits.reduce((sum, { share }) => sum + share, 0);
        const isTouched = all.some(({ atMs }) => atMs >= 300 && atMs <= 700);
        expect(Math.abs(total - (isTouched ? 1 : 0))).toBeLessThan(1e-9);
      }),
    );
  });

  it('halves the weight every half life', () => {
    const two = [
      { messageKey: 'old', atMs: 500 },
      { messageKey: 'new', atMs: 600 },
    ];
    const credits = attribute(two, 600, { kind: 'time_decay', windowMs: 400, halfLifeMs: 100 });
    expect(credits.map(({ share }) => share)).toEqual([2 / 3, 1 / 3]);
  });
});
