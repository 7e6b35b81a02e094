import type { OfferCode } from '#core/delivery/offers/judge-redemption.ts';
import type { OfferOrder } from '#core/delivery/offers/offer-order.ts';
import type { Versioned } from './versioned.ts';

/** Codes of offers, and the orders that use them; neither names a person. Its promises are pinned by tests/contract/offer-store.suite.ts. */
export interface OfferStore {
  /** Consistent; undefined if it was never issued. */
  loadCode(code: string): Promise<Versioned<OfferCode | undefined>>;
  /** @throws ConflictError if the stored version is another. */
  saveCode(code: string, version: number, next: OfferCode): Promise<void>;
  /** Consistent; an empty one at version 0 if nothing was said yet. */
  loadOrder(name: string): Promise<Versioned<OfferOrder>>;
  /** @throws ConflictError if the stored version is another. */
  saveOrder(name: string, version: number, next: OfferOrder): Promise<void>;
}
