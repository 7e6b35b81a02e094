import { describe, expect, it } from '@jest/globals';
import { createBlockBuilder } from '#core/plan/assign/bid-block.ts';
import type { Market } from '#core/plan/assign/market.ts';
import { otherNight } from '#core/plan/assign/other-night.ts';

/** Six hours, the last two of them night by push. The second kind has consent to it, the third is e-mail. */
const market = {
  grids: [
    {
      column: Uint8Array.from([0, 1, 2, 3, 4, 5]),
      isQuiet: [Uint8Array.from([0, 0, 0, 0, 1, 1]), new Uint8Array(6)],
    },
  ],
  kinds: [
    { channel: 0, isNightAllowed: false },
    { channel: 0, isNightAllowed: true },
    { channel: 1, isNightAllowed: false },
  ],
} as unknown as Market;

function answer(kind: number, curve: readonly number[], cell: number, firstCell = 0) {
  const builder = createBlockBuilder(1, 1, 6);
  builder.add({
    ...{ personId: 'a', grid: 0, firstCell, lastCell: 5, fatigue: 0 },
    curve: Uint8Array.from(curve),
    lanes: [{ kind, tag: 0, gain: 1 }],
  });
  return otherNight(builder.build(), 0, market, { lane: 0, cell });
}

describe('what a consent to messages at night would change', () => {
  it('is the better hour of the night, for who has not given it', () => {
    expect(answer(0, [10, 20, 30, 40, 50, 60], 3)).toEqual({ needsConsent: true, cell: 5 });
  });

  it('is the best hour of the day, for who gave it and is written to at night', () => {
    expect(answer(1, [10, 40, 30, 20, 50, 60], 5)).toEqual({ needsConsent: false, cell: 1 });
  });

  it('is nothing where the best hour is by day, or the channel knows no night', () => {
    expect(answer(0, [10, 20, 30, 99, 50, 60], 3)).toBeUndefined();
    expect(answer(0, [99, 20, 30, 40, 50, 60], 3)).toBeUndefined();
    expect(answer(1, [10, 40, 30, 20, 50, 60], 3)).toBeUndefined();
    expect(answer(2, [10, 20, 30, 40, 50, 60], 3)).toBeUndefined();
  });

  it('is nothing where the hour was drawn', () => {
    expect(answer(1, [10, 40, 30, 20, 50, 60], 5, 5)).toBeUndefined();
  });
});
