/** A row that has to be refused, and what a person reads about it. */
export interface BadRow {
  readonly name: string;
  readonly row: string;
  readonly header?: string;
  readonly kind?: string;
  readonly good?: string;
  readonly en: string;
  readonly ko: string;
}

export const HEADER = 'customer_id,order_id,timestamp,product_id,category,quantity,amount';
export const GOOD = '1,o1,2026-11-20T10:00:00Z,p1,skin,2,25800';

/** Rows of purchases: the third line of a file. */
export const malformedPurchases: readonly BadRow[] = [
  {
    name: 'too few cells',
    row: '1,o2,2026-11-20',
    en: 'line 3: the row has 3 cells, the header 7',
    ko: '3번째 줄: 칸이 3개인데 머리글은 7개입니다',
  },
  {
    name: 'too many cells',
    row: `${GOOD},x,y`,
    en: 'line 3: the row has 9 cells, the header 7',
    ko: '3번째 줄: 칸이 9개인데',
  },
  {
    name: 'no customer',
    row: ',o2,2026-11-20,p1,,1,100',
    en: 'line 3, customer_id: the cell is empty',
    ko: '3번째 줄 customer_id: 비어 있으면 안 되는',
  },
  {
    name: 'no order',
    row: '1, ,2026-11-20,p1,,1,100',
    en: 'line 3, order_id: the cell is empty',
    ko: '3번째 줄 order_id: 비어',
  },
  {
    name: 'NULL for a time',
    row: '1,o2,NULL,p1,,1,100',
    en: 'line 3, timestamp: the cell is empty',
    ko: '3번째 줄 timestamp: 비어',
  },
  {
    name: 'a word for a time',
    row: '1,o2,어제,p1,,1,100',
    en: 'line 3, timestamp: this is no time',
    ko: '3번째 줄 timestamp: 날짜나 시각이 아닙니다',
  },
  {
    name: 'a day that the calendar lacks',
    row: '1,o2,2026-02-30,p1,,1,100',
    en: 'line 3, timestamp: this is no time',
    ko: '날짜나 시각이 아닙니다',
  },
  {
    name: 'an hour that the clock lacks',
    row: '1,o2,2026-11-20 25:00,p1,,1,100',
    en: 'timestamp: this is no time',
    ko: '날짜나 시각이 아닙니다',
  },
  {
    name: 'day and month that cannot be told apart',
    row: '1,o2,11/12/2026,p1,,1,100',
    en: 'the year first',
    ko: '연도부터',
  },
  {
    name: 'a spreadsheet serial without the option',
    row: '1,o2,46347,p1,,1,100',
    en: 'timestamp: this is no time',
    ko: '날짜나 시각이 아닙니다',
  },
  {
    name: 'a time to come',
    row: '1,o2,2062-11-20,p1,,1,100',
    en: 'timestamp: the time lies in the future',
    ko: '아직 오지 않은 시각입니다',
  },
  {
    name: 'a word for an amount',
    row: '1,o2,2026-11-20,p1,,1,무료',
    en: 'line 3, amount: this is no amount',
    ko: '3번째 줄 amount: 금액이 아닙니다',
  },
  {
    name: 'an amount beyond numbers',
    row: '1,o2,2026-11-20,p1,,1,1e309',
    en: 'amount: this is no amount',
    ko: '금액이 아닙니다',
  },
  {
    name: 'won with a fraction',
    row: '1,o2,2026-11-20,p1,,1,₩12.50',
    en: 'amount: KRW has 0 decimals',
    ko: 'KRW 의 소수 자리는 0자리인데',
  },
  {
    name: 'three decimals without currency',
    row: '1,o2,2026-11-20,p1,,1,12.345',
    en: 'amount: XXX has 2 decimals',
    ko: 'XXX 의 소수 자리는 2자리인데',
  },
  {
    name: 'a negative amount for goods kept',
    row: '1,o2,2026-11-20,p1,,1,-3000',
    en: 'the amount is negative and the quantity is not',
    ko: '금액은 음수인데 수량은 양수입니다',
  },
  {
    name: 'half a piece',
    row: '1,o2,2026-11-20,p1,,0.5,100',
    en: 'quantity: this is no whole number',
    ko: '수량은 정수여야 합니다',
  },
  {
    name: 'no piece',
    row: '1,o2,2026-11-20,p1,,0,100',
    en: 'quantity: the quantity is 0',
    ko: '수량이 0 입니다',
  },
  {
    name: 'an endless customer id',
    row: `${'9'.repeat(300)},o2,2026-11-20,p1,,1,100`,
    en: 'customer_id: the cell is longer than 256',
    ko: '칸의 글자가 256자를 넘습니다',
  },
  {
    name: 'a quote that never closes',
    row: '1,o2,2026-11-20,"p1,,1,100\n1,o3,2026-11-20,p1,,1,100',
    en: 'line 3: a quotation mark is opened and never closed',
    ko: '3번째 줄: 열린 따옴표가 닫히지 않습니다',
  },
  {
    name: 'two currencies in an order',
    row: '1,o1,2026-11-20,p1,,1,$5',
    en: 'amount: one order has two currencies',
    ko: '한 주문에 통화가 둘입니다',
  },
  {
    name: 'an unknown currency',
    header: `${HEADER},currency`,
    good: `${GOOD},KRW`,
    row: '1,o2,2026-11-20,p1,,1,100,동전',
    en: 'currency: this is no currency',
    ko: '통화가 아닙니다',
  },
  {
    name: 'an unknown order status',
    header: `${HEADER},주문상태`,
    good: `${GOOD},배송완료`,
    row: '1,o2,2026-11-20,p1,,1,100,??',
    en: 'line 3, 주문상태: this order status is not known',
    ko: '3번째 줄 주문상태: 모르는 주문 상태입니다',
  },
  {
    name: 'neither yes nor no',
    header: `${HEADER},gift`,
    good: `${GOOD},Y`,
    row: '1,o2,2026-11-20,p1,,1,100,maybe',
    en: 'gift: this is neither yes nor no',
    ko: '예도 아니오도 아닙니다',
  },
];

/** Rows of other tables. */
export const malformedOthers: readonly BadRow[] = [
  {
    name: 'a rating of six',
    kind: 'reviews',
    header: 'product_id,customer_id,timestamp,rating,title,text',
    good: 'p,1,2026-11-20,★★★★☆,좋아요,촉촉',
    row: 'p,2,2026-11-20,6,,',
    en: 'rating: a rating is a number from 0 to 5',
    ko: '평점은 0부터 5까지',
  },
  {
    name: 'an address without @',
    kind: 'contacts',
    header: 'customer_id,channel,address',
    good: '1,문자,010-1234-5678',
    row: '2,email,nobody',
    en: 'address: this is no e-mail address',
    ko: '이메일 주소가 아닙니다',
  },
  {
    name: 'a phone number too short',
    kind: 'contacts',
    header: 'customer_id,channel,address',
    good: '1,email,a@b.kr',
    row: '2,sms,010-12',
    en: 'address: this is no phone number',
    ko: '전화번호가 아닙니다',
  },
  {
    name: 'an unknown channel',
    kind: 'contacts',
    header: 'customer_id,channel,address',
    good: '1,email,a@b.kr',
    row: '2,fax,02-123-4567',
    en: 'channel: this is none of push, email, sms',
    ko: '다음 가운데 하나여야 합니다: push, email, sms',
  },
  {
    name: 'an unknown zone',
    kind: 'contacts',
    header: 'customer_id,channel,address,timezone',
    good: '1,email,a@b.kr,Asia/Seoul',
    row: '2,email,a@b.kr,Seoul',
    en: 'timezone: this time zone is not known',
    ko: '모르는 시간대입니다',
  },
  {
    name: 'an unknown purpose',
    kind: 'consents',
    header: 'customer_id,channel,purpose,granted,timestamp',
    good: '1,sms,광고수신,동의,2026-11-20',
    row: '1,sms,fun,Y,2026-11-20',
    en: 'purpose: this is none of marketing',
    ko: '다음 가운데 하나여야 합니다: marketing',
  },
  {
    name: 'a latitude in words',
    kind: 'stores',
    header: 'store_id,name,latitude',
    good: 's1,강남,37.5',
    row: 's2,명동,north',
    en: 'latitude: this is no number',
    ko: '숫자가 아닙니다',
  },
];

export const GOOD_EVENT = '{"type":"track","event":"Product Viewed","userId":"1"}';
/** Lines of events: the second line of a file. */
export const malformedEvents: readonly BadRow[] = [
  {
    name: 'a line cut off',
    row: '{"type":"track"',
    en: 'line 2: this is no JSON',
    ko: '2번째 줄: JSON 이 아닙니다',
  },
  { name: 'a number', row: '42', en: 'line 2: this is no event', ko: '2번째 줄: 이벤트가 아닙니다' },
  {
    name: 'an unknown type',
    row: '{"type":"buy","userId":"1"}',
    en: 'this is no event',
    ko: '이벤트가 아닙니다',
  },
  {
    name: 'an event of nobody',
    row: '{"type":"track","event":"x"}',
    en: 'line 2: the event names no customer',
    ko: '2번째 줄: 고객이 없습니다',
  },
];
