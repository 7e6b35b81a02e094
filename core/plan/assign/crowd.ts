import { compareText } from '#core/profiles/consent.ts';
import type { BidBlock } from './bid-block.ts';
import type { Seat } from './seats.ts';

/** All partitions' people under one numbering, and the seats that they hold. */
export interface Crowd {
  readonly personCount: number;
  readonly blocks: readonly BidBlock[];
  blockOf(person: number): BidBlock;
  rowOf(person: number): number;
  isSeated(person: number): boolean;
  seatOf(person: number): Seat | undefined;
  seat(person: number, seat: Seat | undefined): void;
  /** Highest key first; of equal keys by hash, then id: the same order however people were partitioned. */
  ordered(keys: Float32Array): Uint32Array;
}

/** Nobody sits yet. */
export function createCrowd(blocks: readonly BidBlock[]): Crowd {
  const starts: number[] = [];
  let personCount = 0;
  for (const block of blocks) {
    starts.push(personCount);
    personCount += block.personCount;
  }
  const lanes = new Int8Array(personCount).fill(-1);
  const cells = new Uint16Array(personCount);
  const slots = new Uint16Array(personCount);
  const blockIndex = new Uint16Array(personCount);
  const hashes = new Float64Array(personCount);
  blocks.forEach((block, index) => {
    const start = starts[index]!;
    blockIndex.fill(index, start, start + block.personCount);
    hashes.set(block.hashes.subarray(0, block.personCount), start);
  });
  const blockOf = (person: number): BidBlock => blocks[blockIndex[person]!]!;
  const rowOf = (person: number): number => person - starts[blockIndex[person]!]!;
  const idOf = (person: number): string => blockOf(person).personIds[rowOf(person)]!;
  return {
    personCount,
    blocks,
    blockOf,
    rowOf,
    isSeated: (person) => lanes[person]! >= 0,
    seatOf(person) {
      const lane = lanes[person]!;
      return lane < 0 ? undefined : { lane, cell: cells[person]!, slot: slots[person]! };
    },
    seat(person, seat) {
      lanes[person] = seat?.lane ?? -1;
      cells[person] = seat?.cell ?? 0;
      slots[person] = seat?.slot ?? 0;
    },
    ordered(keys) {
      const wanted = new Uint32Array(personCount);
      let count = 0;
      for (let person = 0; person < personCount; person++) if (keys[person]! > 0) wanted[count++] = person;
      return wanted
        .slice(0, count)
        .sort((a, b) => keys[b]! - keys[a]! || hashes[a]! - hashes[b]! || compareText(idOf(a), idOf(b)));
    },
  };
}
