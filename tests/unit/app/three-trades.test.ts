import { describe, expect, it } from '@jest/globals';
import { campaignDocument } from '#app/kpis/report-document.ts';
import { renderText } from '#app/models/backtest/render.ts';
import { triggerTable } from '#bin/plan/trigger-words.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { CatalogueItem } from '#core/events/imports/catalogue-item.ts';
import { createTradeWorld, type Trade } from '#tests/support/trade-world.ts';
import { copyFor } from './plan/plan-world.ts';

/** Tuesday, eleven in the morning in Seoul. */
const NOW_MS = Date.parse('2026-12-01T11:00:00+09:00');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PEOPLE = Array.from({ length: 60 }, (_, index) => `c-${index}`);
const POLICY = 'by: lead, on: 2026-11-22, reason: domestic adults only';

/** A campaign file; what differs is `more`. */
const file = (more: string): string => `
metric: { name: goals per person, minimumDetectableEffect: 0.05 }
channels: [push]
budget: { amount: 5, currency: USD }
costCentre: CRM-01
account: promo
policies:
  fallbackZone: { zone: Asia/Seoul, ${POLICY} }
  unknownAge: { isAllowed: true, ${POLICY} }
${more}`;

const copy = (productId: string, words: Partial<ApprovedCopy>): ApprovedCopy => ({
  ...copyFor('push', productId),
  ...words,
  approvedAtMs: NOW_MS - DAY_MS,
});
const product = (id: string, name: string, more: object = {}): CatalogueItem => ({
  ...{ kind: 'products', id, attributes: { name, ...more } },
});

async function openTrade(trade: Omit<Trade, 'nowMs'>) {
  const world = await createTradeWorld({ nowMs: NOW_MS - DAY_MS, ...trade });
  for (const person of PEOPLE) await world.joins(person);
  return world;
}
type World = Awaited<ReturnType<typeof openTrade>>;

/** What was planned is what was accounted for, and what was accepted is what the provider was given. */
async function totalsOf({ receiptsOf, sent }: World, campaignId: string) {
  const receipts = await receiptsOf(campaignId);
  const count = (status: string): number => receipts.filter((receipt) => receipt.status === status).length;
  const accepted = receipts.flatMap(({ status, message }) => (status === 'accepted' ? message.personId : []));
  expect(sent.map(({ customerKey }) => customerKey).sort()).toEqual(accepted.sort());
  const [acceptedCount, suppressed] = [count('accepted'), count('suppressed')];
  expect(acceptedCount + suppressed + count('failed') + count('unknown')).toBe(receipts.length);
  return { receipts, accepted, acceptedCount, suppressed };
}

const inBoth = (report: Awaited<ReturnType<World['reportOf']>>) => ({
  ko: renderText(campaignDocument(report, 'ko')),
  en: renderText(campaignDocument(report, 'en')),
});

describe('three trades, from the event to the report', () => {
  it('a retailer answers a long look in the shop with a coupon, and counts who orders', async () => {
    const world = await openTrade({
      copies: [copy('cream', { title: '보습 크림', body: '천천히 둘러보세요.' })],
      catalogue: [product('cream', '보습 크림', { category: 'skin' })],
      offers: [
        {
          id: 'shelf-10',
          name: { ko: '오늘 10% 쿠폰', en: '10% today' },
          value: { percentOff: 10 },
          conditions: { products: ['cream'] },
          validity: { from: '2026-11-01T00:00:00+09:00', to: '2027-01-31T00:00:00+09:00', daysAfterIssue: 1 },
          stacking: 'alone',
          mostCodes: 500,
          funder: 'brand',
        },
      ],
    });
    world.clock.ms = NOW_MS;
    const plan = await world.start(
      file(`
id: shelf
name: 매대 앞 쿠폰
type: triggered
trigger: { on: zone_dwell, expiresMinutes: 60, coolDownHours: 72, mostPerDay: 100 }
window: { from: '2026-12-01T00:00:00+09:00', to: '2026-12-08T00:00:00+09:00' }
arms:
  holdoutShare: 0.3
  programmeHoldoutShare: 0
  content: [{ name: coupon, share: 1, offerId: shelf-10 }]
`),
    );
    expect([plan.summary.planned, plan.loaded]).toEqual([0, 0]);
    for (const [index, person] of PEOPLE.entries()) {
      const zone = { store_id: 'S1', zone_id: 'skin', category: 'skin' };
      await world.happens(person, 'Zone Dwelled', { ...zone, dwell_s: index % 3 === 0 ? 60 : 400 });
    }
    const { receipts, accepted, suppressed } = await totalsOf(world, 'shelf');
    // Two in three stayed long; those who are held out get nothing, and have a receipt that says so.
    expect(receipts).toHaveLength(40);
    expect(receipts.filter(({ reason }) => reason === 'held_out')).toHaveLength(suppressed);
    expect(suppressed).toBeGreaterThan(4);
    const [first] = world.sent;
    expect(first?.rendered.title).toBe('(광고) 보습 크림');
    expect(first?.rendered.body).toMatch(
      /쿠폰 [0-9A-Z]{4}(-[0-9A-Z]{4}){2} · 10% 할인.*\n.*수신거부: 앱 설정 > 알림/s,
    );

    world.clock.ms += 2 * HOUR_MS;
    const buyers = [...accepted.slice(0, 9), ...PEOPLE.filter((_, index) => index % 30 === 0)];
    for (const person of buyers)
      await world.happens(person, 'Order Completed', {
        ...{ order_id: `o-${person}`, total: 27_000, currency: 'KRW' },
        products: [{ product_id: 'cream', quantity: 1, price: 27_000 }],
      });
    world.clock.ms += 8 * DAY_MS;
    const report = await world.reportOf(plan.hash);
    expect(report.goal).toBe('Order Completed');
    expect([report.drawnCount, report.measuredCount]).toEqual([40, 40]);
    const all = report.groups.find(({ dimension }) => dimension === 'campaign')!;
    expect([all.sums.messages, all.sums.goalReachers, all.sums.orders]).toEqual([accepted.length, 9, 9]);
    expect(report.questions[0]).toMatchObject({
      ...{ id: 'holdout', answer: { counts: [accepted.length, suppressed] } },
    });
    expect(report.questions.some(({ id }) => id === 'order_holdout')).toBe(false);
    expect(inBoth(report).ko).toMatch(
      /"매대 앞 쿠폰" 캠페인은 대상 40명에게 메시지 \d+건을 보냈고, 9명이 반응했습니다/,
    );
    expect(inBoth(report).en).toMatch(/Did it bring orders, over the holdout\?/);
  });

  it('a car showroom invites who visited and searched for models to a test drive, and counts bookings', async () => {
    const world = await openTrade({
      copies: [
        copy('ev-9', {
          title: 'Drive the EV-9',
          body: 'A quiet hour at the wheel is yours.',
          language: 'en',
        }),
        copy('ev-9', { id: 'ko', title: '시승 안내', body: '조용한 한 시간을 준비했습니다.' }),
      ],
      catalogue: [product('ev-9', 'EV-9')],
    });
    const visitors = PEOPLE.filter((_, index) => index % 4 !== 0);
    for (const person of visitors) {
      await world.happens(person, 'Store Entered', { store_id: 'showroom' });
      for (let count = 0; count < 3; count += 1) {
        await world.happens(person, 'Products Searched', { query: 'EV-9' });
      }
    }
    world.clock.ms = NOW_MS;
    const plan = await world.start(
      file(`
id: test-drive
name: EV-9 시승
type: scheduled
goal: { event: Test Drive Booked, kpi: bookings }
language: en
products: [ev-9]
audience:
  - did: { kinds: [store_entered], atLeast: 1 }
  - did: { kinds: [product_searched], atLeast: 3 }
window: { from: '2026-12-01T12:00:00+09:00', to: '2026-12-02T12:00:00+09:00' }
value: { goalValue: 300000 }
arms: { holdoutShare: 0.3, programmeHoldoutShare: 0 }
`),
    );
    expect(plan.summary.skipped.profile).toBe(PEOPLE.length - visitors.length);
    expect(plan.loaded).toBe(plan.summary.planned);
    await world.passUntil(Date.parse('2026-12-02T14:00:00+09:00'));
    const { receipts, accepted } = await totalsOf(world, 'test-drive');
    expect(receipts).toHaveLength(plan.summary.planned);
    expect(accepted.length).toBeGreaterThan(20);
    const { title, body } = world.sent[0]!.rendered;
    expect(title).toBe('(광고) Drive the EV-9');
    expect(body).toMatch(/To turn off: App settings > Notifications/);

    for (const person of accepted.slice(0, 12)) await world.happens(person, 'Test Drive Booked');
    // One who got nothing books as well, and one more buys a car: no booking.
    const heldOut = visitors.find((person) => !accepted.includes(person))!;
    await world.happens(heldOut, 'Test Drive Booked');
    await world.happens(accepted.at(-1)!, 'Order Completed', { order_id: 'car', total: 1, currency: 'KRW' });
    world.clock.ms += 9 * DAY_MS;
    const report = await world.reportOf(plan.hash);
    const all = report.groups.find(({ dimension }) => dimension === 'campaign')!;
    expect([all.sums.goalReachers, all.sums.buyers, all.sums.responders]).toEqual([12, 1, 13]);
    expect(all.figures['goal_rate']).toBeCloseTo(12 / accepted.length, 12);
    const drawn = visitors.length;
    const [goal, orders] = report.questions;
    expect([goal?.id, orders?.id]).toEqual(['holdout', 'order_holdout']);
    expect(goal?.answer).toMatchObject({
      counts: [accepted.length, drawn - accepted.length],
      comparison: { difference: expect.any(Number) },
    });
    expect(orders?.answer.kind).toBe('compared');
    const text = inBoth(report);
    expect(text.en).toMatch(/Did it bring "Test Drive Booked", over the holdout\?/);
    expect(text.en).toMatch(/"Test Drive Booked" per 100/);
    expect(text.ko).toMatch(/보내지 않은 그룹보다 늘었습니까\? \("Test Drive Booked"\)/);
    expect(text.ko).toMatch(/목표 달성률/);
  });

  it('a car showroom reminds who searched for a model, but nobody who has booked meanwhile', async () => {
    const world = await openTrade({
      copies: [copy('ev-9', { title: '시승 안내', body: '조용한 한 시간을 준비했습니다.' })],
      catalogue: [product('ev-9', 'EV-9')],
    });
    world.clock.ms = NOW_MS;
    const plan = await world.start(
      file(`
id: remind
name: 시승 알림
type: triggered
goal: { event: Test Drive Booked, kpi: bookings }
trigger: { on: after_search, delayMinutes: 120, expiresMinutes: 60, mostPerDay: 100, cancelOn: [] }
window: { from: '2026-12-01T00:00:00+09:00', to: '2026-12-08T00:00:00+09:00' }
arms: { holdoutShare: 0, programmeHoldoutShare: 0 }
`),
    );
    const { rows } = triggerTable(plan.summary, plan.summary.campaign.trigger!, ({ en }) => en);
    expect(rows).toContainEqual(['cancelled by', 'Test Drive Booked']);
    const searchers = PEOPLE.slice(0, 12);
    for (const person of searchers) await world.happens(person, 'Products Searched', { query: 'EV-9' });
    const booked = searchers.filter((_, index) => index % 3 === 0);
    for (const person of booked) await world.happens(person, 'Test Drive Booked');
    await world.happens(searchers[1]!, 'Order Completed', { order_id: 'mat', total: 1, currency: 'KRW' });
    await world.passUntil(NOW_MS + 4 * HOUR_MS);
    const { receipts, accepted } = await totalsOf(world, 'remind');
    expect(accepted).toEqual(searchers.filter((person) => !booked.includes(person)).sort());
    const ended = receipts.filter(({ reason }) => reason === 'overtaken');
    expect(ended.map(({ message }) => message.personId).sort()).toEqual(booked.sort());
  });

  it('a fashion shop shows the padded coat where it freezes, and counts visits to its stores', async () => {
    const cities = ['서울', '부산', '제주'];
    const weather: CatalogueItem[] = [
      ['서울', '-5'],
      ['부산', '11'],
    ].map(([region = '', coldest = '']) => ({
      kind: 'weather_trends',
      id: `${region}/2026-12-01`,
      attributes: { region, date: '2026-12-01', extra: { temperature_min: coldest } },
    }));
    const world = await openTrade({
      copies: [copy('padded-coat', { title: '패딩 코트', body: '영하의 아침에도 가볍게.' })],
      catalogue: [product('padded-coat', '패딩 코트'), ...weather],
    });
    const cityOf = (person: string): string => cities[Number(person.slice(2)) % 3]!;
    for (const person of PEOPLE) {
      await world.livesIn(person, cityOf(person));
      await world.happens(person, 'Product Viewed', { product_id: 'padded-coat' });
    }
    world.clock.ms = NOW_MS;
    const plan = await world.start(
      file(`
id: frost
name: 첫 추위
type: scheduled
goal: { event: Store Entered, kpi: store visits }
products: [padded-coat]
audience: [{ weather: { field: temperature_min, atMost: 0 } }]
window: { from: '2026-12-01T12:00:00+09:00', to: '2026-12-02T12:00:00+09:00' }
value: { goalValue: 20000 }
arms: { holdoutShare: 0.2, programmeHoldoutShare: 0 }
`),
    );
    expect(plan.summary.skipped.weather).toBe(40);
    await world.passUntil(Date.parse('2026-12-02T14:00:00+09:00'));
    const { receipts, accepted } = await totalsOf(world, 'frost');
    expect(receipts).toHaveLength(plan.summary.planned);
    expect(accepted.filter((person) => cityOf(person) !== '서울')).toEqual([]);
    for (const person of accepted.slice(0, 5))
      await world.happens(person, 'Store Entered', { store_id: 'seoul-1' });
    world.clock.ms += 9 * DAY_MS;
    const report = await world.reportOf(plan.hash);
    const all = report.groups.find(({ dimension }) => dimension === 'campaign')!;
    expect([all.sums.goalReachers, all.sums.storeVisitors]).toEqual([5, 5]);
    const headers = campaignDocument(report, 'ko').sections.flatMap(({ table }) => table?.header ?? []);
    expect(headers).toContain('100명당 매장 방문 차이');
    expect(inBoth(report).en).toMatch(/Did it bring store visits, over the holdout\?/);
  });

  it('is not planned for a goal that nobody would count', async () => {
    const world = await openTrade({ copies: [copy('cream', {})] });
    const asked = world.start(
      file(`
id: lease
name: 리스
type: scheduled
goal: { event: Lease Signed, kpi: leases }
window: { from: '2026-12-01T12:00:00+09:00', to: '2026-12-02T12:00:00+09:00' }
`),
    );
    await expect(asked).rejects.toMatchObject({
      message: expect.stringMatching(/profiles do not keep Lease Signed.*Test Drive Booked/),
      details: { ko: expect.stringMatching(/Lease Signed 이벤트를 보관하지 않습니다/) },
    });
  });
});
