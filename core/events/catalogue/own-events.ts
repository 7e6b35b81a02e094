import { type EventDefinition, type Fields, may, must, oneOf } from './event-definition.ts';

const PRODUCTS: Fields = {
  product_id: may('id', 'Product.'),
  product_ids: may('ids', 'Several products.'),
  category: may('text', 'Their category.'),
};

const STORE: Fields = {
  store_id: must('id', 'Store.'),
  region: may('text', 'Region of the store.'),
  distance_m: may('measure', 'Distance from the store, metres.'),
};

const SUBJECT: Fields = {
  product_id: may('id', 'Product it is about.'),
  order_id: may('id', 'Order it is about.'),
  category: may('text', 'Category it is about.'),
  campaign_id: may('id', 'Campaign.'),
  channel: may('text', 'Where it happened.'),
  amount: may('number', 'How much, e.g. points.'),
};

const DEVICE: Fields = {
  token: must('id', 'The device’s push token; it moves to the contacts and only its hash travels on.'),
  platform: oneOf(
    ['ios', 'android', 'web', 'APNS', 'APNS_SANDBOX', 'GCM', 'BAIDU', 'ADM'],
    'Platform, or the push service by its own name.',
  ),
  app_version: may('text', 'Version of the app.'),
};

const define = (name: string, en: string, ko: string, fields: Fields): EventDefinition => ({
  name,
  spec: 'ours',
  about: { en, ko },
  fields,
});

/** Events that Segment's specs lack, in the same style. */
export const OWN_EVENTS: readonly EventDefinition[] = [
  define('Stock Checked', 'Is it in stock? An imminent sign.', '재고를 확인했습니다.', {
    ...PRODUCTS,
    store_id: may('id', 'Store whose stock was looked at.'),
  }),
  define('Price Alert Set', 'Tell me when it gets cheaper.', '가격 알림을 설정했습니다.', {
    ...PRODUCTS,
    target_price: may('amount', 'Price waited for.'),
  }),
  define(
    'Price Dropped',
    'What this customer watches got cheaper.',
    '지켜보던 상품의 가격이 내렸습니다.',
    PRODUCTS,
  ),
  define(
    'Back in Stock',
    'What this customer watches can be had again.',
    '지켜보던 상품이 재입고되었습니다.',
    PRODUCTS,
  ),
  define('Products Compared', 'Products were compared.', '상품을 비교했습니다.', {
    ...PRODUCTS,
    products: may('products', 'What was compared.'),
  }),
  define('Store Entered', 'A customer came into a store.', '매장에 들어왔습니다.', STORE),
  define('Store Exited', 'A customer left a store.', '매장에서 나갔습니다.', STORE),
  define('Store Nearby', 'A customer is near a store.', '매장 근처에 있습니다.', STORE),
  define('Zone Dwelled', 'A customer stayed in a zone of a store.', '매장 구역에 머물렀습니다.', {
    store_id: must('id', 'Store.'),
    zone_id: must('id', 'Zone.'),
    category: may('text', 'What stands there.'),
    dwell_s: may('measure', 'How long, seconds.'),
  }),
  define('Beacon Seen', 'A device saw a beacon.', '비콘을 감지했습니다.', {
    beacon_id: must('id', 'Beacon.'),
    store_id: may('id', 'Store.'),
    zone_id: may('id', 'Zone.'),
    rssi: may('number', 'Signal strength, dBm.'),
  }),
  define('In-Store Event Attended', 'A customer took part in an event.', '매장 행사에 참여했습니다.', {
    store_id: must('id', 'Store.'),
    event_id: may('id', 'Event.'),
    kind: may('text', 'What sort of event.'),
  }),
  define('Footfall Counted', 'People were counted; no person.', '방문객 수를 세었습니다(개인 없음).', {
    store_id: must('id', 'Store.'),
    zone_id: may('id', 'Zone.'),
    from: must('instant', 'Start of the count.'),
    to: must('instant', 'End of the count.'),
    count: must('count', 'People.'),
  }),
  define('Reviews Viewed', 'Reviews were read.', '리뷰를 읽었습니다.', {
    product_id: may('id', 'Product.'),
    count: may('count', 'How many reviews.'),
    rating: may('number', 'Only those with these stars.'),
  }),
  define('Social Reacted', 'A post was liked, shared or answered.', '소셜에서 반응했습니다.', {
    ...SUBJECT,
    reaction: may('text', 'Like, share, comment, …'),
  }),
  define('Support Contacted', 'A customer asked for help.', '고객센터에 문의했습니다.', {
    ...SUBJECT,
    topic: may('text', 'What about.'),
  }),
  define('Points Earned', 'Points were earned.', '포인트를 적립했습니다.', SUBJECT),
  define('Points Redeemed', 'Points were spent.', '포인트를 사용했습니다.', SUBJECT),
  define('Ad Exposed', 'An advertisement was shown.', '광고가 노출되었습니다.', SUBJECT),
  define('Device Registered', 'A device may be pushed to.', '기기를 등록했습니다.', DEVICE),
  define('Device Removed', 'A device may no longer be pushed to.', '기기를 해제했습니다.', DEVICE),
  define('Contact Changed', 'An address is known, or lost.', '주소를 알거나 잃었습니다.', {
    channel: oneOf(['push', 'email', 'sms'], 'Channel.', true),
    address: must('id', 'Its keyed hash.'),
    known: must('flag', 'Known, or lost?'),
    reason: may('text', '`import`, `dead_address`, `opted_out`, `moved`.'),
  }),
  define('Consent Changed', 'A consent was given or withdrawn.', '동의가 바뀌었습니다.', {
    purpose: oneOf(
      ['marketing', 'marketing_night', 'analytics', 'location', 'third_party'],
      'What the consent is for.',
      true,
    ),
    channel: may('text', '`push`, `email`, `sms`, …; `all` where the purpose has no channel.'),
    granted: must('flag', 'Given, or withdrawn?'),
    text_version: may('id', 'Which text was shown.'),
    basis: may('text', 'How it was said: form, app, call, …'),
  }),
];
