import { describe, expect, it } from '@jest/globals';
import { makeReport } from '#app/kpis/make-report.ts';
import { measureCampaign } from '#app/kpis/measure-campaign.ts';
import { keepClicks } from '#app/outcomes/keep-clicks.ts';
import { createReadPersons } from '#app/profiles/snapshot/read-persons.ts';
import { forecastKpis } from '#core/kpis/forecast-kpis.ts';
import { drawArm } from '#core/plan/draw-arm.ts';
import { emptyLedger, hearConsents } from '#core/profiles/ledger.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';
import { campaignWorld } from '#tests/support/campaign-world.ts';
import { eventOf } from '#tests/support/customer-event.ts';
import { predictionsSaid, saidOf } from '#tests/support/predictions-said.ts';
import { createRealIngest, settings } from '#tests/support/real-ingest.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const HOUR_MS = 3_600_000;
/** One piece costs this, won; VAT is a tenth. */
const PIECE_COST = 3000;

const BASIS = { basis: 'app', textVersion: '1' };

interface Raw {
  readonly personId: string;
  readonly atMs: number;
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const world = await campaignWorld(240, {}, { predictionsOf: async (ids) => predictionsSaid(ids) });
const { messages, plan, ports, clicks } = world;
const { window } = plan.summary;
const sentAt = new Map(messages.map(({ personId, dueAtMs }) => [personId, dueAtMs]));

/** What one person did, chosen by their number: every mixture that a KPI tells apart. */
function rawOf(personId: string, index: number): readonly Raw[] {
  const from = sentAt.get(personId) ?? window.fromMs;
  const raw: Raw[] = [];
  const say = (event: string, atMs: number, properties: Raw['properties'] = {}): void => {
    raw.push({ personId, atMs, event, properties });
  };
  const buy = (name: string, atMs: number, total: number, more: Raw['properties'] = {}): void =>
    say('Order Completed', atMs, {
      order_id: `${personId}-${name}`,
      total,
      currency: 'KRW',
      products: [{ product_id: 'cream', quantity: 1 + (index % 3), price: total }],
      ...more,
    });
  const orderOf = (name: string) => ({ order_id: `${personId}-${name}` });
  const message_key = messages.find((message) => message.personId === personId)?.messageKey;
  const deeds: readonly (readonly [boolean, () => void])[] = [
    [index % 3 !== 0, () => buy('old', from - 40 * DAY_MS, 31_000)],
    [index % 8 === 0, () => buy('a', from + 5 * HOUR_MS, 20_000 + index, { discount: 2000 })],
    [index % 8 === 4, () => buy('a', from + 5 * HOUR_MS, 20_000 + index)],
    [index % 5 === 0, () => buy('b', from + 3 * DAY_MS, 9900, { coupon: 'SPRING', discount: 100 })],
    [index % 7 === 0, () => buy('late', from + 8 * DAY_MS, 55_000)],
    [index % 11 === 0, () => buy('dollar', from + DAY_MS, 40, { currency: 'USD' })],
    [index % 12 === 0, () => say('Order Cancelled', from + 9 * DAY_MS, orderOf('a'))],
    [index % 20 === 0, () => refund('b', 9900)],
    [index % 16 === 0, () => refund('a', 500)],
    [index % 9 === 0, () => say('Store Entered', from + 2 * DAY_MS, { store_id: 'S1' })],
    [
      message_key !== undefined && index % 6 === 0,
      () => say('Push Notification Tapped', from + HOUR_MS, { message_key: message_key! }),
    ],
  ];
  function refund(name: string, total: number): void {
    say('Order Refunded', from + 6 * DAY_MS, { ...orderOf(name), total, currency: 'KRW' });
  }
  for (const [isDone, deed] of deeds) if (isDone) deed();
  return raw;
}

const raws = world.rows.flatMap(({ personId }, index) => rawOf(personId, index));
const asOfMs = window.toMs + 25 * DAY_MS;

/** The same events through the real fold. */
async function foldedRows(): Promise<readonly PersonRow[]> {
  const ingest = createRealIngest({ nowMs: () => asOfMs });
  const consent = { purpose: 'location' as const, channel: 'all', granted: true, atMs: 0, ...BASIS };
  for (const { personId } of world.rows)
    await ingest.ledgers.save(
      personId,
      0,
      hearConsents(emptyLedger(personId), [{ speaker: personId, consent }]),
    );
  const records = raws.map(({ personId, atMs, event, properties }, index) => {
    const at = new Date(atMs).toISOString();
    const message = { type: 'track', messageId: `m${index}`, userId: personId, event, properties };
    return {
      shardId: 'shard-1',
      sequenceNumber: String(index + 1),
      partitionKey: personId,
      data: new TextEncoder().encode(JSON.stringify({ ...message, timestamp: at, sentAt: at })),
      arrivedAtMs: atMs,
    };
  });
  expect((await ingest.ingest(records)).failed).toEqual([]);
  const byId = new Map<string, PersonRow>();
  for await (const row of createReadPersons({ ...ingest, settings })(asOfMs)) byId.set(row.personId, row);
  // Who did nothing at all has no profile; the plan knew them.
  return world.rows.map(
    (row) => byId.get(row.personId) ?? { ...row, profile: { ...row.profile, orders: [], orderCount: 0 } },
  );
}

/** The KPIs of those who got a message, from the raw events alone, by their definitions. */
function countedByHand() {
  const sums = {
    people: 0,
    responders: 0,
    clickers: 0,
    clickersWhoOrdered: 0,
    storeVisitors: 0,
    buyers: 0,
    netBuyers: 0,
    repeatBuyers: 0,
    discountOnlyBuyers: 0,
    orders: 0,
    netOrders: 0,
    paid: 0,
    refunded: 0,
    vat: 0,
    goods: 0,
  };
  for (const [personId, from] of sentAt) {
    const own = raws.filter((raw) => raw.personId === personId);
    const inWeek = (raw: Raw): boolean => raw.atMs >= from && raw.atMs < from + WEEK_MS;
    const bought = own.filter(({ event }) => event === 'Order Completed');
    const orders = bought
      .filter(inWeek)
      .filter(({ properties }) => properties['currency'] === 'KRW')
      .map((raw) => {
        const id = raw.properties['order_id'];
        const about = own.filter(({ properties }) => properties['order_id'] === id);
        const paid = Number(raw.properties['total']);
        const isCancelled = about.some(({ event }) => event === 'Order Cancelled');
        const givenBack = about
          .filter(({ event }) => event === 'Order Refunded')
          .reduce((sum, { properties }) => sum + Number(properties['total']), 0);
        const refunded = isCancelled ? paid : givenBack;
        const [{ quantity }] = raw.properties['products'] as [{ quantity: number }];
        const isKept = refunded < paid;
        const kept = paid - refunded;
        return {
          atMs: raw.atMs,
          ...{ paid, refunded, isKept },
          vat: kept - Math.round(kept / 1.1),
          goods: isKept ? quantity * PIECE_COST : 0,
          isDiscounted: Number(raw.properties['discount'] ?? 0) > 0 || raw.properties['coupon'] !== undefined,
        };
      });
    const click = own.find(
      ({ event, atMs }) => event === 'Push Notification Tapped' && atMs < from + WEEK_MS,
    );
    const hasVisited = own.some((raw) => raw.event === 'Store Entered' && inWeek(raw));
    const hasBought = orders.length > 0;
    sums.people += 1;
    sums.clickers += Number(click !== undefined);
    sums.clickersWhoOrdered += Number(click !== undefined && orders.some(({ atMs }) => atMs >= click.atMs));
    sums.storeVisitors += Number(hasVisited);
    sums.responders += Number(click !== undefined || hasVisited || hasBought);
    sums.buyers += Number(hasBought);
    sums.netBuyers += Number(orders.some(({ isKept }) => isKept));
    sums.repeatBuyers += Number(hasBought && bought.some(({ atMs }) => atMs < from));
    sums.discountOnlyBuyers += Number(hasBought && orders.every(({ isDiscounted }) => isDiscounted));
    for (const order of orders) {
      sums.orders += 1;
      sums.netOrders += Number(order.isKept);
      sums.paid += order.paid;
      sums.refunded += order.refunded;
      sums.vat += order.vat;
      sums.goods += order.goods;
    }
  }
  return sums;
}

describe('every KPI of a campaign', () => {
  it('is to the unit what another program counts in the raw events', async () => {
    const tapped = raws.filter(({ event }) => event === 'Push Notification Tapped');
    await keepClicks(
      clicks,
      tapped.map(({ event, atMs, properties }, index) =>
        eventOf({ name: event, atMs, properties: properties as never, messageId: `t${index}` }),
      ),
    );
    const measure = await measureCampaign(ports, world.settingOf(await foldedRows(), asOfMs), plan);
    const report = makeReport(measure, plan, { asOfMs, isSimulated: true, spend: undefined, efforts: [] });
    const all = report.groups.find(({ dimension }) => dimension === 'campaign')!;
    const hand = countedByHand();
    for (const figure of Object.values(hand)) expect(figure).toBeGreaterThan(0);
    expect(all.sums).toMatchObject({
      people: hand.people,
      messages: hand.people,
      ...{
        responders: hand.responders,
        clickers: hand.clickers,
        clickersWhoOrdered: hand.clickersWhoOrdered,
      },
      ...{ storeVisitors: hand.storeVisitors, buyers: hand.buyers, netBuyers: hand.netBuyers },
      ...{ repeatBuyers: hand.repeatBuyers, discountOnlyBuyers: hand.discountOnlyBuyers },
      ...{
        orders: hand.orders,
        netOrders: hand.netOrders,
        paidMinor: hand.paid,
        refundedMinor: hand.refunded,
      },
      ...{ vatMinor: hand.vat, goodsMinor: hand.goods },
    });
    expect(all.figures).toEqual({
      goal_rate: hand.buyers / hand.people,
      response_rate: hand.responders / hand.people,
      conversion_after_click: hand.clickersWhoOrdered / hand.clickers,
      conversion: hand.buyers / hand.people,
      net_conversion: hand.netBuyers / hand.people,
      revenue_per_message: (hand.paid - hand.refunded) / hand.people,
      store_visit_rate: hand.storeVisitors / hand.people,
      repurchase_rate: hand.repeatBuyers / hand.buyers,
      discount_dependence: hand.discountOnlyBuyers / hand.buyers,
      margin: hand.paid - hand.refunded - hand.vat - hand.goods,
    });
  });

  it('of a forecast, and of the lift of store visits, are too', async () => {
    const rows = await foldedRows();
    const measure = await measureCampaign(ports, world.settingOf(rows, asOfMs), plan);
    const { forecasts, questions } = makeReport(measure, plan, {
      asOfMs,
      ...{ isSimulated: true, spend: undefined, efforts: [] },
    });
    const hand = { people: 0, predicted: 0, bought: 0, logLoss: 0, dated: 0, near: 0 };
    for (const [personId] of sentAt) {
      const { days7, day } = saidOf(personId);
      const [first] = raws
        .filter((raw) => raw.personId === personId && raw.event === 'Order Completed')
        .map(({ atMs }) => (atMs - window.fromMs) / DAY_MS)
        .filter((days) => days >= 0)
        .sort((a, b) => a - b);
      const hasBought = first !== undefined && first < 7;
      const foretold = day - Math.floor(window.fromMs / DAY_MS);
      hand.people += 1;
      hand.predicted += days7;
      hand.bought += Number(hasBought);
      hand.logLoss -= Math.log(hasBought ? days7 : 1 - days7);
      hand.dated += Number(first !== undefined);
      hand.near += Number(first !== undefined && Math.abs(foretold - first) <= 7);
    }
    const rate = hand.bought / hand.people;
    const base = -hand.people * (rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate));
    expect([forecasts.sent.people, forecasts.sent.buyers]).toEqual([hand.people, hand.bought]);
    expect([forecasts.sent.dated, forecasts.sent.near]).toEqual([hand.dated, hand.near]);
    expect(hand.near).toBeGreaterThan(0);
    expect(hand.near).toBeLessThan(hand.dated);
    const told = Object.fromEntries(forecastKpis.map(({ id, of }) => [id, of(forecasts.sent)]));
    expect(told['predicted_rate']).toBeCloseTo(hand.predicted / hand.people, 6);
    expect(told['actual_rate']).toBe(rate);
    expect(told['predictive_accuracy_index']).toBeCloseTo(100 * (1 - hand.logLoss / base), 3);
    expect(told['within_7_days']).toBe(hand.near / hand.dated);
    expect(forecasts.holdout.people).toBeGreaterThan(0);

    const isHeldOut = (personId: string): boolean =>
      drawArm(plan.summary.campaign, personId).kind === 'held_out';
    const consented = world.rows.filter((_, index) => index % 2 === 0 || index % 3 === 0);
    const rateOf = (held: boolean): number => {
      const side = consented.filter(({ personId }) => isHeldOut(personId) === held);
      const visitors = side.filter(({ personId }) =>
        raws.some(
          (raw) =>
            raw.personId === personId &&
            raw.event === 'Store Entered' &&
            raw.atMs >= window.fromMs &&
            raw.atMs < window.toMs + WEEK_MS,
        ),
      );
      return visitors.length / side.length;
    };
    const { answer } = questions.find(({ id }) => id === 'store_visits')!;
    if (answer.kind === 'no_answer') throw new Error(answer.reason);
    // Nobody visited a store before: there is nothing to take out.
    expect(answer.comparison.difference).toBeCloseTo(rateOf(false) - rateOf(true), 12);
  });
});
