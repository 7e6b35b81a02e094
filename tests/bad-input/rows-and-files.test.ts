import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { createFakePorts, fileOf, importServices, run } from '#tests/unit/bin/fake-process.ts';

const HEADER = 'customer_id,order_id,timestamp,product_id,category,quantity,amount';
const GOOD = '1,o1,2026-11-20T10:00:00Z,p1,skin,2,25800';

interface BadRow {
  readonly name: string;
  readonly row: string;
  readonly header?: string;
  readonly kind?: string;
  readonly good?: string;
  readonly en: string;
  readonly ko: string;
}

const purchases: readonly BadRow[] = [
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

const others: readonly BadRow[] = [
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
  {
    name: 'a campaign that nobody imported',
    kind: 'campaign_targets',
    header: 'campaign_id,customer_id,timestamp',
    good: 'c1,1,2026-11-20',
    row: 'c2,1,',
    en: 'campaign_id: this campaign is not known',
    ko: '모르는 캠페인입니다',
  },
];

const GOOD_EVENT = '{"type":"track","event":"Product Viewed","userId":"1"}';
const events: readonly BadRow[] = [
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

const services = importServices(createFakePorts());
let files = 0;

async function judge(content: string | Uint8Array, kind: string, language: 'en' | 'ko', name?: string) {
  files += 1;
  const file = fileOf(name ?? `bad-${files}.csv`, content);
  // A stage that does not exist would be refused: rehearsals need none.
  return run(['import', kind, file, '--dry-run', '--json', '--language', language], { services });
}

describe('a malformed row', () => {
  it.each([...purchases, ...others.filter(({ kind }) => kind !== 'campaign_targets')])(
    'is named and counted, and the rest goes on: $name',
    async ({ header = HEADER, good = GOOD, row, kind = 'purchases', en, ko }) => {
      const content = `${header}\n${good}\n${row}\n${good.replace('o1', 'o9')}\n`;
      const english = await judge(content, kind, 'en');
      expect(english.stderr).toContain(en);
      expect((await judge(content, kind, 'ko')).stderr).toContain(ko);
      expect(english.status).toBe(0);
      const result = JSON.parse(english.stdout) as {
        rows: number;
        refused: { count: number };
        messages: number;
        stored: number;
      };
      expect(result.refused.count).toBe(1);
      expect(result.messages + result.stored).toBe(result.rows - 1);
    },
  );

  it.each(events)('of events is named and counted: $name', async ({ row, en, ko }) => {
    const content = `${GOOD_EVENT}\n${row}\n${GOOD_EVENT}\n`;
    const english = await judge(content, 'events', 'en');
    expect(english.stderr).toContain(en);
    expect((await judge(content, 'events', 'ko')).stderr).toContain(ko);
    expect(JSON.parse(english.stdout)).toMatchObject({ rows: 3, refused: { count: 1 }, messages: 2 });
  });

  it('never has its content quoted', async () => {
    const secret = await judge(`${HEADER}\n${GOOD}\n1,o2,홍길동 900101-1234567,p1,,1,1\n`, 'purchases', 'en');
    expect(secret.stderr + secret.stdout).not.toMatch(/홍길동|900101/);
  });

  it('may hold one byte that is no UTF-8 without turning the file into CP949', async () => {
    const bytes = Buffer.from(`${HEADER}\n${GOOD}\n1,o2,2026-11-20,p?,스킨,1,100\n`);
    bytes[bytes.indexOf('?')] = 0xff;
    const judged = await judge(bytes, 'purchases', 'en');
    expect(judged.stderr).toContain('line 3, product_id: the cell has characters that cannot be decoded');
    expect(judged.stderr).toContain('UTF-8');
  });
});

const cut = gzipSync(Buffer.from(`${HEADER}\n${`${GOOD}\n`.repeat(2000)}`)).subarray(0, 120);
const badFiles: readonly {
  name: string;
  content: string | Uint8Array;
  en: string;
  ko: string;
  kind?: string;
}[] = [
  { name: 'nothing', content: '', en: 'the file is empty', ko: '빈 파일입니다' },
  { name: 'blank lines', content: '\n\n  \n', en: 'the file is empty', ko: '빈 파일입니다' },
  {
    name: 'a header alone',
    content: `${HEADER}\n`,
    en: 'a header and no rows',
    ko: '머리글만 있고 행이 없습니다',
  },
  {
    name: 'a workbook',
    content: Buffer.from('PK\u0003\u0004....[Content_Types].xml'),
    en: 'save it as CSV',
    ko: '엑셀 통합 문서입니다',
  },
  {
    name: 'an old workbook',
    content: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]),
    en: 'spreadsheet workbook',
    ko: '엑셀 통합 문서입니다',
  },
  {
    name: 'a zip',
    content: Buffer.from('PK\u0003\u0004....orders.csv'),
    en: 'unpack it first',
    ko: 'zip 압축 파일입니다',
  },
  {
    name: 'a web page named xls',
    content: '<html><table><tr><td>1</td></tr></table></html>',
    en: 'web page',
    ko: '웹 페이지입니다',
  },
  { name: 'a PDF', content: '%PDF-1.7 ...', en: 'PDF', ko: 'PDF 입니다' },
  {
    name: 'an image',
    content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3]),
    en: 'this is no text',
    ko: '텍스트 파일이 아닙니다',
  },
  { name: 'gzip cut off', content: cut, en: 'damaged or cut off', ko: '손상되었거나 잘렸습니다' },
  {
    name: 'other columns',
    content: 'a,b\n1,2\n',
    en: 'no column of the file means customer_id, order_id, timestamp; its header is: a, b',
    ko: '해당하는 열이 없습니다. 파일의 머리글: a, b',
  },
  {
    name: 'the same column twice',
    content: `${HEADER},quantity\n${GOOD},1\n`,
    en: 'two columns of the file mean quantity',
    ko: '두 열이 모두 quantity',
  },
  {
    name: 'events where a table is due',
    content: `${GOOD_EVENT}\n`,
    en: 'but the file holds JSON',
    ko: 'JSON 파일입니다',
  },
  {
    name: 'a table where events are due',
    content: `${HEADER}\n${GOOD}\n`,
    kind: 'events',
    en: 'but the file holds a table',
    ko: '표 파일입니다',
  },
  {
    name: 'no row that can be read',
    content: `${HEADER}\n,,,,,,x\n`,
    en: 'not one of the 1 rows can be read',
    ko: '읽을 수 있는 줄이 없습니다',
  },
];

describe('a malformed file', () => {
  it.each(badFiles)('is refused in words: $name', async ({ content, en, ko, kind = 'purchases' }) => {
    const english = await judge(content, kind, 'en');
    expect([english.status, english.stdout]).toEqual([2, '']);
    expect(english.stderr).toContain(en);
    expect((await judge(content, kind, 'ko')).stderr).toContain(ko);
  });

  it('is refused when it does not exist or is a folder', async () => {
    expect((await run(['import', 'purchases', 'none.csv', '--dry-run'], { services })).stderr).toContain(
      'none.csv: there is no such file',
    );
    expect((await run(['import', 'purchases', '.', '--dry-run'], { services })).stderr).toContain(
      'this is a folder',
    );
  });

  it('is refused whole under --strict, before anything is written', async () => {
    const file = fileOf('strict.csv', `${HEADER}\n${GOOD}\n1,o2,x,p1,,1,1\n`);
    const judged = await run(['import', 'purchases', file, '--dry-run', '--strict'], { services });
    expect([judged.status, judged.stdout]).toEqual([2, '']);
    expect(judged.stderr).toContain('nothing was written: 1 of 2 rows are malformed');
  });
});

describe('a Korean file as it comes', () => {
  const korean =
    '고객번호,주문번호,주문일시,상품코드,수량,결제금액\n00123,A1,2026. 11. 20. 오후 3:05,p1,"1,000개","12,900원"\n';

  it.each([
    ['UTF-8', Buffer.from(korean)],
    ['UTF-8 with BOM', Buffer.from(`\uFEFF${korean}`)],
    ['CP949', iconv.encode(korean, 'cp949')],
    ['UTF-16LE', iconv.encode(`\uFEFF${korean}`, 'utf-16le')],
  ])('is read in %s', async (encoding, content) => {
    const judged = await judge(content, 'purchases', 'en');
    expect(judged.stderr).toContain(encoding);
    expect(JSON.parse(judged.stdout)).toMatchObject({
      orders: { completed: 1 },
      units: 1000,
      totals: { KRW: '12900' },
      refused: { count: 0 },
    });
  });
});
