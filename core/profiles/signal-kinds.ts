/**
 * What profiles count, per day and in total. The position is part of the stored format: new kinds go to the end, none
 * is ever moved or removed.
 */
export const signalKinds = [
  'page_viewed',
  'list_viewed',
  'product_searched',
  'product_viewed',
  'products_compared',
  'cart_added',
  'cart_removed',
  'cart_viewed',
  'wish_added',
  'wish_removed',
  'coupon_applied',
  'reviews_viewed',
  'stock_checked',
  'price_alert_set',
  'checkout_started',
  'store_nearby',
  'store_entered',
  'zone_dwelled',
  'beacon_seen',
  'event_attended',
  'product_reviewed',
  'social_reacted',
  'support_contacted',
  'points_earned',
  'points_redeemed',
  'ad_exposed',
  'push_received',
  'push_tapped',
  'email_delivered',
  'email_opened',
  'email_clicked',
  'email_bounced',
  'email_spam',
  'unsubscribed',
  'message_delivered',
  'message_failed',
  'other',
] as const;

/** One of the things counted. */
export type SignalKind = (typeof signalKinds)[number];

const positions: ReadonlyMap<string, number> = new Map(signalKinds.map((kind, index) => [kind, index]));

/** Position of a kind in `signalKinds`. */
export function kindIndex(kind: SignalKind): number {
  return positions.get(kind) as number;
}

const OTHER = kindIndex('other');

/** Which event counts as which kind; every event that is not here counts as `other`. */
export const kindOfEvent: Readonly<Record<string, SignalKind>> = {
  page: 'page_viewed',
  screen: 'page_viewed',
  'Product List Viewed': 'list_viewed',
  'Products Searched': 'product_searched',
  'Product Viewed': 'product_viewed',
  'Products Compared': 'products_compared',
  'Product Added': 'cart_added',
  'Product Removed': 'cart_removed',
  'Cart Viewed': 'cart_viewed',
  'Product Added to Wishlist': 'wish_added',
  'Product Removed from Wishlist': 'wish_removed',
  'Coupon Applied': 'coupon_applied',
  'Reviews Viewed': 'reviews_viewed',
  'Stock Checked': 'stock_checked',
  'Price Alert Set': 'price_alert_set',
  'Checkout Started': 'checkout_started',
  'Store Nearby': 'store_nearby',
  'Store Entered': 'store_entered',
  'Zone Dwelled': 'zone_dwelled',
  'Beacon Seen': 'beacon_seen',
  'In-Store Event Attended': 'event_attended',
  'Product Reviewed': 'product_reviewed',
  'Social Reacted': 'social_reacted',
  'Support Contacted': 'support_contacted',
  'Points Earned': 'points_earned',
  'Points Redeemed': 'points_redeemed',
  'Ad Exposed': 'ad_exposed',
  'Push Notification Received': 'push_received',
  'Push Notification Tapped': 'push_tapped',
  'Email Delivered': 'email_delivered',
  'Email Opened': 'email_opened',
  'Email Link Clicked': 'email_clicked',
  'Email Bounced': 'email_bounced',
  'Email Marked as Spam': 'email_spam',
  Unsubscribed: 'unsubscribed',
  'Message Delivered': 'message_delivered',
  'Message Failed': 'message_failed',
};

const indexOfEvent: ReadonlyMap<string, number> = new Map(
  Object.entries(kindOfEvent).map(([name, kind]) => [name, kindIndex(kind)]),
);

/** Position of the kind as which an event counts. */
export function kindIndexOfEvent(name: string): number {
  return indexOfEvent.get(name) ?? OTHER;
}

/** Is this kind online browsing, done by the customer, so that its hour says when they look? */
export function isBrowsing(kind: number): boolean {
  return kind <= kindIndex('checkout_started');
}
