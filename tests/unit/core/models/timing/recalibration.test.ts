import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import { drawExponential } from '#core/maths/random-variates.ts';
import { dateQuality } from '#core/models/evaluation/date-metrics.ts';
import { learnCalibration, recalibrated } from '#core/models/timing/recalibration.ts';
import type { TimingForecast } from '#core/models/timing/timing-model.ts';

/** A forecaster of exponential waiting times. */
const waiting = (meanDays: number): TimingForecast => ({
  probabilityAlive: 1,
  expectedOrders: (days) => days / meanDays,
  probabilityOfOrder: (days) => -Math.expm1(-days / meanDays),
});

describe('recalibration', () => {
  // Customers come twice as fast as the model says; they are watched for 60 days.
  const rng = createRng('late');
  const forecast = waiting(80);
  const outcomes = Array.from({ length: 4000 }, () => {
    const days = drawExponential(rng, 40);
    const orders = days <= 60 ? 1 : 0;
    return { forecast, orders, nextOrderDays: orders === 1 ? days : null };
  });
  const better = recalibrated(forecast, learnCalibration(outcomes, 60));

  it('puts probabilities right within the time that was watched', () => {
    // Standard errors are below .008; five of them.
    for (const days of [10, 30, 50]) {
      expect(Math.abs(better.probabilityOfOrder(days) - waiting(40).probabilityOfOrder(days))).toBeLessThan(
        0.04,
      );
    }
  });

  it('keeps probabilities in order and within bounds', () => {
    const curve = Array.from({ length: 200 }, (_, i) => better.probabilityOfOrder(i * 3));
    expect(curve).toEqual([...curve].sort((a, b) => a - b));
    expect(curve.at(-1)).toBeLessThanOrEqual(1);
  });

  it('leaves the order total alone where correcting it would not have helped', () => {
    const right = Array.from({ length: 100 }, () => ({
      forecast: waiting(60),
      orders: 1,
      nextOrderDays: 10,
    }));
    expect(learnCalibration(right, 60).orderFactor).toBe(1);
  });
});

describe('dateQuality', () => {
  it('covers as many as it says where forecasts are true, though a third is never seen to order', () => {
    const rng = createRng('dates');
    const outcomes = Array.from({ length: 6000 }, () => {
      const days = drawExponential(rng, 40);
      const seen = Math.min(days, 45);
      return {
        medianDays: 40 * Math.LN2,
        probabilityByThen: waiting(40).probabilityOfOrder(seen),
        orderDays: days <= 45 ? days : null,
        watchedDays: 45,
      };
    });
    const quality = dateQuality(outcomes);
    // Up to the last probability that was watched (.675): from .25 and from .1 on.
    expect(quality.coverage50).toBeGreaterThan(0.675 - 0.25 - 0.04);
    expect(quality.coverage80).toBeGreaterThan(0.675 - 0.1 - 0.04);
  });

  it('counts errors inside the time watched, also of those who stayed away', () => {
    const outcome = (medianDays: number | null, orderDays: number | null) => {
      return { medianDays, orderDays, probabilityByThen: 0.5, watchedDays: 30 };
    };
    const quality = dateQuality([outcome(10, 13), outcome(null, null), outcome(1, null)]);
    expect(quality.medianErrorDays).toBe(3);
    expect(quality.within7Days).toBe(1);
  });
});
