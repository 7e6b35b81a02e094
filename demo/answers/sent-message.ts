import type { Channel } from '../people/customer.ts';
import type { AppealType } from '../people/persona.ts';

/** A message as it reached a person, told by whoever sent it. */
export interface SentMessage {
  readonly messageKey: string;
  readonly customerId: string;
  readonly atMs: number;
  readonly channel: Channel;
  /** What it appeals to; an appeal that no persona knows moves nobody. */
  readonly appeal: AppealType | string;
  /** Who found the words. */
  readonly author: 'person' | 'model';
  /** Of the price, 0-1. */
  readonly discountShare: number;
  readonly productId: string;
}
