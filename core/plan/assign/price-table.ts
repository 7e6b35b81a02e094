import type { LaneKind, Market, Prices } from './market.ts';

/**
 * Prices laid out as bids read them: per zone, channel and night consent one row of cells (the cheapest open slot of
 * each; Infinity where there is none), and per kind what a message costs besides its slot. Closing a slot, a product or
 * a price above the budget left changes the rows in place.
 */
export interface PriceTable {
  readonly rows: readonly Float64Array[];
  readonly kindPrices: Float64Array;
  /** By channel × slot. */
  readonly slotPrices: Float64Array;
  /** The row that a lane of this kind reads in this grid. */
  rowOf(grid: number, kind: LaneKind): Float64Array;
  /** Slots of a cell that are open. */
  openSlots(grid: number, channel: number, cell: number): readonly number[];
  closeSlot(channel: number, slot: number): void;
  openSlot(channel: number, slot: number): void;
  setKindOpen(kind: number, isOpen: boolean): void;
}

/** Lays prices out; slots without room for one message are closed from the start. */
export function createPriceTable(market: Market, prices: Prices): PriceTable {
  const { grids, kinds, channelCount, slotCount } = market;
  const isOpen = Uint8Array.from(market.slotCapacity, (capacity) => (capacity >= 1 ? 1 : 0));
  const priceOfKind = ({ cost, costMicros, product }: LaneKind): number =>
    cost + (prices.budget * costMicros) / 1e6 + (product < 0 ? 0 : prices.stock[product]!);
  const kindPrices = Float64Array.from(kinds, priceOfKind);
  const rows = grids.flatMap(({ cellCount }) =>
    Array.from({ length: channelCount * 2 }, () => new Float64Array(cellCount)),
  );
  const rowIndex = (grid: number, channel: number, isNight: boolean): number =>
    (grid * channelCount + channel) * 2 + Number(isNight);

  const cheapest = (grid: number, channel: number, cell: number): number => {
    const { firstSlot, endSlot } = grids[grid]!;
    let least = Infinity;
    for (let slot = firstSlot[cell]!; slot < endSlot[cell]!; slot++) {
      const at = channel * slotCount + slot;
      if (isOpen[at] === 1 && prices.slots[at]! < least) least = prices.slots[at]!;
    }
    return least;
  };
  const setCell = (grid: number, channel: number, cell: number): void => {
    const price = cheapest(grid, channel, cell);
    rows[rowIndex(grid, channel, true)]![cell] = price;
    const isQuiet = grids[grid]!.isQuiet[channel]![cell] === 1;
    rows[rowIndex(grid, channel, false)]![cell] = isQuiet ? Infinity : price;
  };
  const setSlot = (channel: number, slot: number): void => {
    grids.forEach(({ cellCount, firstSlot, endSlot }, grid) => {
      for (let cell = 0; cell < cellCount; cell++)
        if (firstSlot[cell]! <= slot && slot < endSlot[cell]!) setCell(grid, channel, cell);
    });
  };
  grids.forEach(({ cellCount }, grid) => {
    for (let channel = 0; channel < channelCount; channel++)
      for (let cell = 0; cell < cellCount; cell++) setCell(grid, channel, cell);
  });

  return {
    rows,
    kindPrices,
    slotPrices: prices.slots,
    rowOf: (grid, { channel, isNightAllowed }) => rows[rowIndex(grid, channel, isNightAllowed)]!,
    openSlots(grid, channel, cell) {
      const { firstSlot, endSlot } = grids[grid]!;
      const open: number[] = [];
      for (let slot = firstSlot[cell]!; slot < endSlot[cell]!; slot++)
        if (isOpen[channel * slotCount + slot] === 1) open.push(slot);
      return open;
    },
    closeSlot(channel, slot) {
      isOpen[channel * slotCount + slot] = 0;
      setSlot(channel, slot);
    },
    openSlot(channel, slot) {
      isOpen[channel * slotCount + slot] = 1;
      setSlot(channel, slot);
    },
    setKindOpen(kind, open) {
      kindPrices[kind] = open ? priceOfKind(kinds[kind]!) : Infinity;
    },
  };
}
