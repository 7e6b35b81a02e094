import { bestBid, emptyChoice, valueOf } from './best-bid.ts';
import type { BidBlock } from './bid-block.ts';
import type { Crowd } from './crowd.ts';
import type { LaneKind, Market } from './market.ts';
import type { Seats } from './seats.ts';

/** The kind of a person's lane. */
export function kindOf(market: Market, block: BidBlock, row: number, lane: number): LaneKind {
  return market.kinds[block.kinds[row * block.laneCount + lane]!]!;
}

/** Who is indifferent between two hours still comes before who wants none. */
const LEAST_KEY = 1e-30;

/** By what people without a seat are called: 0 for those who want none at these prices. */
function keysOf(crowd: Crowd, market: Market, { table }: Seats, by: 'regret' | 'surplus'): Float32Array {
  const keys = new Float32Array(crowd.personCount);
  const choice = emptyChoice();
  let person = 0;
  for (const block of crowd.blocks) {
    for (let row = 0; row < block.personCount; row++, person++) {
      if (crowd.isSeated(person)) continue;
      bestBid(block, row, market, { table, choice });
      if (choice.lane >= 0) keys[person] = Math.max(choice[by], LEAST_KEY);
    }
  }
  return keys;
}

function seatInOrder(crowd: Crowd, market: Market, seats: Seats, by: 'regret' | 'surplus'): void {
  const choice = emptyChoice();
  for (const person of crowd.ordered(keysOf(crowd, market, seats, by))) {
    const block = crowd.blockOf(person);
    const row = crowd.rowOf(person);
    bestBid(block, row, market, { table: seats.table, choice });
    if (choice.lane < 0) continue;
    const slot = seats.slotFor(block, row, choice);
    seats.take(kindOf(market, block, row, choice.lane), slot);
    crowd.seat(person, { lane: choice.lane, cell: choice.cell, slot });
  }
}

/**
 * Turns prices into seats. First everybody whom prices let in, those with most to lose first, each to their best hour
 * that still has room; then, for what prices left empty, everybody else by what a message to them is worth.
 */
export function placeEverybody(crowd: Crowd, market: Market, seats: Seats): void {
  seatInOrder(crowd, market, seats, 'regret');
  seats.dropPrices();
  seatInOrder(crowd, market, seats, 'surplus');
}

/** What the plan is worth, in the brand's currency. */
export function totalValue(crowd: Crowd, market: Market): number {
  let total1024 = 0;
  for (let person = 0; person < crowd.personCount; person++) {
    const seat = crowd.seatOf(person);
    if (seat === undefined) continue;
    total1024 += Math.round(valueOf(crowd.blockOf(person), crowd.rowOf(person), market, seat) * 1024);
  }
  return total1024 / 1024;
}
