import { currencyDecimals } from '#core/kernel/money.ts';
import type { Offer } from '#core/plan/offer.ts';
import type { OfferOrder } from './offer-order.ts';

/** A code as it was issued. */
export interface OfferCode {
  readonly offerId: string;
  readonly campaignId: string;
  /** Hash of the message that carries it. */
  readonly messageHash: number;
  readonly issuedAtMs: number;
  /** Exclusive, UTC epoch ms. */
  readonly untilMs: number;
  /** The message was refused after all: nobody has it. */
  readonly isWithdrawn: boolean;
  /** Name of the order that redeemed it; empty while none has. */
  readonly redeemedBy: string;
}

/** Why a code that an order names is not redeemed by it. */
export const redemptionRefusals = {
  unknown_code: { en: 'no such code was issued', ko: '발급된 적이 없는 코드입니다' },
  withdrawn: { en: 'its message was never sent', ko: '메시지가 발송되지 않은 코드입니다' },
  redeemed_already: { en: 'another order has redeemed it', ko: '다른 주문에서 이미 사용했습니다' },
  not_valid: { en: 'the order lies outside its validity', ko: '유효 기간이 아닙니다' },
  wrong_products: { en: 'the order holds none of its products', ko: '대상 상품이 주문에 없습니다' },
  minimum_spend: { en: 'the order is below the minimum spend', ko: '최소 구매 금액에 미치지 못합니다' },
  not_alone: { en: 'it cannot be used with other codes', ko: '다른 코드와 함께 쓸 수 없습니다' },
  reversed: { en: 'the order was cancelled or refunded', ko: '취소되었거나 환불된 주문입니다' },
} as const;

/** Why a code is not redeemed. */
export type RedemptionRefusal = keyof typeof redemptionRefusals;

/** Why the order does not fulfil the offer; undefined if it does. */
export function judgeRedemption(
  offer: Pick<Offer, 'conditions' | 'stacking' | 'validity'>,
  code: Pick<OfferCode, 'untilMs' | 'isWithdrawn'>,
  order: OfferOrder,
): RedemptionRefusal | undefined {
  const { conditions, stacking, validity } = offer;
  const { products } = conditions;
  if (code.isWithdrawn) return 'withdrawn';
  if (order.atMs < validity.fromMs || order.atMs >= code.untilMs) return 'not_valid';
  if (stacking === 'alone' && order.codes.length > 1) return 'not_alone';
  if (products.length > 0 && !order.productIds.some((id) => products.includes(id))) return 'wrong_products';
  return isEnough(order, conditions) ? undefined : 'minimum_spend';
}

function isEnough(order: OfferOrder, { minimumSpend }: Offer['conditions']): boolean {
  if (minimumSpend === undefined) return true;
  const { amount, currency } = minimumSpend;
  return order.currency === currency && (order.goodsMinor ?? 0) >= amount * 10 ** currencyDecimals(currency);
}
