import { bestBid, emptyChoice } from './best-bid.ts';
import type { BidBlock } from './bid-block.ts';
import type { Market, Prices } from './market.ts';
import { createPriceTable } from './price-table.ts';

/** Surplus is summed in whole 1024ths, so that sums do not depend on order. */
const SURPLUS_UNIT = 1024;

/** What people ask for at given prices: a sum over people, exact, so that partitions may be merged in any order. */
export interface Demand {
  /** Messages by channel × slot. */
  readonly slots: Float64Array;
  /** Messages by product. */
  readonly stock: Float64Array;
  readonly spendMicros: number;
  /** Σ of what each would keep, in 1024ths of the brand's currency. */
  readonly surplus1024: number;
}

/** Both demands together. */
export function mergeDemand(left: Demand, right: Demand): Demand {
  return {
    slots: left.slots.map((count, at) => count + right.slots[at]!),
    stock: left.stock.map((count, at) => count + right.stock[at]!),
    spendMicros: left.spendMicros + right.spendMicros,
    surplus1024: left.surplus1024 + right.surplus1024,
  };
}

/**
 * What the people of one partition ask for, each deciding alone.
 * @param share only people whose hash falls below this share of all hashes are asked: the same ones in any partition.
 */
export function demandOf(block: BidBlock, market: Market, prices: Prices, share = 1): Demand {
  const table = createPriceTable(market, prices);
  const slots = new Float64Array(market.slotCapacity.length);
  const stock = new Float64Array(market.stock.length);
  const choice = emptyChoice();
  const below = share * 2 ** 48;
  const openSlots = new Map<number, readonly number[]>();
  let spendMicros = 0;
  let surplus1024 = 0;
  for (let row = 0; row < block.personCount; row++) {
    if (block.hashes[row]! >= below) continue;
    bestBid(block, row, market, { table, choice });
    if (choice.lane < 0) continue;
    const kind = market.kinds[block.kinds[row * block.laneCount + choice.lane]!]!;
    const grid = block.grids[row]!;
    const key = (grid * market.channelCount + kind.channel) * 65_536 + choice.cell;
    let open = openSlots.get(key);
    if (open === undefined) openSlots.set(key, (open = table.openSlots(grid, kind.channel, choice.cell)));
    slots[slotOf(open, kind.channel * market.slotCount, block.hashes[row]!, prices)]! += 1;
    if (kind.product >= 0) stock[kind.product]! += 1;
    spendMicros += kind.costMicros;
    surplus1024 += Math.round(choice.surplus * SURPLUS_UNIT);
  }
  return { slots, stock, spendMicros, surplus1024 };
}

/** Large primes part one hash into unlike numbers for neighbouring slots. */
const SPREAD = 7919;

/** The cheapest of an hour's open slots, `start` onwards; prices blurred by the person's hash. */
function slotOf(open: readonly number[], start: number, hash: number, { slots, blur }: Prices): number {
  let best = -1;
  let least = Infinity;
  for (const slot of open) {
    const price = slots[start + slot]! + (blur * ((hash % (SPREAD + 2 * slot)) + 1)) / (SPREAD + 2 * slot);
    if (price < least) {
      least = price;
      best = start + slot;
    }
  }
  return best;
}

/** The dual bound: no plan can be worth more than this, whatever the prices. `share` as it was asked for. */
export function dualBound(demand: Demand, market: Market, prices: Prices, share = 1): number {
  let bound = demand.surplus1024 / SURPLUS_UNIT;
  market.slotCapacity.forEach((capacity, at) => {
    bound += prices.slots[at]! * capacity * share;
  });
  market.stock.forEach((stock, product) => {
    bound += prices.stock[product]! * stock * share;
  });
  if (prices.budget > 0) bound += (prices.budget * market.budgetMicros * share) / 1e6;
  return bound;
}
