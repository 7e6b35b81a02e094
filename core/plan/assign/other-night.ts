import type { BidBlock } from './bid-block.ts';
import type { Market } from './market.ts';
import type { Seat } from './seats.ts';

/** The hour that would have been best, had the person decided otherwise about messages at night. */
interface OtherNight {
  /** Does it ask for a consent that the person has not given, or is it without one that they have? */
  readonly needsConsent: boolean;
  readonly cell: number;
}

/**
 * The person's best hour by the same channel if a consent to messages at night were given, or were not; undefined where
 * it would change nothing, and for those whose hour was drawn.
 */
export function otherNight(
  block: BidBlock,
  row: number,
  market: Market,
  { lane, cell }: Pick<Seat, 'lane' | 'cell'>,
): OtherNight | undefined {
  const { isNightAllowed, channel } = market.kinds[block.kinds[row * block.laneCount + lane]!]!;
  const { column, isQuiet } = market.grids[block.grids[row]!]!;
  const quiet = isQuiet[channel]!;
  const height = (at: number): number => block.curves[row * block.columnCount + column[at]!]!;
  const mustMove = isNightAllowed && quiet[cell] === 1;
  let best = mustMove ? undefined : cell;
  for (let at = block.firstCells[row]!; at <= block.lastCells[row]!; at++) {
    if (isNightAllowed && quiet[at] === 1) continue;
    if (best === undefined || height(at) > height(best)) best = at;
  }
  // What is no night, and was not taken, was full or dearer: consent has no part in it.
  if (best === undefined || quiet[best] === quiet[cell]) return undefined;
  return { needsConsent: !isNightAllowed, cell: best };
}
