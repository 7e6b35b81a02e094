import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayNumber, horizonInDays } from '#bin/backtest/backtest-options.ts';
import { readPurchases } from '#bin/backtest/read-purchases.ts';
import { readReviewWords } from '#bin/backtest/read-review-words.ts';
import { createRng } from '#core/kernel/rng.ts';
import { run } from '../fake-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backtest-'));
});
afterAll(async () => rm(folder, { recursive: true }));

const HEADER = 'customer_id,order_id,timestamp,product_id,category,quantity,amount';

describe('kairos backtest', () => {
  it('writes the files of the contract', async () => {
    const rng = createRng('file');
    const rows = Array.from({ length: 110 }, (_, customer) =>
      Array.from({ length: 8 }, (_, order) => {
        const at = new Date(Date.UTC(2026, 0, 1 + order * 30 + rng.integer(25), 9 + rng.integer(9)));
        return `"c,${customer}",${customer}-${order},${at.toISOString()},p${rng.integer(50)},,1,10.50`;
      }).join('\n'),
    );
    const file = join(folder, 'shop.csv.gz');
    await writeFile(file, gzipSync(`${HEADER}\n${rows.join('\n')}\nbroken\n`));
    const paths = Object.fromEntries(
      ['scores', 'next', 'html', 'markdown'].map((name) => [name, join(folder, name)]),
    );
    const options = Object.entries(paths).flatMap(([name, path]) => [`--${name}`, path]);
    const done = await run(['backtest', file, '--horizon', '30d', '--json', ...options]);
    expect(done).toMatchObject({ status: 0 });
    expect(done.stderr).toContain('reading purchases');
    expect(done.stderr).toContain('line 882');
    expect(JSON.parse(done.stdout)).toMatchObject({ data: { malformed: 1, customers: 110 } });
    const scores = (await readFile(paths['scores']!, 'utf8')).trim().split('\n');
    expect(scores[0]).toBe(
      'customer_id,p_purchase,expected_purchases,next_purchase_p10,next_purchase_p25,next_purchase_p50,next_purchase_p75,next_purchase_p90',
    );
    expect(scores).toHaveLength(111);
    expect(scores[1]).toMatch(/^"c,0",[01]\.\d{6},\d+\.\d{6}(,(\d{4}-\d\d-\d\d)?){5}$/);
    const next = (await readFile(paths['next']!, 'utf8')).trim().split('\n');
    expect(next[0]).toBe('customer_id,rank,product_id,score');
    expect(next[1]).toMatch(/^"c,0",1,p\d+,-?\d+\.\d{6}$/);
    expect(await readFile(paths['html']!, 'utf8')).toContain('<!doctype html>');
  });

  it.each([
    ['no file', []],
    ['a missing file', ['nowhere.csv']],
    ['an unknown option', ['x.csv', '--frobnicate']],
    ['an impossible date', ['x.csv', '--cutoff', '2026-02-30']],
    ['a horizon without unit', ['x.csv', '--horizon', '39']],
    ['an unknown language', ['x.csv', '--language', 'fr']],
    ['scores of split last', ['x.csv', '--split', 'last', '--scores', 's.csv']],
    ['an unknown zone', ['x.csv', '--zone', 'Mars/Olympus']],
  ])('ends with status 2 and a sentence for %s', async (_, argv) => {
    const { status, stdout, stderr } = await run(['backtest', ...argv]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^kairos: .{10}/);
  });

  it('says in both languages that a file holds no purchase, and that an output cannot be written', async () => {
    await writeFile(join(folder, 'none.csv'), `${HEADER}\nc,o,someday,,,1,5\n`);
    const none = ['backtest', join(folder, 'none.csv')];
    expect((await run(none)).stderr).toContain('kairos: none.csv: the file holds no purchase');
    expect((await run([...none, '--language', 'ko'])).stderr).toContain('구매가 한 건도 없습니다');
    const unwritable = await run([...none, '--scores', join(folder, 'no', 'scores.csv')]);
    expect(unwritable).toMatchObject({ status: 2, stderr: expect.stringContaining('ENOENT') });
  });

  it('explains itself in both languages', async () => {
    const english = await run(['backtest', '--help']);
    expect(english).toMatchObject({ status: 0, stdout: expect.stringContaining('--horizon') });
    expect((await run(['backtest', '--help', '--language', 'ko'])).stdout).toContain('가게의 과거');
  });
});

describe('reading reviews', () => {
  it('keeps words that products share, and none that were written after the day', async () => {
    const file = join(folder, 'reviews.csv');
    const rows = Array.from({ length: 30 }, (_, i) => `p${i},c,2026-01-02,5,plain${i} text`);
    const late = 'p3,c,2026-02-01,5,silky\np4,c,2026-02-01,5,silky';
    await writeFile(
      file,
      `product_id,customer_id,timestamp,rating,text\n${rows.join('\n')}\np1,c,2026-01-03,5,buttery\np2,c,2026-01-03,4,Buttery!\n${late}\n`,
    );
    const day = dayNumber('2026-01-31');
    const told = await readReviewWords(file, 'UTC', day);
    expect([told.get('p1'), told.get('p2'), told.get('p3')]).toEqual([
      ['word buttery'],
      ['word buttery'],
      [],
    ]);
    expect((await readReviewWords(file, 'UTC', null)).get('p3')).toEqual(['word silky']);
  });
});

describe('reading purchases', () => {
  async function linesOf(text: string, zone = 'UTC') {
    const file = join(folder, 'lines.csv');
    await writeFile(file, text);
    const reader = await readPurchases(file, { zone, columns: new Map(), hasExcelSerials: false });
    const lines = [];
    for await (const line of reader.lines) lines.push(line);
    return { lines, malformed: reader.malformed() };
  }

  it('takes instants into the zone and leaves local times alone', async () => {
    const { lines } = await linesOf(
      `\uFEFF${HEADER},gift\nc,o,2026-01-01T20:00:00Z,p,,1,5,\nc,o2,2026-01-02 05:00,,,1,,yes\n`,
      'Asia/Seoul',
    );
    expect(lines.map(({ localAtMs }) => new Date(localAtMs).toISOString())).toEqual([
      '2026-01-02T05:00:00.000Z',
      '2026-01-02T05:00:00.000Z',
    ]);
    expect(lines.map(({ isLeftOut, amount, productId }) => [isLeftOut, amount, productId])).toEqual([
      [false, 5, 'p'],
      [true, null, null],
    ]);
  });

  it('reads a Korean shop’s own header, amounts and words, and leaves out what came back', async () => {
    const { lines, malformed } = await linesOf(
      '회원번호;주문번호;주문일시;상품코드;수량;결제금액;주문상태\n' +
        '7;a;2026. 1. 2. 오후 3:05;p;1;12,900원;배송완료\n7;b;2026.01.03;p;1;1만원;취소\n7;c;2026.01.03;p;-1;₩900;\n7;d;;p;1;1;\n',
    );
    expect(lines.map(({ amount, isLeftOut }) => [amount, isLeftOut])).toEqual([
      [12_900, false],
      [10_000, true],
      [900, true],
    ]);
    expect(new Date(lines[0]!.localAtMs).toISOString()).toBe('2026-01-02T15:05:00.000Z');
    expect(malformed).toBe(1);
  });
});

describe('options', () => {
  it('read weeks, days and dates', () => {
    expect([horizonInDays('39w'), horizonInDays('92d'), dayNumber('1970-01-02')]).toEqual([273, 92, 1]);
  });
});
