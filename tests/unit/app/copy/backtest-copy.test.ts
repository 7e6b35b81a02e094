import { describe, expect, it } from '@jest/globals';
import { backtestCopy, type CopyTest } from '#app/copy/backtest-copy.ts';
import { createRng } from '#core/kernel/rng.ts';

const SHOWN = 600;

/** Letters that no other test has: each test is a story of its own. */
const storyOf = (i: number): string =>
  [...String(i).padStart(3, '0')].map((digit) => 'bcdfghjklm'[Number(digit)]!.repeat(3)).join('');

/** A made-up test in which titles with the word "gently" are answered twice as often. */
const testOf = (i: number, more: { week?: string; shown?: number } = {}): CopyTest => ({
  testId: `t${i}`,
  week: more.week ?? '201401',
  titles: [`${storyOf(i)} gently`, `${storyOf(i)} loudly`],
  imageIds: [`i${i}`, `i${i}`],
  arms: [
    { shown: SHOWN, answered: 40 },
    { shown: more.shown ?? SHOWN, answered: 20 },
  ],
});

describe('the back-test of the copy policy', () => {
  const tests = [
    ...Array.from({ length: 60 }, (_, i) => testOf(i, { week: '201450' })),
    ...Array.from({ length: 3 }, (_, i) => testOf(60 + i, { week: '201330' })),
    ...Array.from({ length: 2 }, (_, i) => testOf(63 + i, { week: '201450', shown: 300 })),
  ];
  const report = backtestCopy(tests, { rng: createRng('test'), onProgress: () => undefined });

  it('judges no test of a faulty week or with unequal arms, and says how many those are', () => {
    expect([report.tests, report.faultyWeekTests, report.unfairTests, report.stories]).toEqual([
      60, 3, 2, 60,
    ]);
  });

  it('finds a word that works on stories that it has not seen, and earns by it from the start', () => {
    expect(report.pairs.all.estimate).toBe(1);
    for (const { by, ahead } of report.lifts) {
      expect(by.ours.estimate).toBeGreaterThan(0.25);
      expect(ahead.explore_commit.low).toBeGreaterThan(0);
      expect(Math.abs(by.uniform.estimate)).toBeLessThan(0.02);
    }
  });
});
