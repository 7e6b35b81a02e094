import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  groupCurve,
  hourQuality,
  mergeHours,
  personalRhythm,
  smoothCircle,
  summariseHours,
  tuneRhythm,
} from '#core/models/rhythm/hour-rhythm.ts';
import { describeWithSharedData, sharedRows } from '#tests/shared-data.ts';

describe('hour rhythm', () => {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const hours = fc.array(fc.nat(23), { maxLength: 40 });

  it('is a probability however little is known', () => {
    fc.assert(
      fc.property(hours, hours, (own, everybody) => {
        const group = groupCurve(summariseHours(everybody, 24));
        const { curve, ownShare } = personalRhythm(summariseHours(own, 24), group, {
          groupWeight: 5,
          bandwidthHours: 1,
        });
        expect(sum(curve)).toBeCloseTo(1, 9);
        expect(Math.min(...curve)).toBeGreaterThan(0);
        expect(ownShare).toBeCloseTo(own.length / (own.length + 5), 12);
      }),
    );
  });

  it('knows that midnight is next to eleven at night', () => {
    const smooth = smoothCircle(summariseHours([23], 24), 1);
    expect(smooth[0]).toBeCloseTo(smooth[22]!, 12);
    expect(smooth[23]).toBeGreaterThan(smooth[0]!);
  });

  it('turns with the clock: a shifted day gives the shifted curve', () => {
    fc.assert(
      fc.property(hours, fc.nat(23), (own, shift) => {
        const plain = smoothCircle(summariseHours(own, 24), 1.5);
        const turned = smoothCircle(
          summariseHours(
            own.map((hour) => (hour + shift) % 24),
            24,
          ),
          1.5,
        );
        plain.forEach((value, hour) => expect(turned[(hour + shift) % 24]).toBeCloseTo(value, 9));
      }),
    );
  });

  it('merges by adding', () => {
    expect(mergeHours(summariseHours([1], 24), summariseHours([1, 5], 24))).toEqual(
      summariseHours([1, 1, 5], 24),
    );
  });
});

describeWithSharedData('hour rhythm on online-retail', 'online-retail.purchases.csv.gz', () => {
  it('forecasts the hour of the last order better than everybody’s curve', () => {
    const orders = new Map<string, Map<string, number>>();
    for (const [customer, order, timestamp] of sharedRows('online-retail.purchases.csv.gz')) {
      const own = orders.get(customer!) ?? new Map<string, number>();
      if (!own.has(order!)) own.set(order!, Date.parse(timestamp!));
      orders.set(customer!, own);
    }
    const customers = [...orders.values()]
      .map((own) => [...own.values()].sort((a, b) => a - b).map((at) => new Date(at).getUTCHours()))
      .filter((own) => own.length >= 5);
    const cases = (held: number) =>
      customers.map((own) => ({ before: summariseHours(own.slice(0, -held), 24), next: own.at(-held)! }));
    const group = groupCurve(
      summariseHours(
        customers.flatMap((own) => own.slice(0, -1)),
        24,
      ),
    );
    const settings = tuneRhythm(
      cases(2),
      groupCurve(
        summariseHours(
          customers.flatMap((own) => own.slice(0, -2)),
          24,
        ),
      ),
    );
    const global = hourQuality(cases(1), () => group);
    const own = hourQuality(cases(1), (before) => personalRhythm(before, group, settings).curve);
    expect(global.logLoss).toBeCloseTo(2.269, 3);
    expect(own.logLoss).toBeLessThan(2.216);
    expect(own.top1).toBeGreaterThan(0.2);
  });
});
