import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { backtest, dayNumber, horizonInDays } from '#bin/commands/backtest.ts';
import { readPurchases, wallClock } from '#bin/commands/purchase-lines.ts';
import { createRng } from '#core/kernel/rng.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backtest-'));
});
afterAll(async () => rm(folder, { recursive: true }));

const HEADER = 'customer_id,order_id,timestamp,product_id,category,quantity,amount';

async function run(...argv: string[]) {
  const printed = { text: '', failed: '' };
  const status = await backtest.run(argv, {
    out: {
      write: (text) => (printed.text += text),
      fail: (text) => (printed.failed += text),
      progress: () => undefined,
    },
  });
  return { status, ...printed };
}

describe('kairos backtest', () => {
  it('writes the files of the contract', async () => {
    const rng = createRng('file');
    const rows = Array.from({ length: 150 }, (_, customer) =>
      Array.from({ length: 12 }, (_, order) => {
        const at = new Date(Date.UTC(2026, 0, 1 + order * 20 + rng.integer(15), 9 + rng.integer(9)));
        return `"c,${customer}",${customer}-${order},${at.toISOString()},p${rng.integer(50)},,1,10.50`;
      }).join('\n'),
    );
    const file = join(folder, 'shop.csv.gz');
    await writeFile(file, gzipSync(`${HEADER}\n${rows.join('\n')}\nbroken\n`));
    const paths = Object.fromEntries(
      ['scores', 'next', 'html', 'markdown'].map((name) => [name, join(folder, name)]),
    );
    const options = Object.entries(paths).flatMap(([name, path]) => [`--${name}`, path]);
    const done = await run(file, '--horizon', '30d', '--json', ...options);
    expect(done).toMatchObject({ status: 0, failed: '' });
    expect(JSON.parse(done.text)).toMatchObject({ data: { malformed: 1, customers: 150 } });
    const scores = (await readFile(paths['scores']!, 'utf8')).trim().split('\n');
    expect(scores[0]).toBe(
      'customer_id,p_purchase,expected_purchases,next_purchase_p10,next_purchase_p25,next_purchase_p50,next_purchase_p75,next_purchase_p90',
    );
    expect(scores).toHaveLength(151);
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
    const { status, failed, text } = await run(...argv);
    expect([status, text]).toEqual([2, '']);
    expect(failed.length).toBeGreaterThan(10);
  });

  it('explains itself', async () => {
    const { status, text } = await run('--help');
    expect(status).toBe(0);
    expect(text).toContain('--horizon');
  });
});

describe('reading purchases', () => {
  it('takes instants into the zone and leaves local times alone', async () => {
    const file = join(folder, 'zones.csv');
    await writeFile(
      file,
      `\uFEFF${HEADER},gift\nc,o,2026-01-01T20:00:00Z,p,,1,5,\nc,o2,2026-01-02 05:00,,,1,,yes\n`,
    );
    const read = [];
    for await (const line of readPurchases(file, 'Asia/Seoul').lines) read.push(line);
    expect(read.map(({ localAtMs }) => new Date(localAtMs).toISOString())).toEqual([
      '2026-01-02T05:00:00.000Z',
      '2026-01-02T05:00:00.000Z',
    ]);
    expect(read.map(({ isLeftOut, amount, productId }) => [isLeftOut, amount, productId])).toEqual([
      [false, 5, 'p'],
      [true, null, null],
    ]);
  });

  it('follows daylight saving', () => {
    const clock = wallClock('Europe/Berlin');
    expect(clock(Date.UTC(2026, 2, 29, 0, 59)) - Date.UTC(2026, 2, 29, 0, 59)).toBe(3_600_000);
    expect(clock(Date.UTC(2026, 2, 29, 1, 0)) - Date.UTC(2026, 2, 29, 1, 0)).toBe(7_200_000);
  });
});

describe('options', () => {
  it('read weeks, days and dates', () => {
    expect([horizonInDays('39w'), horizonInDays('92d'), dayNumber('1970-01-02')]).toEqual([273, 92, 1]);
  });
});
