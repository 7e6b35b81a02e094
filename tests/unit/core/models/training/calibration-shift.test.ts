import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import { calibrationShift, lastingShare, lastingShift } from '#core/models/training/calibration-shift.ts';

/** Weeks whose levels are off by so much, newest first, each seen without much noise. */
const weeksOf = (levels: readonly number[]) =>
  levels.map((level) => ({ residual: level * 10_000, variance: 10_000 }));

describe('what is put right', () => {
  it('is next to nothing where weeks differ by chance', () => {
    const rng = createRng('weeks');
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const shares = Array.from({ length: 200 }, () => {
      const levels = Array.from({ length: 12 }, () => rng.uniform());
      // The fit has learned their mean.
      return lastingShare(weeksOf(levels.map((level) => level - mean(levels))));
    });
    // Never below 0, so chance leaves a little.
    expect(mean(shares)).toBeLessThan(0.2);
    expect(lastingShift(weeksOf([0.3, -0.3, 0.3, -0.3, 0.3, -0.3, 0.3, -0.3]))).toBe(0);
  });

  it('is the whole of the newest week where a level drifts', () => {
    const weeks = weeksOf([0.5, 0.4, 0.3, 0.2, 0.1, 0, -0.1, -0.2, -0.3, -0.4, -0.5]);
    expect(lastingShift(weeks)).toBeCloseTo(calibrationShift(weeks[0]!), 12);
  });

  it('is half of the newest week where there are too few to tell', () => {
    const weeks = weeksOf([0.2, 0.1]);
    expect(lastingShift(weeks)).toBeCloseTo(calibrationShift(weeks[0]!) / 2, 12);
    expect(lastingShift([])).toBe(0);
  });

  it('is nothing where nothing was missed', () => {
    expect(lastingShift(weeksOf([0, 0, 0, 0, 0, 0, 0]))).toBe(0);
  });
});
