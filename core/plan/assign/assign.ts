import { bestBid, emptyChoice } from './best-bid.ts';
import type { BidBlock } from './bid-block.ts';
import { type Crowd, createCrowd } from './crowd.ts';
import { type Demand, demandOf, mergeDemand } from './demand.ts';
import { improveByTrial } from './improve.ts';
import { type Market, noPrices, type Prices } from './market.ts';
import { placeEverybody, totalValue } from './place.ts';
import { createPriceTable } from './price-table.ts';
import { createSeats, type Seats } from './seats.ts';
import { type FoundPrices, solvePrices } from './solve-prices.ts';

/** Who gets what when, and how far that can be from the best there is. */
export interface Assigned {
  readonly crowd: Crowd;
  readonly seats: Seats;
  /** Brand's currency. */
  readonly value: number;
  /** No plan can be worth more. */
  readonly bound: number;
  /** (bound − value) / bound, [0, 1]; 0 where the bound is 0. */
  readonly gap: number;
  readonly prices: Prices;
}

/** Prices are first looked for among this many people, then settled with everybody. */
const SAMPLE_PEOPLE = 40_000;
const SAMPLE_ROUNDS = 160;
const FULL_ROUNDS = 8;

/** How the merged demand at given prices is had: here in one process, in the cloud by one round of a Distributed Map. */
export type AskEverybody = (prices: Prices, share: number) => Promise<Demand>;

/** Asks the blocks one after the other. */
function askBlocks(blocks: readonly BidBlock[], market: Market): AskEverybody {
  return async (prices, share) => {
    let merged: Demand | undefined;
    for (const block of blocks) {
      const demand = demandOf(block, market, prices, share);
      merged = merged === undefined ? demand : mergeDemand(merged, demand);
    }
    return merged ?? demandOf(NOBODY, market, prices);
  };
}

const NOBODY: BidBlock = {
  personCount: 0,
  laneCount: 0,
  columnCount: 0,
  personIds: [],
  hashes: new Float64Array(),
  grids: new Uint16Array(),
  firstCells: new Uint16Array(),
  lastCells: new Uint16Array(),
  curves: new Uint8Array(),
  fatigue: new Float32Array(),
  gains: new Float32Array(),
  kinds: new Uint16Array(),
  tags: new Uint32Array(),
};

/** Prices by which everybody decides alone: found on a sample of people by hash, settled with all of them. */
async function findPrices(ask: AskEverybody, market: Market, personCount: number): Promise<FoundPrices> {
  const share = Math.min(1, SAMPLE_PEOPLE / Math.max(1, personCount));
  const free = await ask(noPrices(market), 1);
  const takers = free.slots.reduce((sum, count) => sum + count, 0);
  const firstStep = free.surplus1024 / 1024 / Math.max(1, takers) / 4;
  const search = { market, firstStep, share, demandAt: (prices: Prices) => ask(prices, share) };
  const sample = await solvePrices({ ...search, rounds: SAMPLE_ROUNDS });
  if (share === 1) return sample;
  return solvePrices({
    market,
    demandAt: (prices) => ask(prices, 1),
    rounds: FULL_ROUNDS,
    firstStep: firstStep / 64,
    from: sample.prices,
  });
}

/**
 * The assignment: dual prices, seats in order of what each has to lose, and for a few people trials. The result
 * depends on the people and the market, not on how people were partitioned or in which order they came.
 */
export async function assign(blocks: readonly BidBlock[], market: Market): Promise<Assigned> {
  const crowd = createCrowd(blocks);
  const { prices, bound } = await findPrices(askBlocks(blocks, market), market, crowd.personCount);
  const seats = createSeats(market, prices);
  placeEverybody(crowd, market, seats);
  improveByTrial(crowd, market, seats);
  const value = totalValue(crowd, market);
  return { crowd, seats, value, bound, gap: bound <= 0 ? 0 : Math.max(0, (bound - value) / bound), prices };
}

/** Why a person has no seat: no message pays, or nothing that pays was left. */
export type LeftOut = 'not_worth_it' | 'budget_spent' | 'out_of_stock' | 'channel_full';

/** Answers for people without a seat, and where each person would sit if nothing were scarce. */
export function createWishes(
  { seats }: Assigned,
  market: Market,
): {
  leftOut(block: BidBlock, row: number): LeftOut;
  /** Cell that the person would have taken; −1 where no message pays. */
  wishedCell(block: BidBlock, row: number): number;
} {
  const table = createPriceTable(market, noPrices(market));
  const choice = emptyChoice();
  const wish = (block: BidBlock, row: number) => bestBid(block, row, market, { table, choice });
  return {
    leftOut(block, row) {
      const { lane } = wish(block, row);
      if (lane < 0) return 'not_worth_it';
      return seats.lackOf(market.kinds[block.kinds[row * block.laneCount + lane]!]!);
    },
    wishedCell(block, row) {
      const { lane, cell } = wish(block, row);
      return lane < 0 ? -1 : cell;
    },
  };
}
