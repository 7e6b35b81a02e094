import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FootfallTally } from '#core/kpis/footfall.ts';
import { eventOf } from '#tests/support/customer-event.ts';

const NOW_MS = Date.parse('2026-11-23T00:00:00+09:00');
/** A Saturday. */
const DAY = '2026-11-21';

interface Said {
  readonly store?: string;
  readonly zone?: string;
  readonly from?: string;
  readonly to?: string;
  readonly count?: number;
  readonly receivedMs?: number;
}

const counted = ({ store = 's1', zone, from = '12:00', to = '14:00', count = 30, receivedMs = 1 }: Said) =>
  eventOf({
    name: 'Footfall Counted',
    atMs: NOW_MS,
    times: { deviceMs: undefined, sentMs: undefined, receivedMs },
    properties: {
      store_id: store,
      ...(zone !== undefined && { zone_id: zone }),
      from: `${DAY}T${from}:00+09:00`,
      to: `${DAY}T${to}:00+09:00`,
      count,
    },
  });

function read(said: readonly Said[], nowMs = NOW_MS) {
  const tally = new FootfallTally('Asia/Seoul', nowMs);
  for (const each of said) tally.add(counted(each));
  return tally.report();
}

describe('footfall', () => {
  it('is told by store and zone, spread evenly over the hours that were counted', () => {
    const { places } = read([
      { from: '12:30', to: '14:00', count: 30 },
      { zone: 'skin', count: 40 },
    ]);
    expect(places.map(({ storeId, zoneId, counted: people }) => [storeId, zoneId, people])).toEqual([
      ['s1', 'skin', 40],
      ['s1', '', 30],
    ]);
    const [, door] = places;
    expect(door!.byHour[5 * 24 + 12]).toBeCloseTo(10);
    expect(door!.byHour[5 * 24 + 13]).toBeCloseTo(20);
    expect(door!.days).toBe(1);
  });

  it('takes the latest of what is told of one place and time, in any order', () => {
    const said = [
      { count: 30, receivedMs: 1 },
      { count: 25, receivedMs: 3 },
      { count: 90, receivedMs: 2 },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray([...said, ...said], { minLength: 6 }), (told) => {
        expect(read(told).places[0]?.counted).toBe(25);
      }),
    );
  });

  it('hides places where fewer than ten were counted, and says how many', () => {
    expect(read([{ count: 9 }, { store: 's2', count: 10 }])).toMatchObject({
      places: [{ storeId: 's2' }],
      hiddenCount: 1,
    });
  });

  it('leaves out what ended twelve weeks ago, and times that are none', () => {
    expect(read([{}], NOW_MS + 84 * 86_400_000).places).toEqual([]);
    expect(read([{ from: '14:00', to: '14:00' }, { to: '11:00' }]).places).toEqual([]);
  });
});
