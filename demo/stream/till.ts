import type { Customer } from '../people/customer.ts';
import { randomOf, uuidOf } from '../random.ts';
import type { Purchase } from '../shopping/purchase.ts';

/** Share of card holders who show their card at the till. */
const SHOWS_CARD = 0.88;
/** Share of other till sales that the clerk books on the till's own card. */
const ON_TILL_ACCOUNT = 0.06;

/** What a till knows of a buyer. */
export interface TillAccount {
  /** A shown card, the store's own card that clerks use for strangers, or nobody. */
  readonly kind: 'card' | 'till-account' | 'receipt';
  /** The anonymous id that the till sends. */
  readonly anonymousId: string;
  readonly loyaltyNumber: string | undefined;
}

/** Under whom a store's sale is booked; the same for its refund. */
export function tillAccountOf(seed: number, customer: Customer, purchase: Purchase): TillAccount {
  const random = randomOf(seed, 'till', purchase.orderId);
  const storeId = purchase.storeId ?? customer.homeStoreId;
  if (customer.loyaltyNumber !== undefined && random.chance(SHOWS_CARD)) {
    const anonymousId = cardAccountOf(seed, customer.loyaltyNumber);
    return { kind: 'card', anonymousId, loyaltyNumber: customer.loyaltyNumber };
  }
  if (random.chance(ON_TILL_ACCOUNT)) {
    const loyaltyNumber = `0799000000${storeId.slice(1)}`;
    return { kind: 'till-account', anonymousId: `till-account-${storeId}`, loyaltyNumber };
  }
  return { kind: 'receipt', anonymousId: `receipt-${uuidOf(random)}`, loyaltyNumber: undefined };
}

/** The till's own id for a loyalty card. */
export function cardAccountOf(seed: number, loyaltyNumber: string): string {
  return `card-${uuidOf(randomOf(seed, 'card', loyaltyNumber))}`;
}
