import { describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTokenSigner } from '#adapters/node/signed-token.ts';
import { createTableOfferStore } from '#adapters/node/table-offer-store.ts';
import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import { createIssueCodes } from '#app/delivery/offers/issue-codes.ts';
import { createRedeemCodes } from '#app/delivery/offers/redeem-codes.ts';
import { tables } from '#contracts/tables.ts';
import { offerCodeOf, readOfferCode } from '#core/delivery/offers/offer-code.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { codeBudgetId, type Offer, offerLine } from '#core/plan/offer.ts';
import { createDeliveryWorld } from '../../../support/delivery-world.ts';
import { MORNING_MS, plannedMessage, runningCampaign } from '../../../support/planned-message.ts';

const offer: Offer = {
  id: 'o1',
  name: { ko: '재구매 10%', en: '10% again' },
  value: { percentOff: 10 },
  conditions: { products: [], minimumSpend: { amount: 20_000, currency: 'KRW' } },
  validity: { fromMs: MORNING_MS - DAY_MS, toMs: MORNING_MS + 30 * DAY_MS, daysAfterIssue: 14 },
  stacking: 'alone',
  mostCodes: 1000,
  funder: 'brand',
};
const signer = createTokenSigner('secret');
const codeFor = (messageKey: string): string =>
  offerCodeOf(signer.sign('offer', messageKey).split('.')[1] ?? '');

/** Delivery whose messages carry codes; who orders what. */
async function createShop(over: Partial<Offer> = {}) {
  const world = createDeliveryWorld();
  const own = { ...offer, ...over };
  const offers = createTableOfferStore(createMemoryTable(tables.offer));
  const { budgets } = world.ports;
  const codes = createIssueCodes({ offers, budgets });
  const ports = {
    ...world.ports,
    codes,
    render: async ({ messageKey }: { readonly messageKey: string }) => {
      const carried = { offer: own, code: codeFor(messageKey) };
      return { title: 't', body: carried.code, html: '', link: '', unsubscribeUrl: '', carried };
    },
  };
  await budgets.setLimit('budget', 1e9);
  await budgets.setLimit(codeBudgetId('o1'), own.mostCodes);
  await ports.campaigns.save(0, runningCampaign());
  const send = async (people: readonly string[]) => {
    for (const key of people) await world.person(key);
    await ports.due.put(people.map((personId) => plannedMessage({ personId })));
    await createDispatchDue(ports)({ runId: 'r1', worker: 0, workers: 1, durationMs: 60_000 });
  };
  const redeem = createRedeemCodes({
    offers,
    offerOf: async (id) => (id === own.id ? own : undefined),
    settings: { brandZone: 'Asia/Seoul', brandCurrency: 'KRW' },
  });
  return { ...world, ports, offers, send, redeem };
}

const keyOf = (personId: string): string => plannedMessage({ personId }).messageKey;

let said = 0;
const orderEvent = (name: string, orderId: string, properties: object = {}): CustomerEvent =>
  ({
    name,
    messageId: `m${(said += 1)}`,
    customerKey: 'a',
    atMs: MORNING_MS + 3_600_000,
    properties: { order_id: orderId, ...properties },
    context: {},
  }) as unknown as CustomerEvent;
const ordered = (orderId: string, coupon: string, over: object = {}) =>
  orderEvent('Order Completed', orderId, { coupon, total: 27_000, discount: 3000, ...over });
const outcomes = async (redeem: ReturnType<typeof createRedeemCodes>, ...events: readonly CustomerEvent[]) =>
  (await redeem(events)).map(({ outcome }) => outcome);

describe('codes of offers', () => {
  it('are unique, typed as people type, and good until the day that the message says', () => {
    const codes = new Set(Array.from({ length: 20_000 }, (_, index) => codeFor(`c1/once/${index}`)));
    expect(codes.size).toBe(20_000);
    const code = codeFor('c1/once/a');
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(readOfferCode(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')}`)).toBe(code);
    expect(readOfferCode('M10')).toBeUndefined();
    const untilMs = Date.parse('2026-12-06T00:00:00+09:00');
    expect(offerLine(offer, { code, untilMs, zone: 'Asia/Seoul' }, 'ko')).toBe(
      `쿠폰 ${code} · 10% 할인 (12월 5일까지, 20,000원 이상 구매 시)`,
    );
  });

  it('are issued to whoever is sent to, and to nobody else', async () => {
    const { send, say, offers, sent, provider } = await createShop();
    await say('b', 'marketing', false, MORNING_MS);
    provider.answer = ({ customerKey }) =>
      customerKey === 'c'
        ? { status: 'rejected', reason: 'dead_address', isAgain: false }
        : { status: 'accepted', providerId: 'p' };
    await send(['a', 'b', 'c']);
    expect(sent.map(({ customerKey }) => customerKey).sort()).toEqual(['a', 'c']);
    expect((await offers.loadCode(codeFor(keyOf('a')))).value).toMatchObject({
      offerId: 'o1',
      isWithdrawn: false,
      untilMs: MORNING_MS + 14 * DAY_MS,
    });
    expect((await offers.loadCode(codeFor(keyOf('b')))).value).toBeUndefined();
    expect((await offers.loadCode(codeFor(keyOf('c')))).value).toMatchObject({ isWithdrawn: true });
  });

  it('are never more than were signed, whoever asks at once', async () => {
    const { send, sent, receiptsOf } = await createShop({ mostCodes: 5 });
    await send(Array.from({ length: 12 }, (_, index) => `p${index}`));
    expect(sent).toHaveLength(5);
    const reasons = (await receiptsOf('c1')).map(({ reason }) => reason).filter(Boolean);
    expect(reasons).toEqual(Array.from({ length: 7 }, () => 'offer_used_up'));

    const { ports } = await createShop({ mostCodes: 5 });
    const all = Array.from({ length: 40 }, (_, index) => plannedMessage({ personId: `q${index}` }));
    const issued = await Promise.all(
      all.map((message) =>
        ports.codes.issue([{ message, carried: { offer, code: codeFor(message.messageKey) } }], MORNING_MS),
      ),
    );
    expect(issued.flat().filter((reason) => reason === undefined)).toHaveLength(5);
  });

  it('are redeemed by one order, online or at the till, however often it is told', async () => {
    const { send, redeem } = await createShop();
    await send(['a']);
    const code = codeFor(keyOf('a'));
    const till = ordered('o-1', '', { products: [{ product_id: 'p', coupon: code.toLowerCase() }] });
    expect(await outcomes(redeem, till, till)).toEqual(['redeemed', 'redeemed']);
    expect(await outcomes(redeem, ordered('o-2', code))).toEqual(['redeemed_already']);
    expect(await outcomes(redeem, ordered('o-3', '0000-0000-0000'))).toEqual(['unknown_code']);
    expect(await outcomes(redeem, ordered('o-4', 'M10'))).toEqual([]);
  });

  it('are redeemed by one of a hundred orders at once', async () => {
    const { send, redeem } = await createShop();
    await send(['a']);
    const orders = Array.from({ length: 100 }, (_, index) => ordered(`o-${index}`, codeFor(keyOf('a'))));
    const all = (await Promise.all(orders.map((order) => outcomes(redeem, order)))).flat();
    expect(all.filter((outcome) => outcome === 'redeemed')).toHaveLength(1);
  });

  it('come back when the order is cancelled or refunded whole, whichever is heard first', async () => {
    const reversals = [
      orderEvent('Order Cancelled', 'o-1'),
      orderEvent('Order Refunded', 'o-1'),
      orderEvent('Order Refunded', 'o-1', { total: 27_000 }),
    ];
    for (const reversal of reversals) {
      for (const isFirst of [false, true]) {
        const { send, redeem } = await createShop();
        await send(['a']);
        const code = codeFor(keyOf('a'));
        const events = [ordered('o-1', code), reversal];
        await redeem(isFirst ? events.toReversed() : events);
        expect(await outcomes(redeem, ordered('o-1', code))).toEqual(['reversed']);
        expect(await outcomes(redeem, ordered('o-2', code))).toEqual(['redeemed']);
      }
    }
  });

  it('stay redeemed when a part is refunded', async () => {
    const { send, redeem } = await createShop();
    await send(['a']);
    const code = codeFor(keyOf('a'));
    const part = orderEvent('Order Refunded', 'o-1', { total: 5000 });
    expect(await outcomes(redeem, ordered('o-1', code), part)).toEqual(['redeemed', 'redeemed']);
  });

  it('ask for what the offer says', async () => {
    const { send, redeem } = await createShop({
      conditions: { products: ['cream'], minimumSpend: { amount: 20_000, currency: 'KRW' } },
    });
    await send(['a', 'b']);
    const [code, other] = [codeFor(keyOf('a')), codeFor(keyOf('b'))];
    const cream = { products: [{ product_id: 'cream', quantity: 1 }] };
    expect(await outcomes(redeem, ordered('o-1', code))).toEqual(['wrong_products']);
    expect(await outcomes(redeem, ordered('o-2', code, { ...cream, total: 10_000 }))).toEqual([
      'minimum_spend',
    ]);
    const both = { products: [{ product_id: 'cream', quantity: 1, coupon: other }] };
    expect(await outcomes(redeem, ordered('o-3', code, both))).toEqual(['not_alone', 'not_alone']);
    const late = { ...ordered('o-4', code, cream), atMs: MORNING_MS + 14 * DAY_MS };
    expect(await outcomes(redeem, late)).toEqual(['not_valid']);
    expect(await outcomes(redeem, ordered('o-5', code, cream))).toEqual(['redeemed']);
  });
});
