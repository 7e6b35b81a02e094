/** One hour of a zone's wall clock within the window, as bids see it: cells are numbered from the window's start. */
export interface ZoneGrid {
  readonly zone: string;
  readonly cellCount: number;
  /** UTC epoch ms of each cell's first instant within the window. */
  readonly startMs: Float64Array;
  /** Column of a curve for each cell. */
  readonly column: Uint8Array;
  /** Slots of each cell: from `firstSlot` up to, not including, `endSlot`. */
  readonly firstSlot: Uint16Array;
  readonly endSlot: Uint16Array;
  /** By channel, then cell: 1 where the law wants a consent of its own. */
  readonly isQuiet: readonly Uint8Array[];
}

/** What several bids have in common: the channel, the product and what one message costs. */
export interface LaneKind {
  /** Index of the channel. */
  readonly channel: number;
  /** Index of the product whose stock one message takes; −1 where stock is no matter. */
  readonly product: number;
  /** The most one message may cost, in millionths of the billing currency; a whole number. */
  readonly costMicros: number;
  /** The same in the brand's currency: what is taken off the value. */
  readonly cost: number;
  /** Has the person consented to this channel's quiet hours? */
  readonly isNightAllowed: boolean;
}

/** Everything that people compete for. */
export interface Market {
  readonly grids: readonly ZoneGrid[];
  readonly kinds: readonly LaneKind[];
  readonly channelCount: number;
  readonly slotCount: number;
  /** Messages by channel × slot. */
  readonly slotCapacity: Float64Array;
  /** Messages by product. */
  readonly stock: Float64Array;
  /** Millionths of the billing currency; Infinity where there is no budget. */
  readonly budgetMicros: number;
}

/** What one more message of each kind of resource takes from the others, in the brand's currency; never negative. */
export interface Prices {
  /** By channel × slot. */
  readonly slots: Float64Array;
  /** By product. */
  readonly stock: Float64Array;
  /** Per unit of the billing currency. */
  readonly budget: number;
  /**
   * Where zones part an hour into slots: people take slots for equal whose prices differ by less than this, and share
   * them by hash. If all ran to the cheapest, prices would never settle.
   */
  readonly blur: number;
}

/** Nothing is scarce. */
export function noPrices(market: Market): Prices {
  return {
    slots: new Float64Array(market.slotCapacity.length),
    stock: new Float64Array(market.stock.length),
    budget: 0,
    blur: 0,
  };
}
