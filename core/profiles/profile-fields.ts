import type { ProfileView } from './profile-view.ts';

/** What a field of the profile is, for people. */
export interface ProfileField {
  readonly en: string;
  readonly ko: string;
  /** Unit or form of its values. */
  readonly unit: string;
  /** Events it comes from. */
  readonly source: string;
  /** How long or how many are kept. */
  readonly retention: string;
}

const EVERY = 'every event';
const ORDERS = '`Order Completed`';
const UNDONE = '`Order Completed`, `Order Refunded`, `Order Cancelled`';
const WHOLE = 'as long as the profile';
const RING = 'newest 512 orders; sums of earlier ones as long as the profile';
const WINDOW = 'newest 7 days daily, 4 weeks before weekly';
const MASK = 'newest 32 days';

/** A row: English, Korean, unit, source, retention. */
const field = (en: string, ko: string, [unit, source, retention]: readonly [string, string, string]) => ({
  en,
  ko,
  unit,
  source,
  retention,
});

/** Every field of the profile; `docs/reference/profile-fields.md` is made from this. */
export const profileFields: Readonly<Record<keyof ProfileView, ProfileField>> = {
  firstSeenAt: field('First event', '첫 이벤트 시각', ['ISO 8601, to the second', EVERY, WHOLE]),
  lastSeenAt: field('Last event', '마지막 이벤트 시각', ['ISO 8601, to the second', EVERY, WHOLE]),
  joinedAt: field('Member since', '가입 시각', ['ISO 8601', '`identify` trait `createdAt`', 'oldest stated']),
  zone: field('Time zone', '시간대', [
    'IANA name',
    'any event that carries one, `identify`',
    'newest stated',
  ]),
  locale: field('Language and country', '언어·지역', [
    'BCP 47',
    '`context.locale`, `identify`',
    'newest stated',
  ]),
  city: field('City', '도시', ['name, 24 characters', '`identify` trait `city`', 'newest stated']),
  region: field('Region', '지역', ['name, 24 characters', '`identify` trait `region`', 'newest stated']),
  daysSinceLastOrder: field('Recency', '최근 구매 후 경과일', ['days, with fraction', ORDERS, RING]),
  orderCount: field('Orders, cancelled ones included', '주문 수(취소 포함)', ['count', ORDERS, RING]),
  cancelledCount: field('Orders cancelled', '취소된 주문 수', ['count', '`Order Cancelled`', RING]),
  unitCount: field('Pieces, without cancelled orders', '구매 수량(취소 제외)', ['pieces', ORDERS, RING]),
  spend: field('Paid, given back and net, by currency', '통화별 결제·환불·순액', [
    'minor units (won, cents)',
    UNDONE,
    RING,
  ]),
  firstOrderAt: field('First order', '첫 주문 시각', ['ISO 8601', ORDERS, WHOLE]),
  lastOrderAt: field('Last order', '마지막 주문 시각', ['ISO 8601', ORDERS, RING]),
  orderCycleDays: field(
    'Usual days between own purchases; no gifts, no free items',
    '본인 구매 주기(선물·무료 제외)',
    ['days, median', ORDERS, 'newest 512 orders'],
  ),
  orders: field('Purchase sequence', '구매 순서', [
    'amounts in minor units, local days since 1970',
    UNDONE,
    'newest 512 orders; lines of the newest 64, 24 each',
  ]),
  pendingUndoCount: field('Refunds and cancellations whose order has not come', '주문을 기다리는 환불·취소', [
    'count',
    '`Order Refunded`, `Order Cancelled`',
    'within the newest 512',
  ]),
  signals: field('Interest, consideration, imminent', '관심·고려·임박 신호', [
    'points; a product view today is 1 × ln 2',
    'see `docs/profiles.md`',
    `${WINDOW}; half-life 14, 7, 2 days`,
  ]),
  eventCounts: field('Events by kind', '종류별 이벤트 수', ['count, up to 4,294,967,295', EVERY, WHOLE]),
  activeDayCount: field('Days with an event', '활동한 날 수', ['days', EVERY, MASK]),
  revisitCycleDays: field('Usual days between active days', '재방문 주기', ['days, median', EVERY, MASK]),
  revisitedProducts: field('Products looked at on several days', '여러 날 다시 본 상품', [
    'product ids',
    '`Product Viewed`, `Products Compared`, `Reviews Viewed`',
    'newest 8 product-days',
  ]),
  cart: field('Products in the cart', '장바구니 상품', [
    'product ids',
    '`Product Added`, `Product Removed`, `Order Completed`',
    'newest 8 of cart, wish list and questions',
  ]),
  watchedProducts: field('Products wished for, watched or asked about', '찜·알림·재고 확인 상품', [
    'product ids',
    '`Product Added to Wishlist`, `Price Alert Set`, `Stock Checked`',
    'newest 8 of cart, wish list and questions',
  ]),
  topSearches: field('Search words, most days first', '주요 검색어', [
    'words, lower case, 24 characters',
    '`Products Searched`',
    'newest 4 word-days',
  ]),
  mentions: field('Campaigns seen, topics asked, subjects reacted to', '노출 캠페인·문의 주제·반응 대상', [
    'ids or names',
    '`Ad Exposed`, `Support Contacted`, `Social Reacted`, `Product Reviewed`',
    'newest 4',
  ]),
  nearStore: field('Store last near', '최근 근처 매장', ['store id', '`Store Nearby`', 'newest']),
  browseHours: field('Browsing by hour of the week', '요일·시간대별 탐색', [
    'counts, 0 = Monday 00:00 on the own clock, each up to 65,535',
    'page, list, search, product, cart and checkout events',
    WHOLE,
  ]),
  buyHours: field(
    'Own purchases by hour of the week; no gifts, free items, or orders within a day after answering us',
    '요일·시간대별 본인 구매(메시지 응답 후 하루 이내 주문 제외)',
    ['counts, 0 = Monday 00:00 on the own clock', ORDERS, RING],
  ),
  stores: field('Visits, dwell and orders by store', '매장별 방문·체류·구매', [
    'counts and seconds',
    '`Store Entered`, `Zone Dwelled`, `Order Completed`',
    'newest 64 offline touches; orders as above',
  ]),
  storeVisits: field('Visits, newest first', '매장 방문', [
    'store, UTC epoch seconds',
    '`Store Entered`, `Store Exited`, `Zone Dwelled`',
    'newest 64 offline touches',
  ]),
  zoneSteps: field('From zone to zone', '구역 간 이동', [
    'counts',
    '`Zone Dwelled`',
    'newest 64 offline touches',
  ]),
  attendances: field('In-store events attended', '참석한 매장 행사', [
    'store, event, kind, UTC epoch seconds',
    '`In-Store Event Attended`',
    'newest 32',
  ]),
  goals: field('Goals reached, messages answered', '달성한 목표와 메시지 응답', [
    'event name, time (UTC)',
    "events of the stage's `goalEvents`, e.g. `Test Drive Booked`; answers to our messages, as `Message Answered`",
    'newest 64',
  ]),
  pointsEarned: field('Points earned', '적립 포인트', ['points', '`Points Earned`', WHOLE]),
  pointsRedeemed: field('Points redeemed', '사용 포인트', ['points', '`Points Redeemed`', WHOLE]),
  thirdParty: field('What third parties say', '제3자 제공 정보', [
    'segments by provider',
    '`identify` traits `third_party.<provider>`',
    '90 days; newest 4 providers, 8 segments each',
  ]),
  reach: field('Channels with a known address; absent: not known', '주소를 아는 채널(없으면 알 수 없음)', [
    'by channel, when an address was stated last, ISO 8601',
    'what the front door kept (`context.contacts`), `Contact Changed`; taken back by `Device Removed`, a dead token or number, a permanent bounce',
    'newest 8 addresses',
  ]),
  clampedCount: field('Events with an impossible time', '시각이 보정된 이벤트 수', ['count', EVERY, WHOLE]),
  isSuspectedBot: field('More events in a day than a person makes', '기계로 의심됨', [
    'yes or no; above 2,000 events in a day',
    EVERY,
    WINDOW,
  ]),
  isTruncated: field('More orders than are kept one by one', '보관 한도를 넘음', [
    'yes or no',
    UNDONE,
    WHOLE,
  ]),
};

/** The fields as a Markdown table. */
export function profileFieldsTable(): string {
  const rows = Object.entries(profileFields).map(
    ([name, { en, ko, unit, source, retention }]) =>
      `| \`${name}\` | ${en} | ${ko} | ${unit} | ${source} | ${retention} |`,
  );
  return [
    '# Fields of a profile',
    '',
    'Made from `core/profiles/profile-fields.ts` by `node docs/reference/write-profile-fields.ts` and',
    '`npm run format`; a test compares them, and another holds each field to what is said to be kept of it.',
    '',
    'A profile has two parts: orders, visits and hours of buying, and all the rest. Each part ends 800 days after its last',
    'write (`profileRetentionDays` of the stage) and is not read from that instant on. What a third party said is not shown',
    'from its 90th day on; it leaves the store with the next event, or with the profile.',
    '',
    '프로필은 두 부분입니다. 주문·방문·구매 시간대와 나머지입니다. 각 부분은 마지막으로 쓰인 뒤 800일이 지나면 끝나며 그 순간부터',
    '읽히지 않습니다. 제3자 제공 정보는 90일째부터 보이지 않고, 다음 이벤트가 오거나 프로필이 끝날 때 저장소에서 지워집니다.',
    '',
    '| field | what | 설명 | unit | from | kept |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
