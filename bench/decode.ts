import { readRecord } from '#core/events/read-record.ts';

/**
 * What reading a record costs beside `JSON.parse` of the same bytes: decode, validate, gate, settle the time.
 * `node bench/decode.ts [--rounds N]`. Records of 1, 2, 5 and 10 messages of one customer.
 */
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1]) || 2000;
const hash = () => `k1.${'x'.repeat(43)}`;
const arrivedMs = Date.parse('2026-11-21T01:02:06.000Z');

function message(index: number): object {
  return {
    type: 'track',
    messageId: `ajs-next-1763700000${String(index).padStart(3, '0')}-0b6b3c1e-1d0f-4d3a-9a53-6d8e0a1f2b3c`,
    userId: 'customer-00123',
    anonymousId: '5f0c2c39-3c1e-4d07-8d1e-0123456789ab',
    event: 'Product Viewed',
    timestamp: '2026-11-21T01:02:03.456Z',
    sentAt: '2026-11-21T01:02:05.456Z',
    receivedAt: '2026-11-21T01:02:05.956Z',
    properties: {
      product_id: `P-${index}`,
      sku: 'G-32',
      category: '스킨케어/크림',
      name: '수분 크림 50ml',
      brand: 'Kairos',
      price: 12900,
      quantity: 1,
      currency: 'KRW',
    },
    context: {
      library: { name: '@segment/analytics-node', version: '3.1.0' },
      locale: 'ko-KR',
      timezone: 'Asia/Seoul',
      page: {
        path: `/products/P-${index}`,
        title: '수분 크림',
        url: `https://shop.example/products/P-${index}`,
      },
      device: { type: 'ios', model: 'iPhone 15' },
    },
    integrations: {},
  };
}

function nanosecondsPer(messages: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < 7; trial += 1) {
    const start = process.hrtime.bigint();
    for (let round = 0; round < rounds; round += 1) work();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / (rounds * messages));
  }
  return best;
}

console.log('messages a record | JSON.parse ns | read ns | ratio | events/s');
for (const size of [1, 2, 5, 10]) {
  const messages = Array.from({ length: size }, (_, index) => message(index));
  const bytes = new TextEncoder().encode(JSON.stringify(size === 1 ? messages[0] : messages));
  const decoder = new TextDecoder();
  const parse = nanosecondsPer(size, () => {
    JSON.parse(decoder.decode(bytes));
  });
  const read = nanosecondsPer(size, () => {
    readRecord(bytes, { hash, arrivedMs });
  });
  const rate = Math.round(1e9 / read);
  console.log(
    `${size} | ${parse.toFixed(0)} | ${read.toFixed(0)} | ${(read / parse).toFixed(2)} | ${rate.toLocaleString('en')}`,
  );
}
