import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';
import { createFakePorts, fileOf, folder, importServices, run } from './fake-process.ts';

const HEADER = 'customer_id,order_id,timestamp,product_id,category,quantity,amount';

describe('kairos import', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway();
  });
  afterAll(() => gateway.close());

  const imported = async (
    kind: string,
    file: string,
    more: readonly string[] = [],
    ports = createFakePorts(),
  ) => {
    const words = ['import', kind, file, '--json', '--endpoint', gateway.url, ...more];
    const ran = await run(words, { services: importServices(ports) });
    if (ran.status !== 0) throw new Error(ran.stderr);
    return { ports, ...ran, result: JSON.parse(ran.stdout) as Record<string, unknown> };
  };

  it('makes one order of rows that lie apart, at its last row, in the order of rows per customer', async () => {
    const file = fileOf(
      'apart.csv',
      `${HEADER}\n7,a,2026-11-01T01:00:00Z,p1,,2,"20,000원"\n7,b,2026-11-02T01:00:00Z,p2,,1,5000\n8,c,2026-11-02T02:00:00Z,p2,,1,5000\n7,a,2026-11-01T00:59:00Z,p3,,1,700\n`,
    );
    const { ports, result } = await imported('purchases', file);
    expect(result['currency']).toEqual({ code: 'KRW', origin: 'brand' });
    const orders = ports.messages().filter(({ userId }) => userId === '7');
    expect(orders.map(({ messageId }) => messageId.replace(/[0-9a-f]{12}/, 'F'))).toEqual([
      'import:F:3',
      'import:F:5',
    ]);
    expect(orders[1]).toMatchObject({
      type: 'track',
      event: 'Order Completed',
      timestamp: '2026-11-01T00:59:00.000Z',
      properties: {
        order_id: 'a',
        total: 20_700,
        currency: 'KRW',
        products: [
          { product_id: 'p1', quantity: 2, price: 10_000 },
          { product_id: 'p3', quantity: 1, price: 700 },
        ],
      },
      context: { source: 'import', import: { row: 5 } },
    });
    expect(ports.records.map(({ partitionKey }) => partitionKey).sort()).toEqual(['7', '8']);
  });

  it('sends the same message ids when the same content is imported again, packed or not', async () => {
    const content = `${HEADER}\n1,a,2026-11-01,p,,3,10.00\n2,b,2026-11-01,p,,1,0.10\n2,c,2026-11-01,p,,1,0.20\n`;
    const { gzipSync } = await import('node:zlib');
    const plain = await imported('purchases', fileOf('same.csv', content));
    const packed = await imported('purchases', fileOf('same.csv.gz', gzipSync(content)));
    expect(packed.ports.messages()).toEqual(plain.ports.messages());
    expect(plain.result).toMatchObject({
      totals: { XXX: '10.30' },
      currency: { code: 'XXX', origin: 'unknown' },
    });
    expect(plain.stderr).toContain('name it with --currency');
    expect(plain.ports.messages()[0]?.properties).toMatchObject({
      products: [{ quantity: 3, price: 10 / 3 }],
    });
  });

  it('tells cancelled and returned lines from those that stand', async () => {
    const file = fileOf(
      'status.csv',
      '고객번호,주문번호,주문일시,상품코드,수량,결제금액,주문상태\n1,a,2026.11.01,p,1,1000,배송완료\n1,a,2026.11.01,q,1,2000,취소완료\n1,b,2026.11.02,p,1,1000,주문취소\n1,c,2026.11.03,p,-1,-1000,\n1,d,2026.11.03,p,1,1000,반품완료\n',
    );
    const { ports, result } = await imported('purchases', file);
    expect(
      ports
        .messages()
        .map(({ event, properties }) => [event, properties?.['order_id'], properties?.['total']]),
    ).toEqual([
      ['Order Completed', 'a', 1000],
      ['Order Cancelled', 'b', 1000],
      ['Order Refunded', 'c', 1000],
      ['Order Refunded', 'd', 1000],
    ]);
    expect(result).toMatchObject({ orders: { completed: 1, cancelled: 1, refunded: 2 }, cancelledLines: 1 });
  });

  it('keeps a huge basket within what a message may hold, pieces and amounts exact', async () => {
    const rows = Array.from(
      { length: 2000 },
      (_, index) => `1,a,2026-11-01,상품-${index},스킨케어,2,${1000 + index}`,
    );
    const { ports } = await imported('purchases', fileOf('huge.csv', `${HEADER}\n${rows.join('\n')}\n`));
    const [message] = ports.messages();
    expect(ports.records[0]?.data.length).toBeLessThan(32 * 1024);
    const { products, products_truncated, total } = message?.properties as {
      products: { quantity: number; price: number }[];
      products_truncated: boolean;
      total: number;
    };
    expect(products_truncated).toBe(true);
    expect(products.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(4000);
    const amount = products.reduce((sum, { price, quantity }) => sum + Math.round(price * quantity), 0);
    expect([amount, total]).toEqual([3_999_000, 3_999_000]);
  });

  it('joins campaigns with the customers whom they reached', async () => {
    const ports = createFakePorts();
    await imported(
      'campaigns',
      fileOf('c.csv', 'campaign_id,campaign_type,start_date,end_date\n1,Type B,2017-03-03,2017-04-09\n'),
      [],
      ports,
    );
    const { result, stderr } = await imported(
      'campaign_targets',
      fileOf('t.csv', 'campaign_id,household_id\n1,105\n2,105\n'),
      [],
      ports,
    );
    expect(result).toMatchObject({ messages: 1, refused: { byReason: { unknown_campaign: 1 } } });
    expect(stderr).toContain('line 3, campaign_id: this campaign is not known');
    expect(ports.messages()[0]).toMatchObject({
      userId: '105',
      event: 'Ad Exposed',
      timestamp: '2017-03-03T12:00:00.000Z',
      properties: { campaign: '1' },
    });
  });

  it('keeps addresses and consents off the stream', async () => {
    const ports = createFakePorts();
    await imported(
      'contacts',
      fileOf('k.csv', '회원번호,채널,휴대폰번호\n0012,문자,010-1234-5678\n'),
      [],
      ports,
    );
    await imported(
      'consents',
      fileOf('s.csv', '회원번호,채널,목적,동의여부,동의일시\n0012,sms,야간광고,수신거부,2026-11-01 09:00\n'),
      [],
      ports,
    );
    await imported(
      'suppressions',
      fileOf('x.csv', 'channel,address,reason,timestamp\nsms,080-123-4567,080,2026-11-01\n'),
      [],
      ports,
    );
    expect(ports.records).toEqual([]);
    expect(ports.contacts).toEqual([
      expect.objectContaining({ customerId: '0012', channel: 'sms', address: '010-1234-5678' }),
    ]);
    expect(ports.consents).toEqual([
      expect.objectContaining({
        purpose: 'marketing_night',
        granted: false,
        atMs: Date.parse('2026-11-01T00:00:00Z'),
      }),
    ]);
    expect(ports.suppressions).toHaveLength(1);
  });

  it.each([
    [
      'lines',
      '{"type":"page","userId":"1","properties":{"t":"a\\\\"}}\n{"type":"track","event":"x","anonymousId":"[,]","messageId":"m"}\n',
    ],
    [
      'an array',
      '[ {"type":"page","userId":"1","properties":{"t":"a\\\\"}},\n{"type":"track","event":"x","anonymousId":"[,]","messageId":"m"} ]\n',
    ],
  ])('reads events as JSON %s', async (name, content) => {
    const { ports } = await imported('events', fileOf(`${name}.json`, content));
    const messages = ports.messages();
    expect(messages.map(({ userId, anonymousId }) => userId ?? anonymousId)).toEqual(['1', '[,]']);
    expect(messages[0]?.messageId).toMatch(/^import:[0-9a-f]{12}:1$/);
    expect(messages[1]?.messageId).toBe('m');
  });

  it('writes all refused rows to a file that no spreadsheet takes for formulas', async () => {
    const file = fileOf(
      'formulas.csv',
      'customer_id,order_id,timestamp,=cmd\n1,a,2026-11-01,x\n1,b,never,x\n',
    );
    await imported('purchases', file, ['--columns', 'quantity==cmd', '--errors', 'refused.csv']).catch(
      () => undefined,
    );
    const lines = readFileSync(join(folder, 'refused.csv'), 'utf8').split('\n');
    expect(lines[0]).toBe('line,column,code,reason');
    expect(lines[1]).toMatch(/^2,"?'=cmd/);
  });
});
