import type { CopyChannel } from '#core/copy/approved-copy.ts';
import type { LaneKind } from './assign/market.ts';

/** What one message costs, or why nobody knows. Millionths of the billing currency. */
export type MessagePrice = (
  channel: CopyChannel,
  parts: number,
) => { readonly micros: number; readonly isEstimate: boolean } | { readonly refused: string };

/** The kinds of lane that occur: a few hundred at most, whatever the number of people. */
export interface LaneKinds {
  readonly kinds: readonly LaneKind[];
  /** Products by index, as `LaneKind.product` names them. */
  readonly products: readonly string[];
  indexOf(lane: { channel: number; productId: string; costMicros: number; isNightAllowed: boolean }): number;
}

/** @param rate units of the brand's currency per unit of the billing currency. */
export function createLaneKinds(hasStock: (productId: string) => boolean, rate: number): LaneKinds {
  const kinds: LaneKind[] = [];
  const products: string[] = [];
  const known = new Map<string, number>();
  const productIndex = (productId: string): number => {
    if (!hasStock(productId)) return -1;
    const index = products.indexOf(productId);
    return index < 0 ? products.push(productId) - 1 : index;
  };
  return {
    kinds,
    products,
    indexOf({ channel, productId, costMicros, isNightAllowed }) {
      const product = productIndex(productId);
      const key = `${channel}/${product}/${costMicros}/${isNightAllowed}`;
      let index = known.get(key);
      if (index === undefined) {
        const cost = (costMicros / 1e6) * rate;
        index = kinds.push({ channel, product, costMicros, cost, isNightAllowed }) - 1;
        known.set(key, index);
      }
      return index;
    },
  };
}
