import { describe, expect, it } from '@jest/globals';
import { type JudgedBuyer, matchBuyers } from '#bin/demo/match-personas.ts';
import { createRng } from '#core/kernel/rng.ts';

const rng = createRng('buyers');
const buyers = Array.from({ length: 300 }, (_, index): JudgedBuyer => {
  const truth = `truth-${index % 3}`;
  const at = new Date(Date.UTC(2026, 0, 1 + Math.floor(rng.uniform() * 300))).toISOString();
  const order = { at, amountMinor: Math.floor(rng.uniform() * 90_000), lines: [{ productId: truth }] };
  return { orders: [order] as never, found: `p-${index % 3}`, truth };
});

describe('the match of found personas with hidden ones', () => {
  it('is 1 where groups are the same under other names, and about 0 where they have nothing in common', () => {
    const match = matchBuyers(buyers, (productId) => productId);
    expect(match).toMatchObject({ people: 300, groups: 3, found: 1, topCategory: 1 });
    expect(Math.abs(match.segments)).toBeLessThan(0.05);
    const shuffled = buyers.map((buyer) => ({ ...buyer, found: `p-${Math.floor(rng.uniform() * 3)}` }));
    expect(Math.abs(matchBuyers(shuffled, () => 'all').found)).toBeLessThan(0.05);
    expect(matchBuyers(shuffled, () => 'all').topCategory).toBe(0);
  });
});
