import { hash48 } from '#core/kernel/hash.ts';

/** The bids of one partition's people, a column each: 4 million people with four lanes take some 0.5 GB. */
export interface BidBlock {
  readonly personCount: number;
  /** Lanes per person: ways to reach them. Unused ones have no gain. */
  readonly laneCount: number;
  /** Length of one person's curve. */
  readonly columnCount: number;
  readonly personIds: readonly string[];
  /** `hash48` of the person's id: decides ties, whatever the partition. */
  readonly hashes: Float64Array;
  /** Index into the market's grids. */
  readonly grids: Uint16Array;
  /** First cell that the person may get, and the last. */
  readonly firstCells: Uint16Array;
  readonly lastCells: Uint16Array;
  /** Relative rate of answering by column, 0-255 of the person's own best hour. */
  readonly curves: Uint8Array;
  /** Expected value of one message more, whatever its hour and channel; taken off. Brand's currency. */
  readonly fatigue: Float32Array;
  /** By person × lane: expected value at the person's best hour, brand's currency. 0 = no such lane. */
  readonly gains: Float32Array;
  /** By person × lane: index into the market's kinds. */
  readonly kinds: Uint16Array;
  /** By person × lane: a number of the caller's own, e.g. which copy. */
  readonly tags: Uint32Array;
}

/** One person's bids on the way into a block. */
export interface PersonBids {
  readonly personId: string;
  readonly grid: number;
  readonly firstCell: number;
  readonly lastCell: number;
  /** 0-255, one per column. */
  readonly curve: Uint8Array;
  readonly fatigue: number;
  readonly lanes: readonly { readonly kind: number; readonly gain: number; readonly tag?: number }[];
}

/** Gathers people into a block of fixed size. */
export interface BlockBuilder {
  add(person: PersonBids): void;
  /** The block of those added so far. */
  build(): BidBlock;
  readonly personCount: number;
}

type Columns = Omit<BidBlock, 'personCount' | 'laneCount' | 'columnCount' | 'personIds'>;

function columnsOf(size: number, laneCount: number, columnCount: number): Columns {
  return {
    hashes: new Float64Array(size),
    grids: new Uint16Array(size),
    firstCells: new Uint16Array(size),
    lastCells: new Uint16Array(size),
    curves: new Uint8Array(size * columnCount),
    fatigue: new Float32Array(size),
    gains: new Float32Array(size * laneCount),
    kinds: new Uint16Array(size * laneCount),
    tags: new Uint32Array(size * laneCount),
  };
}

/** @param expected people to make room for at first; more are taken. */
export function createBlockBuilder(expected: number, laneCount: number, columnCount: number): BlockBuilder {
  const personIds: string[] = [];
  let size = Math.max(1, expected);
  let block = columnsOf(size, laneCount, columnCount);
  const grow = (): void => {
    const old = block;
    size = Math.ceil(size * 1.5);
    block = columnsOf(size, laneCount, columnCount);
    for (const [name, column] of Object.entries(old))
      (block[name as keyof Columns] as Float64Array).set(column);
  };
  return {
    add(person) {
      if (personIds.length === size) grow();
      const row = personIds.push(person.personId) - 1;
      block.hashes[row] = hash48(person.personId);
      block.grids[row] = person.grid;
      block.firstCells[row] = person.firstCell;
      block.lastCells[row] = person.lastCell;
      block.curves.set(person.curve, row * columnCount);
      block.fatigue[row] = person.fatigue;
      person.lanes.forEach(({ kind, gain, tag = 0 }, lane) => {
        const at = row * laneCount + lane;
        block.gains[at] = gain;
        block.kinds[at] = kind;
        block.tags[at] = tag;
      });
    },
    build: () => ({ ...block, personIds, laneCount, columnCount, personCount: personIds.length }),
    get personCount() {
      return personIds.length;
    },
  };
}
