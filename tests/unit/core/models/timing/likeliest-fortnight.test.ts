import { describe, expect, it } from '@jest/globals';
import {
  likeliestFortnightDays,
  nextOrderQuantileDays,
  type TimingForecast,
} from '#core/models/timing/timing-model.ts';

const forecastOf = (probabilityOfOrder: (days: number) => number): TimingForecast => ({
  probabilityAlive: 1,
  expectedOrders: (days) => days / 30,
  probabilityOfOrder,
});

describe('likeliestFortnightDays', () => {
  it('is the middle of the next fifteen days where an order grows less likely each day', () => {
    const fading = forecastOf((days) => -Math.expm1(-days / 40));
    expect(likeliestFortnightDays(fading, 90)).toBe(8);
    expect(nextOrderQuantileDays(fading, 0.5)!).toBeGreaterThan(20);
  });

  it('is the day that a regular buyer is due', () => {
    // Half between day 40 and day 50, the rest spread evenly over a hundred days.
    const due = (days: number) => Math.min(1, Math.max(0, (days - 40) / 10));
    const regular = forecastOf((days) => 0.5 * due(days) + 0.5 * Math.min(1, days / 100));
    const middle = likeliestFortnightDays(regular, 90);
    expect(middle).toBeGreaterThanOrEqual(43);
    expect(middle).toBeLessThanOrEqual(48);
  });

  it('holds at least as much as any other fortnight that is watched', () => {
    const lumpy = forecastOf((days) => Math.min(1, days / 120 + 0.2 * Math.sin(days / 9) ** 2));
    const held = (middle: number) =>
      lumpy.probabilityOfOrder(Math.min(60, middle + 7)) - lumpy.probabilityOfOrder(Math.max(0, middle - 8));
    const best = held(likeliestFortnightDays(lumpy, 60));
    for (let middle = 1; middle <= 60; middle++) expect(held(middle)).toBeLessThanOrEqual(best);
  });

  it('stays inside a short time', () => {
    const fading = forecastOf((days) => -Math.expm1(-days / 40));
    expect(likeliestFortnightDays(fading, 1)).toBe(1);
    expect(likeliestFortnightDays(fading, 9)).toBe(5);
  });
});
