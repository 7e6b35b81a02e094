import type { BidBlock } from './bid-block.ts';
import type { Market } from './market.ts';
import type { Seat } from './seats.ts';

/** The hour that would have been best, had the person decided otherwise about messages at night. */
export interface OtherNight {
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
  let best = isNightAllowed && quiet[cell] === 1 ? -1 : cell;
  for (let at = block.firstCells[row]!; at <= block.lastCells[row]!; at++) {
    const isOpen = quiet[at] === 0 || !isNightAllowed;
    if (isOpen && (best < 0 || height(at) > height(best))) best = at;
  }
  // What is no night, and was not taken, was full or dearer: consent has no part in it.
  const isAboutNight = best >= 0 && best !== cell && quiet[best] !== quiet[cell];
  return isAboutNight ? { needsConsent: !isNightAllowed, cell: best } : undefined;
}
