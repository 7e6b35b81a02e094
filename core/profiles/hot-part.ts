import type { Delivery } from './delivery.ts';

/** The part of a profile that is written once per customer key and batch. */
export interface HotPart {
  readonly delivery: Delivery;
}
