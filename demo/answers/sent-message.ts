import type { Channel } from '../people/customer.ts';

/** A message as it reached a person, told by whoever sent it. */
export interface SentMessage {
  readonly messageKey: string;
  readonly customerId: string;
  readonly atMs: number;
  readonly channel: Channel;
  /** What it appeals to, as in `appealTypes`; another appeal moves nobody. */
  readonly appeal: string;
  /** Who found the words. */
  readonly author: 'person' | 'model';
  /** Of the price, 0-1. */
  readonly discountShare: number;
  /** The code that it carries, if any. */
  readonly couponCode?: string;
  readonly productId: string;
}
