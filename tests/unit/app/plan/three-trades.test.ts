import { describe, expect, it } from '@jest/globals';
import { makePlan } from '#app/plan/make-plan.ts';
import { weatherOn } from '#app/plan/weather-on.ts';
import { planTables } from '#bin/plan/plan-words.ts';
import type { CatalogueItem } from '#core/events/imports/catalogue-item.ts';
import { localDay } from '#core/kernel/time.ts';
import type { Offer } from '#core/plan/offer.ts';
import type { ProfileView } from '#core/profiles/profile-view.ts';
import { copyFor, decisionsOf, each, planWorld } from './plan-world.ts';

type PlanWorld = Awaited<ReturnType<typeof planWorld>>;

/** The same people, each a little different. */
function withProfiles(world: PlanWorld, change: (index: number) => Partial<ProfileView>): PlanWorld['input'] {
  const rows = world.rows.map((row, index) => ({ ...row, profile: { ...row.profile, ...change(index) } }));
  return { ...world.input, rows: () => each(rows) };
}

/** Numbers of those who get a message. */
async function reached(world: PlanWorld, plan: Awaited<ReturnType<typeof makePlan>>): Promise<number[]> {
  const decisions = await decisionsOf(world, plan);
  return decisions.flatMap((one) => ('message' in one ? [Number(one.personId.slice(2))] : []));
}

describe('three trades', () => {
  it('a retailer answers to a long look in a shop with a coupon: the rule and its worst case are signed', async () => {
    const offer: Offer = {
      id: 'shelf-10',
      name: { ko: '오늘 10% 쿠폰', en: '10% today' },
      value: { percentOff: 10 },
      conditions: { products: ['cream'] },
      validity: { fromMs: 0, toMs: Date.UTC(2027, 0, 1), daysAfterIssue: 1 },
      stacking: 'alone',
      mostCodes: 500,
      funder: 'brand',
    };
    const world = await planWorld(60, {
      type: 'triggered',
      trigger: {
        on: 'zone_dwell',
        delayMinutes: 0,
        expiresMinutes: 60,
        coolDownHours: 72,
        cancelOn: ['Order Completed'],
        mostPerDay: 40,
      },
    });
    const { summary } = await makePlan({ ...world.input, offers: [offer] }, world);
    expect(summary.offers.map(({ id }) => id)).toEqual(['shelf-10']);
    expect(summary.worstCaseMicros).toBeGreaterThan(0);
    const [, rule] = planTables(summary, 'en');
    expect(rule?.rows).toContainEqual(['started by', 'Zone Dwelled']);
    expect(rule?.rows).toContainEqual(['messages a day at most', 40]);
  });

  it('a car dealer invites who came to the showroom and searched for models to a test drive', async () => {
    const world = await planWorld(60, {
      goal: { event: 'Test Drive Booked', kpi: 'bookings' },
      audience: [
        { did: { kinds: ['store_entered'], atLeast: 1 } },
        { did: { kinds: ['product_searched', 'product_viewed'], atLeast: 3 } },
      ],
    });
    const input = withProfiles(world, (index) => ({
      eventCounts: { store_entered: index % 4 === 0 ? 2 : 0, product_searched: index % 8 === 0 ? 3 : 1 },
    }));
    const plan = await makePlan(input, world);
    expect(plan.summary.campaign.goal.event).toBe('Test Drive Booked');
    const numbers = await reached(world, plan);
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers.filter((index) => index % 8 !== 0)).toEqual([]);
    expect(plan.summary.skipped.profile).toBe(52);
  });

  it('a fashion shop offers the padded coat where it freezes on the first day, by its own weather file', async () => {
    const weather: readonly CatalogueItem[] = [
      ['서울', '2026-12-01', '-5'],
      ['부산', '2026-12-01', '11'],
      ['부산', '2026-11-30', '-9'],
    ].map(([region = '', date = '', coldest = '']) => ({
      kind: 'weather_trends',
      id: `${region}/${date}`,
      attributes: { region, date, extra: { temperature_min: coldest } },
    }));
    const world = await planWorld(60, {
      products: ['padded-coat'],
      audience: [{ weather: { field: 'temperature_min', atMost: 0 } }],
    });
    const cities = ['서울', '부산', '제주', undefined];
    const day = localDay('Asia/Seoul', world.campaign.window.fromMs);
    const plan = await makePlan(
      {
        ...withProfiles(world, (index) => ({ city: cities[index % 4] })),
        copies: [copyFor('push', 'padded-coat'), copyFor('sms', 'padded-coat')],
        weatherIn: await weatherOn(day, { list: () => each(weather) }),
      },
      world,
    );
    const numbers = await reached(world, plan);
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers.filter((index) => cities[index % 4] !== '서울')).toEqual([]);
    expect(plan.summary.skipped.weather).toBe(45);
  });
});
