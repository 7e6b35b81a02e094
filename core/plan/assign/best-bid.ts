import type { BidBlock } from './bid-block.ts';
import type { Market } from './market.ts';
import type { PriceTable } from './price-table.ts';

/** Full height of a curve. */
export const CURVE_TOP = 255;

/** What one person chooses given prices; reused from call to call, since millions are asked. */
export interface Choice {
  /** −1: no message. */
  lane: number;
  cell: number;
  /** Value left after cost and prices; 0 where no message is best. */
  surplus: number;
  /** What the person loses if this choice is taken away. */
  regret: number;
}

/** A choice to be filled in. */
export function emptyChoice(): Choice {
  return { lane: -1, cell: 0, surplus: 0, regret: 0 };
}

/** The person's best lane and hour given prices: each decides alone. Of equal ones, the earlier lane and hour. */
export function bestBid(
  block: BidBlock,
  row: number,
  market: Market,
  { table, choice }: { readonly table: PriceTable; readonly choice: Choice },
): Choice {
  const { laneCount, columnCount, curves, gains, kinds } = block;
  const grid = block.grids[row]!;
  const { column } = market.grids[grid]!;
  const first = block.firstCells[row]!;
  const last = block.lastCells[row]!;
  const fatigue = block.fatigue[row]!;
  let best = 0;
  let second = 0;
  let bestLane = -1;
  let bestCell = 0;
  for (let lane = 0; lane < laneCount; lane++) {
    const at = row * laneCount + lane;
    const gain = gains[at]!;
    const kind = kinds[at]!;
    const fixed = table.kindPrices[kind]! + fatigue;
    if (gain <= fixed) continue;
    const prices = table.rowOf(grid, market.kinds[kind]!);
    const unit = gain / CURVE_TOP;
    const start = row * columnCount;
    for (let cell = first; cell <= last; cell++) {
      const value = unit * curves[start + column[cell]!]! - prices[cell]! - fixed;
      if (value > best) {
        second = best;
        best = value;
        bestLane = lane;
        bestCell = cell;
      } else if (value > second) second = value;
    }
  }
  choice.lane = bestLane;
  choice.cell = bestCell;
  choice.surplus = best;
  choice.regret = best - second;
  return choice;
}

/** What a message by this lane at this hour is worth, after its cost and its share of tiredness. */
export function valueOf(
  block: BidBlock,
  row: number,
  market: Market,
  pick: Pick<Choice, 'lane' | 'cell'>,
): number {
  const at = row * block.laneCount + pick.lane;
  const column = market.grids[block.grids[row]!]!.column[pick.cell]!;
  const height = block.curves[row * block.columnCount + column]! / CURVE_TOP;
  return block.gains[at]! * height - market.kinds[block.kinds[at]!]!.cost - block.fatigue[row]!;
}
