import { describe, expect, it } from '@jest/globals';
import { foldProfile, needsHistory } from '#core/profiles/fold.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { recordOf, recordsOf } from '#tests/support/customer-event.ts';
import { folded, track } from '#tests/support/fold-one.ts';
import { settings } from '#tests/support/profile-delivery.ts';

const empty = { hot: emptyHotPart, history: emptyHistoryPart };
const order = track('Order Completed', { order_id: 'o-1', total: 1 });
const view = track('Product Viewed', { product_id: 'P-1' });

describe('foldProfile', () => {
  it('skips a record delivered twice and a message sent twice, and counts both', () => {
    const once = foldProfile(empty, [recordOf([view, order], 1)], settings);
    const parts = { hot: once.hot, history: once.history };
    const again = foldProfile(parts, [recordOf([view, order], 1), recordOf([view], 2)], settings);
    expect([again.duplicateCount, again.accepted]).toEqual([3, []]);
    expect(again.hot).toBe(once.hot);
    expect(again.history).toBe(once.history);
  });

  it('leaves the history alone when nothing in the batch touches it', () => {
    expect(folded(view).history).toBe(emptyHistoryPart);
  });

  it('goes on with the hot part after a crash between the two writes', () => {
    const once = folded(order, view);
    const retry = foldProfile(
      { hot: emptyHotPart, history: once.history },
      recordsOf([order, view]),
      settings,
    );
    expect(retry.hot).toEqual(once.hot);
    expect(retry.history).toBe(once.history);
    expect(retry.accepted).toEqual(once.accepted);
  });

  it('leaves a refused event out of both parts', () => {
    const bad = track('Order Completed', { order_id: 'o-2', total: 'x' });
    const both = folded(view, bad);
    expect(both.hot.state).toEqual(folded(view).hot.state);
    expect([both.history, both.rejected.map(({ event }) => event)]).toEqual([emptyHistoryPart, [bad]]);
  });

  it('does not change the parts that it was given', () => {
    const before = folded(view, order);
    const copy = structuredClone(before);
    foldProfile(before, recordsOf([track('Product Viewed', { product_id: 'P-2' }, 9e5)], 50), settings);
    expect(before).toEqual(copy);
  });

  it('fails when an order comes and the history part was not loaded', () => {
    expect(() => foldProfile({ ...empty, history: undefined }, recordsOf([order]), settings)).toThrow(
      'history part is needed',
    );
  });
});

describe('needsHistory', () => {
  it('is true for orders and visits and false for what is only counted', () => {
    const names = ['Order Cancelled', 'Store Entered', 'In-Store Event Attended', 'Beacon Seen', 'screen'];
    expect(names.map((name) => needsHistory(recordsOf([track(name)]), settings))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
