import { expect, it } from '@jest/globals';
import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import type { Receipt } from '#core/delivery/receipt.ts';
import { MORNING_MS, plannedMessage } from '../support/planned-message.ts';

const receipt = (status: Receipt['status'], personId = 'a'): Receipt => ({
  message: plannedMessage({ personId }),
  status,
  reason: status === 'accepted' ? '' : 'no_answer',
  atMs: MORNING_MS,
  sendInstantMs: MORNING_MS,
  costMicros: 5,
  providerId: 'p',
});

/** What every receipt store promises. */
export function describeReceiptStore(createStore: () => Promise<ReceiptStore>) {
  it('keeps the later status, in whatever order accounts come', async () => {
    const store = await createStore();
    expect(await store.put(receipt('unknown'))).toBe(true);
    expect(await store.put(receipt('suppressed'))).toBe(false);
    expect(await store.put(receipt('accepted'))).toBe(true);
    expect(await store.put(receipt('failed'))).toBe(false);
    expect(await store.load('c1', 'c1/once/a')).toEqual(receipt('accepted'));
    expect(await store.load('c1', 'c1/once/z')).toBeUndefined();
  });

  it('lists a campaign by message key', async () => {
    const store = await createStore();
    for (const personId of ['c', 'a', 'b']) await store.put(receipt('accepted', personId));
    const keys: string[] = [];
    for await (const { message } of store.list('c1')) keys.push(message.personId);
    expect(keys).toEqual(['a', 'b', 'c']);
  });
}
