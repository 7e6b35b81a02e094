import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import { drawExponential } from '#core/maths/random-variates.ts';
import { dateQuality } from '#core/models/evaluation/date-metrics.ts';
import { learnCalibration, matchedAt, recalibrated } from '#core/models/timing/recalibration.ts';
import { forecastTiming, type TimingForecast } from '#core/models/timing/timing-model.ts';

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

  it('corrects the order total, the less the less sure it is', () => {
    const come = (times: number) =>
      Array.from({ length: times }, () => [
        { forecast: waiting(60), orders: 1, nextOrderDays: 10 },
        { forecast: waiting(60), orders: 2, nextOrderDays: 10 },
      ]).flat();
    // Half an order too many with a standard error of 1/2 / √n.
    expect(learnCalibration(come(50), 60).orderFactor).toBeCloseTo(1 + 0.5 * (1 - 1 / 100), 9);
    expect(learnCalibration(come(2), 60).orderFactor).toBeCloseTo(1 + 0.5 * (1 - 1 / 4), 9);
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
  function watchedFor(watchedDays: number) {
    const rng = createRng('dates');
    return Array.from({ length: 6000 }, () => {
      const days = drawExponential(rng, 40);
      const seen = Math.min(days, watchedDays);
      return {
        medianDays: 40 * Math.LN2,
        likeliestDays: 8,
        probabilityByThen: waiting(40).probabilityOfOrder(seen),
        orderDays: days <= watchedDays ? days : null,
        watchedDays,
      };
    });
  }

  it('covers as many as it says where forecasts are true, though some are never seen to order', () => {
    // Watched up to the probability .918. Four standard errors of 6,000 draws.
    const { coverage50, coverage80 } = dateQuality(watchedFor(100));
    expect(Math.abs(coverage50 - 0.5)).toBeLessThan(0.026);
    expect(Math.abs(coverage80 - 0.8)).toBeLessThan(0.026);
  });

  it('says nothing of a band that ends after watching did', () => {
    // Watched up to the probability .777.
    const { coverage50, coverage80 } = dateQuality(watchedFor(60));
    expect(Math.abs(coverage50 - 0.5)).toBeLessThan(0.026);
    expect(coverage80).toBeNaN();
  });

  it('counts errors inside the time watched, also of those who stayed away', () => {
    const outcome = (medianDays: number | null, orderDays: number | null) => {
      return { medianDays, likeliestDays: 20, orderDays, probabilityByThen: 0.5, watchedDays: 30 };
    };
    const quality = dateQuality([outcome(10, 13), outcome(null, null), outcome(1, null)]);
    expect(quality.medianErrorDays).toBe(3);
    // Its one order, on day 13, is a week from the likeliest date.
    expect(quality.within7Days).toBe(1);
  });
});

describe('matchedAt', () => {
  const forecast = forecastTiming(
    {
      kind: 'beta-geometric',
      r: 0.8,
      alphaDays: 25,
      dropout: { a: 0.8, b: 2.5 },
      canLeaveAtOnce: true,
      stages: 1,
    },
    { repeatPurchases: 3, recencyDays: 90, ageDays: 120 },
  );

  it('gives the wanted probability at the horizon, and dates that keep their order', () => {
    const sooner = matchedAt(forecast, 30, 0.7);
    expect(sooner.probabilityOfOrder(30)).toBeCloseTo(0.7, 12);
    expect(sooner.probabilityOfOrder(10)).toBeGreaterThan(forecast.probabilityOfOrder(10));
    expect(sooner.probabilityOfOrder(10)).toBeLessThan(0.7);
    expect(sooner.probabilityOfOrder(0)).toBeCloseTo(0, 9);
  });

  it('changes nothing where both agree', () => {
    const same = matchedAt(forecast, 30, forecast.probabilityOfOrder(30));
    expect(same.probabilityOfOrder(77)).toBeCloseTo(forecast.probabilityOfOrder(77), 9);
  });
});
