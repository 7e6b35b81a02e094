import { describe, expect, it } from '@jest/globals';
import {
  areaUnderCurve,
  brierSkill,
  calibrationCurve,
  calibrationError,
  logLoss,
  predictiveAccuracyIndex,
} from '#core/models/evaluation/probability-metrics.ts';

const forecasts = { probability: [0.1, 0.4, 0.35, 0.8], outcome: [0, 0, 1, 1] };
const all = [0, 1, 2, 3];

describe('probability metrics', () => {
  it('agree with figures worked out by hand', () => {
    expect(areaUnderCurve(forecasts, all)).toBe(0.75);
    expect(logLoss(forecasts, all)).toBeCloseTo(-(Math.log(0.9 * 0.6 * 0.35 * 0.8) / 4), 12);
    const brier = (0.01 + 0.16 + 0.4225 + 0.04) / 4;
    expect(brierSkill(forecasts, all)).toBeCloseTo(1 - brier / 0.25, 12);
  });

  it('give 0 to the base rate and 100 to clairvoyance', () => {
    const flat = { probability: [0.25, 0.25, 0.25, 0.25], outcome: [0, 0, 1, 0] };
    expect(predictiveAccuracyIndex(flat, all)).toBeCloseTo(0, 10);
    expect(areaUnderCurve(flat, all)).toBe(0.5);
    expect(predictiveAccuracyIndex({ ...flat, probability: flat.outcome }, all)).toBeCloseTo(100, 4);
  });

  it('count a case as often as it is drawn', () => {
    expect(logLoss(forecasts, [3, 3])).toBeCloseTo(-Math.log(0.8), 12);
  });

  it('measure calibration in bins of equal count', () => {
    const rising = {
      probability: Array.from({ length: 20 }, (_, i) => i / 20),
      outcome: Array.from({ length: 20 }, (_, i) => i % 2),
    };
    const curve = calibrationCurve(rising, [...rising.outcome.keys()]);
    expect(curve).toHaveLength(10);
    expect(curve[0]).toEqual({ forecast: expect.closeTo(0.025, 12), observed: 0.5, cases: 2 });
    expect(
      calibrationError({ probability: [0.2, 0.2, 0.2, 0.2, 0.2], outcome: [0, 0, 0, 0, 1] }, [0, 1, 2, 3, 4]),
    ).toBeCloseTo((4 * 0.2 + 0.8) / 5, 12);
  });
});
