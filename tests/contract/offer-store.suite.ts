import { expect, it } from '@jest/globals';
import type { OfferStore } from '#app/ports/offer-store.ts';
import type { OfferCode } from '#core/delivery/offers/judge-redemption.ts';
import { noOfferOrder } from '#core/delivery/offers/offer-order.ts';

const code: OfferCode = {
  offerId: 'refill-10',
  campaignId: 'c1',
  messageHash: 7,
  issuedAtMs: 1_795_000_000_000,
  untilMs: 1_795_600_000_000,
  isWithdrawn: false,
  redeemedBy: '',
};

/** What every offer store promises. */
export function describeOfferStore(createStore: () => Promise<OfferStore>) {
  it('keeps codes by version: of two orders that redeem one, one is refused', async () => {
    const store = await createStore();
    expect(await store.loadCode('AAAA')).toEqual({ value: undefined, version: 0 });
    await store.saveCode('AAAA', 0, code);
    const [first, second] = await Promise.allSettled([
      store.saveCode('AAAA', 1, { ...code, redeemedBy: 'o1' }),
      store.saveCode('AAAA', 1, { ...code, redeemedBy: 'o2' }),
    ]);
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    const { value, version } = await store.loadCode('AAAA');
    expect(version).toBe(2);
    expect(value?.redeemedBy).toBe(first.status === 'fulfilled' ? 'o1' : 'o2');
    await expect(store.saveCode('AAAA', 0, code)).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('keeps orders apart from codes of the same name, from nothing said on', async () => {
    const store = await createStore();
    await store.saveCode('same', 0, code);
    expect(await store.loadOrder('same')).toEqual({ value: noOfferOrder, version: 0 });
    const order = { ...noOfferOrder, codes: ['same'], heardAtMs: code.issuedAtMs, refunds: { r1: null } };
    await store.saveOrder('same', 0, order);
    expect(await store.loadOrder('same')).toEqual({ value: order, version: 1 });
    await expect(store.saveOrder('same', 0, order)).rejects.toMatchObject({ name: 'ConflictError' });
    expect((await store.loadCode('same')).value).toEqual(code);
  });
}
