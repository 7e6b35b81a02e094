import type { BidBlock } from './bid-block.ts';
import { type LaneKind, type Market, noPrices, type Prices } from './market.ts';
import { createPriceTable, type PriceTable } from './price-table.ts';

/** A person's place in the plan. */
export interface Seat {
  readonly lane: number;
  readonly cell: number;
  readonly slot: number;
}

/** Who sits where, and what is left: no seat is ever given that is not there. */
export interface Seats {
  /** Prices with everything closed that is used up. */
  readonly table: PriceTable;
  /** From here on what is left costs nothing but the message itself. */
  dropPrices(): void;
  /** Is there a seat for a lane of this kind in this slot? */
  hasRoom(kind: LaneKind, slot: number): boolean;
  /** Why a lane of this kind cannot be had anywhere. */
  lackOf(kind: LaneKind): 'budget_spent' | 'out_of_stock' | 'channel_full';
  /** The open slot of a cell to sit in. −1 if there is none. */
  slotFor(block: BidBlock, row: number, pick: Pick<Seat, 'lane' | 'cell'>): number;
  take(kind: LaneKind, slot: number): void;
  giveBack(kind: LaneKind, slot: number): void;
  readonly spentMicros: number;
}

/** Prices are told apart down to this, brand's currency. */
const TIE = 1e-6;

/** All seats free. */
export function createSeats(market: Market, prices: Prices): Seats {
  let table = createPriceTable(market, prices);
  const room = market.slotCapacity.map(Math.floor);
  const stock = market.stock.map(Math.floor);
  const { kinds, slotCount } = market;
  let spentMicros = 0;
  const isAffordable = (kind: LaneKind): boolean => spentMicros + kind.costMicros <= market.budgetMicros;
  const isInStock = ({ product }: LaneKind): boolean => product < 0 || stock[product]! >= 1;
  const dearestMicros = kinds.reduce((most, { costMicros }) => Math.max(most, costMicros), 0);
  const openKinds = (): void =>
    kinds.forEach((kind, index) => table.setKindOpen(index, isAffordable(kind) && isInStock(kind)));
  let wasTight = false;
  /** Kinds are judged anew only when one may have changed: millions of seats are taken. */
  const settle = (product: number): void => {
    const isTight = spentMicros + dearestMicros > market.budgetMicros;
    if (isTight || wasTight || (product >= 0 && stock[product]! <= 1)) openKinds();
    wasTight = isTight;
  };
  openKinds();
  return {
    get table() {
      return table;
    },
    dropPrices() {
      table = createPriceTable(market, noPrices(market));
      room.forEach((left, at) => {
        if (left < 1) table.closeSlot(Math.floor(at / slotCount), at % slotCount);
      });
      openKinds();
    },
    hasRoom: (kind, slot) =>
      room[kind.channel * slotCount + slot]! >= 1 && isAffordable(kind) && isInStock(kind),
    lackOf: (kind) =>
      !isAffordable(kind) ? 'budget_spent' : isInStock(kind) ? 'channel_full' : 'out_of_stock',
    slotFor(block, row, { lane, cell }) {
      const { channel } = kinds[block.kinds[row * block.laneCount + lane]!]!;
      let best = -1;
      let bestRank = -Infinity;
      for (const slot of table.openSlots(block.grids[row]!, channel, cell)) {
        const at = channel * slotCount + slot;
        // The cheapest; of equal ones that with most room.
        const rank = -table.slotPrices[at]! + (TIE * room[at]!) / market.slotCapacity[at]!;
        if (rank > bestRank) {
          best = slot;
          bestRank = rank;
        }
      }
      return best;
    },
    take({ channel, product, costMicros }, slot) {
      const at = channel * slotCount + slot;
      room[at]! -= 1;
      if (room[at]! < 1) table.closeSlot(channel, slot);
      if (product >= 0) stock[product]! -= 1;
      spentMicros += costMicros;
      settle(product);
    },
    giveBack({ channel, product, costMicros }, slot) {
      const at = channel * slotCount + slot;
      room[at]! += 1;
      if (room[at]! === 1) table.openSlot(channel, slot);
      if (product >= 0) stock[product]! += 1;
      spentMicros -= costMicros;
      settle(product);
    },
    get spentMicros() {
      return spentMicros;
    },
  };
}
