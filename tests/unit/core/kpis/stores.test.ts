import { describe, expect, it } from '@jest/globals';
import { readJourneys, readStores } from '#app/kpis/read-stores.ts';
import { createRng } from '#core/kernel/rng.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { withOrders } from '#tests/support/campaign-world.ts';
import { noLake } from '#tests/support/no-lake.ts';
import { each, NOW_MS, shopper } from '#tests/unit/app/plan/plan-world.ts';

const DAY_MS = 86_400_000;
const setting = { zone: 'Asia/Seoul', nowMs: NOW_MS };
const EVENT_MS = NOW_MS - 20 * DAY_MS;

// 2026-11-28 12:00 in Seoul, a Saturday.
const SATURDAY_MS = Date.parse('2026-11-28T03:00:00Z');
const DAY = 20_780;
type Profile = PersonRow['profile'];
type Chance = (share: number) => boolean;

/** Zones A and B go together; the others with nobody. */
function zonesOf(chance: Chance, isPlanted: boolean): Profile['zoneSteps'] {
  const hasA = chance(0.5);
  const shareOfB = hasA ? 0.85 : 0.25;
  const hasB = chance(isPlanted ? shareOfB : 0.5);
  const others = ['C', 'D', 'E', 'F', 'G', 'H'].filter(() => chance(0.5));
  const zones = [...(hasA ? ['A'] : []), ...(hasB ? ['B'] : []), ...others];
  return zones
    .slice(1)
    .map((zone, at) => ({ storeId: 's1', fromZoneId: zones[at]!, toZoneId: zone, count: 1 }));
}

/** Long stays buy; the class moves people to buy, the parade does not. */
function visitor(index: number, chance: Chance, isPlanted: boolean): PersonRow {
  const zoneSteps = zonesOf(chance, isPlanted);
  const attended = ['class', 'parade'].filter(() => chance(0.3));
  const isLong = chance(0.5);
  const buysThere = chance(isPlanted && isLong ? 0.5 : 0.1);
  const buysAfter = chance(isPlanted && attended.includes('class') ? 0.5 : 0.2);
  const base = shopper(index);
  const [pattern] = base.profile.orders;
  const old = { ...pattern!, at: '2026-06-01T00:00:00Z' };
  const { profile, ...row } = withOrders({ ...base, profile: { ...base.profile, orders: [old] } }, [
    ...(buysAfter ? [{ atMs: EVENT_MS + DAY_MS, paid: 1000 }] : []),
    ...(buysThere ? [{ atMs: DAY * DAY_MS, paid: 1000 }] : []),
  ]);
  return {
    ...row,
    storeDays: [{ day: DAY, visitCount: 1, dwellSeconds: isLong ? 2400 : 120 }],
    profile: {
      ...profile,
      orders: profile.orders.map((order) =>
        Date.parse(order.at) === DAY * DAY_MS ? { ...order, storeId: 's1' } : order,
      ),
      storeVisits: [0, 7, 14, 21, 28].map((days) => ({
        storeId: index < 8 ? 'tiny' : 's1',
        atSeconds: (SATURDAY_MS - days * DAY_MS) / 1000,
      })),
      zoneSteps,
      attendances: attended.map((eventId) => ({
        storeId: 's1',
        eventId,
        kind: 'class',
        atSeconds: EVENT_MS / 1000,
      })),
    },
  };
}

/** A shop of planted truth: its people come every seven days at Saturday noon. */
function shop(seed: number, size = 600, isPlanted = true): readonly PersonRow[] {
  const random = createRng(`stores-${seed}`);
  const chance: Chance = (share) => random.uniform() < share;
  return Array.from({ length: size }, (_, index) => visitor(index, chance, isPlanted));
}
const read = (rows: readonly PersonRow[]) => readStores({ rows: () => each(rows), lake: noLake }, setting);

describe('what happens in stores', () => {
  it('finds the planted cycle, hour, zones, dwell and event, and hides small groups', async () => {
    const { stores, dwell, events, hiddenCount } = await read(shop(1));
    expect(stores).toHaveLength(1);
    expect(hiddenCount).toBeGreaterThan(0);
    const [store] = stores;
    expect(store).toMatchObject({ storeId: 's1', visitors: 592, visitCycleDays: 7, revisitRate: 1 });
    // Saturday noon, counted from Monday 00:00.
    expect(store!.inflow[5 * 24 + 12]).toBe(5 * 592);
    expect(store!.pairs[0]).toMatchObject({ zones: ['A', 'B'] });
    expect(store!.pairs[0]!.lift).toBeGreaterThan(1.2);
    const [short, long] = dwell;
    expect([short!.fromMinutes, long!.fromMinutes]).toEqual([0, 30]);
    expect(long!.boughtShare).toBeGreaterThan(short!.boughtShare + 0.2);
    const effect = (id: string) => events.find(({ eventId }) => eventId === id)!;
    expect(effect('class').isFound).toBe(true);
    expect(effect('class').boughtShare - effect('class').alikeShare).toBeCloseTo(0.3, 0);
    expect(effect('parade').isFound).toBe(false);
  });

  it('finds hardly anything where nothing was planted', async () => {
    let [pairs, events] = [0, 0];
    for (let seed = 2; seed < 22; seed += 1) {
      const found = await read(shop(seed, 200, false));
      pairs += Number(found.stores.some((store) => store.pairs.length > 0));
      events += Number(found.events.some(({ isFound }) => isFound));
    }
    expect(pairs).toBeLessThanOrEqual(3);
    expect(events).toBeLessThanOrEqual(3);
  });
});

describe('journeys', () => {
  it('count who goes from online to store to till, by stage', async () => {
    const week = { interest: 1, consideration: 0, imminent: 0, activeDays: 1 };
    const rows = shop(3, 200).map((row, index) => ({ ...row, signalWeeks: index % 2 === 0 ? [week] : [] }));
    const stages = new Map(rows.slice(0, 100).map(({ personId }) => [personId, { stage: 'loyal' } as never]));
    const { journeys } = await readJourneys(each(rows), { load: async () => stages }, NOW_MS);
    const people = journeys
      .filter(({ stage }) => stage === 'loyal')
      .reduce((sum, one) => sum + one.people, 0);
    expect(people).toBeGreaterThan(60);
    expect(people).toBeLessThanOrEqual(100);
    for (const { steps, people: count, share } of journeys) {
      expect(count).toBeGreaterThanOrEqual(10);
      expect(share).toBeCloseTo(count / 100, 9);
      expect(steps).toContain('store');
    }
    expect(journeys.some(({ steps }) => steps.includes('online'))).toBe(true);
  });

  it('follows paths in the order of first touches, online by the week', async () => {
    const [base, week] = [shopper(0), { imminent: 0, activeDays: 1 }];
    const seconds = (daysAgo: number): number => (NOW_MS - daysAgo * DAY_MS) / 1000;
    const walker = (index: number, onlineWeek: number): PersonRow => ({
      ...base,
      personId: `w${index}`,
      signalWeeks: Array.from({ length: 5 }, (_, at) => ({
        ...week,
        ...{ interest: at === onlineWeek ? 3 : 0, consideration: 0 },
      })),
      profile: {
        ...base.profile,
        storeVisits: [{ storeId: 's1', atSeconds: seconds(10) }],
        orders: [
          { ...base.profile.orders[0]!, storeId: 's1', at: new Date(NOW_MS - 10 * DAY_MS + 1).toISOString() },
        ],
      },
    });
    // Online in the newest week, in the week of the visit, and before it.
    const rows = [0, 1, 2].flatMap((onlineWeek) =>
      Array.from({ length: 10 }, (_, index) => walker(10 * onlineWeek + index, onlineWeek)),
    );
    const { journeys } = await readJourneys(each(rows), { load: async () => new Map() }, NOW_MS);
    expect(journeys.map(({ steps, people }) => [steps.join(' '), people])).toEqual([
      ['online store till', 20],
      ['store till online', 10],
    ]);
  });
});
