import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Arrival, cadenceOf, judgeCadence, mergeCadences } from '#core/events/quality/cadence.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A Monday, 00:00 UTC. */
const MONDAY = Date.UTC(2026, 10, 2);

/** A shop open 10-20 h, closed on Sunday: an event every ten minutes. */
function shopWeeks(weeks: number): Arrival[] {
  const arrivals: Arrival[] = [];
  for (let atMs = MONDAY; atMs < MONDAY + weeks * 7 * DAY; atMs += 10 * MINUTE) {
    const hour = Math.floor((atMs % DAY) / HOUR);
    const isSunday = Math.floor((atMs - MONDAY) / DAY) % 7 === 6;
    if (hour >= 10 && hour < 20 && !isSunday) arrivals.push({ atMs, receivedMs: atMs + 2000 });
  }
  return arrivals;
}
const judge = (cadence: ReturnType<typeof cadenceOf>, nowMs: number) =>
  cadence === undefined ? undefined : judgeCadence(cadence, nowMs);

describe('judgeCadence', () => {
  it('learns for a week before it says anything', () => {
    expect(judge(cadenceOf(shopWeeks(1)), MONDAY + 30 * DAY)?.kind).toBe('learning');
  });

  it('is not alarmed by a closed Sunday or night', () => {
    const cadence = cadenceOf(shopWeeks(3));
    const nextMonday = MONDAY + 21 * DAY;
    expect(judge(cadence, nextMonday + 9 * HOUR)?.kind).toBe('regular');
    expect(judge(cadence, nextMonday + 11 * HOUR)?.kind).toBe('regular');
  });

  it('is alarmed by hours of silence in opening time', () => {
    const cadence = cadenceOf(shopWeeks(3));
    expect(judge(cadence, MONDAY + 21 * DAY + 13 * HOUR)).toMatchObject({ kind: 'silent' });
  });

  it('sees an event that comes hours later than usual', () => {
    const arrivals = shopWeeks(3);
    const last = MONDAY + 21 * DAY + 10 * HOUR;
    const cadence = cadenceOf([...arrivals, { atMs: last - 5 * HOUR, receivedMs: last }]);
    expect(judge(cadence, last)).toMatchObject({ kind: 'lagging', delayMs: 5 * HOUR });
  });
});

describe('mergeCadences', () => {
  it('gives the same however arrivals are parted and ordered', () => {
    const arrival = fc.record({
      atMs: fc.integer({ min: 0, max: 20 * HOUR }),
      receivedMs: fc.integer({ min: 0, max: 20 }).map((hour) => hour * HOUR),
    });
    fc.assert(
      fc.property(fc.array(arrival, { minLength: 2, maxLength: 40 }), fc.nat(), (arrivals, at) => {
        const cut = 1 + (at % (arrivals.length - 1));
        const [a, b] = [cadenceOf(arrivals.slice(cut).reverse()), cadenceOf(arrivals.slice(0, cut))];
        expect(a && b && mergeCadences(a, b)).toEqual(cadenceOf(arrivals));
      }),
    );
  });
});
