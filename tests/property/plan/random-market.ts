import type { Rng } from '#core/kernel/rng.ts';
import { type BidBlock, createBlockBuilder, type PersonBids } from '#core/plan/assign/bid-block.ts';
import type { LaneKind, Market } from '#core/plan/assign/market.ts';

export interface MarketSize {
  readonly people: number;
  readonly channels: number;
  readonly cells: number;
  readonly products: number;
  /** Mean messages per slot. */
  readonly capacity: number;
  /** Share of what everybody by the dearest lane would cost; 0 = no budget. */
  readonly budgetShare: number;
  /** Half an hour between the two zones: each hour of the one overlaps two of the other. */
  readonly isHalfHour?: boolean;
}

/** A made-up market: heterogeneous gains and hours, two zones, quiet cells, scarce slots, stock and money. */
export function randomMarket(rng: Rng, size: MarketSize): Market {
  const { channels, cells, products, people } = size;
  const width = size.isHalfHour === true ? 2 : 1;
  const kinds: LaneKind[] = [];
  for (let channel = 0; channel < channels; channel++) {
    for (let product = 0; product < products; product++) {
      for (const isNightAllowed of [false, true]) {
        const cost = 1 + channel * 3;
        kinds.push({ channel, product: product - 1, cost, costMicros: cost * 1_000_000, isNightAllowed });
      }
    }
  }
  const grids = [0, 1].map((shift) => ({
    zone: `z${shift}`,
    cellCount: cells,
    startMs: Float64Array.from({ length: cells }, (_, cell) => cell * 3_600_000),
    column: Uint8Array.from({ length: cells }, (_, cell) => (cell + shift) % cells),
    firstSlot: Uint16Array.from({ length: cells }, (_, cell) => cell * width + (width - 1) * shift),
    endSlot: Uint16Array.from({ length: cells }, (_, cell) => (cell + 1) * width + (width - 1) * shift),
    isQuiet: Array.from({ length: channels }, (_, channel) =>
      Uint8Array.from({ length: cells }, (_, cell) => Number(channel > 0 && (cell + shift) % cells === 0)),
    ),
  }));
  const slotCount = cells * width + width - 1;
  const dearest = 1 + (channels - 1) * 3;
  return {
    grids,
    kinds,
    channelCount: channels,
    slotCount,
    slotCapacity: Float64Array.from({ length: channels * slotCount }, () =>
      rng.integer(Math.round(size.capacity * 2) + 1),
    ),
    stock: Float64Array.from({ length: products }, () => 1 + rng.integer(people)),
    budgetMicros:
      size.budgetShare === 0 ? Infinity : Math.round(size.budgetShare * people * dearest) * 1_000_000,
  };
}

export function randomPeople(rng: Rng, market: Market, size: MarketSize): readonly PersonBids[] {
  return Array.from({ length: size.people }, (_, index) => {
    const isNight = rng.uniform() < 0.5;
    const kinds = market.kinds.flatMap((kind, at) => (kind.isNightAllowed === isNight ? [at] : []));
    const lanes = kinds
      .filter(() => rng.uniform() < 0.7)
      .map((kind) => ({ kind, gain: 2 + 40 * rng.uniform() ** 2 }));
    const isFixed = rng.uniform() < 0.1;
    const only = rng.integer(size.cells);
    return {
      personId: `person-${index}`,
      grid: rng.integer(2),
      firstCell: isFixed ? only : 0,
      lastCell: isFixed ? only : size.cells - 1,
      curve: Uint8Array.from({ length: size.cells }, () => 30 + rng.integer(226)),
      fatigue: rng.uniform(),
      lanes,
    };
  });
}

export function blocksOf(people: readonly PersonBids[], sizes: readonly number[]): readonly BidBlock[] {
  const laneCount = Math.max(1, ...people.map(({ lanes }) => lanes.length));
  const columnCount = people[0]!.curve.length;
  let from = 0;
  return sizes.map((count) => {
    const builder = createBlockBuilder(count, laneCount, columnCount);
    for (const person of people.slice(from, from + count)) builder.add(person);
    from += count;
    return builder.build();
  });
}
