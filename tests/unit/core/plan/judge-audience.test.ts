import { describe, expect, it } from '@jest/globals';
import type { Predictions } from '#core/models/predictions.ts';
import type { AudienceRule } from '#core/plan/audience/audience-rule.ts';
import { type Considered, judgeRule } from '#core/plan/audience/judge-audience.ts';
import { NOW_MS, shopper } from '../../app/plan/plan-world.ts';

const row = shopper(3);
const store = { storeId: 'S1', visitCount: 1, dwellSeconds: 0, orderCount: 0 };
const line = { productId: 'cream', quantity: 1, amountMinor: 1000 };
const known: Considered = {
  row: {
    ...row,
    profile: {
      ...row.profile,
      region: 'Seoul',
      cart: ['serum'],
      daysSinceLastOrder: 60,
      orderCycleDays: 25,
      eventCounts: { push_tapped: 1, email_clicked: 1 },
      stores: [store],
      orders: row.profile.orders.map((order) => ({
        ...order,
        coupon: 'TEN',
        lines: [line as never],
      })),
    },
  },
  predictions: { stage: 'loyal', buyWithin: { days7: 0.1, days30: 0.4 } } as Predictions,
  persona: { personaId: 'p-1', probability: 0.9, runnerUp: undefined, runHash: '' },
};
const unknown: Considered = { row, predictions: undefined, persona: undefined };

describe('judgeRule', () => {
  it.each<[AudienceRule, AudienceRule, string]>([
    [{ stage: ['loyal'] }, { stage: ['high_intent'] }, 'stage'],
    [{ persona: ['p-1'] }, { persona: ['p-2'] }, 'persona'],
    [
      { probability: { withinDays: 30, atLeast: 0.4 } },
      { probability: { withinDays: 7, atLeast: 0.4 } },
      'probability',
    ],
    [{ region: ['Seoul'] }, { region: ['Busan'] }, 'region'],
    [{ store: ['S1'] }, { store: ['S2'] }, 'store'],
    [{ bought: { products: ['cream'] } }, { bought: { products: ['cream'], withinDays: 1 } }, 'purchases'],
    [{ bought: { channel: 'web', withCoupon: true } }, { bought: { withCoupon: false } }, 'purchases'],
    [
      { profile: { field: 'cyclesSinceLastOrder', atLeast: 2 } },
      { profile: { field: 'cyclesSinceLastOrder', atMost: 1 } },
      'profile',
    ],
    [
      { did: { kinds: ['push_tapped', 'email_clicked'], atLeast: 2 } },
      { did: { kinds: ['push_tapped', 'email_clicked'], atLeast: 3 } },
      'profile',
    ],
    [{ interestedIn: ['serum'] }, { interestedIn: ['mask'] }, 'interest'],
  ])(
    'holds for whom %j names, and says why %j does not; nor does it for whom nothing is known',
    (yes, no, reason) => {
      expect(judgeRule(yes, known, NOW_MS)).toBeUndefined();
      expect(judgeRule(no, known, NOW_MS)).toBe(reason);
      expect(judgeRule(yes, unknown, NOW_MS)).toBe(reason);
    },
  );

  it('bounds a number of the profile at both ends, inclusively', () => {
    const orders = row.profile.orderCount;
    const rule = (bounds: object): AudienceRule => ({ profile: { field: 'orderCount', ...bounds } });
    expect(judgeRule(rule({ atLeast: orders, atMost: orders }), unknown, NOW_MS)).toBeUndefined();
    expect(judgeRule(rule({ atLeast: orders + 1 }), unknown, NOW_MS)).toBe('profile');
    expect(judgeRule(rule({ atMost: orders - 1 }), unknown, NOW_MS)).toBe('profile');
  });

  it('joins rules by all, any and not', () => {
    const [yes, no]: [AudienceRule, AudienceRule] = [{ region: ['Seoul'] }, { region: ['Busan'] }];
    expect(judgeRule({ all: [yes, no] }, known, NOW_MS)).toBe('region');
    expect(judgeRule({ any: [no, yes] }, known, NOW_MS)).toBeUndefined();
    expect(judgeRule({ any: [no, no] }, known, NOW_MS)).toBe('region');
    expect(judgeRule({ not: no }, known, NOW_MS)).toBeUndefined();
    expect(judgeRule({ not: yes }, known, NOW_MS)).toBe('excluded');
  });
});
