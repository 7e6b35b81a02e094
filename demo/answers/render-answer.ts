import type { Brand } from '../create-brand.ts';
import type { Customer } from '../people/customer.ts';
import { randomOf } from '../random.ts';
import type { Purchase } from '../shopping/purchase.ts';
import type { Delivery } from '../stream/dirt.ts';
import { type Draft, emit, personalSender, track } from '../stream/message.ts';
import { productProperties } from '../stream/render-online.ts';
import { renderOnlineOrder } from '../stream/render-order.ts';
import type { Answer } from './answer.ts';
import type { SentMessage } from './sent-message.ts';

const CLICKED = {
  push: 'Push Notification Tapped',
  email: 'Email Link Clicked',
  sms: 'Product Clicked',
} as const;

/** What the stream receives of an answer: the click, the page that it leads to, and the order, if any. */
export function renderAnswer(
  brand: Brand,
  customer: Customer,
  message: SentMessage,
  answer: Answer,
): readonly Delivery[] {
  const { clickedAtMs, orderedAtMs } = answer;
  if (clickedAtMs === undefined) return [];
  const product = brand.products.find(({ id }) => id === message.productId) ?? brand.products[0];
  if (product === undefined) return [];
  const random = randomOf(brand.seed, 'answer-events', customer.index, message.messageKey);
  const from = { message_key: message.messageKey };
  const about = productProperties(product, customer.language);
  const drafts: Draft[] = [
    track(clickedAtMs, CLICKED[message.channel], { ...about, ...from }),
    track(clickedAtMs + 3_000, 'Product Viewed', { ...about, ...from }),
  ];
  if (orderedAtMs !== undefined) {
    const discountKrw = Math.round(product.priceKrw * message.discountShare);
    const purchase: Purchase = {
      orderId: `M-${message.messageKey}`,
      customerIndex: customer.index,
      ordinal: 0,
      atMs: orderedAtMs,
      channel: message.channel === 'push' ? 'app' : 'web',
      storeId: undefined,
      lines: [{ product, quantity: 1, priceKrw: product.priceKrw }],
      couponCode: message.couponCode,
      discountKrw,
      pointsKrw: 0,
      gift: false,
      outcome: 'kept',
      outcomeAtMs: orderedAtMs,
    };
    drafts.push(...renderOnlineOrder(purchase, customer.language, random));
  }
  const device = message.channel === 'push' ? (customer.app ?? customer.web) : customer.web;
  const sender = personalSender(customer, device, true);
  return drafts
    .map((draft) => emit(draft, sender, random))
    .map(({ message: said, receivedMs }) => ({
      partitionKey: customer.id,
      receivedMs,
      json: JSON.stringify(said),
    }));
}
