import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { createFakePorts, fileOf, importServices, run } from '#tests/unit/bin/fake-process.ts';
import { malformedFiles } from './malformed-files.ts';
import {
  GOOD,
  GOOD_EVENT,
  HEADER,
  malformedEvents,
  malformedOthers,
  malformedPurchases,
} from './malformed-rows.ts';

const services = importServices(createFakePorts());
let files = 0;

async function judge(content: string | Uint8Array, kind: string, language: 'en' | 'ko', name?: string) {
  files += 1;
  const file = fileOf(name ?? `bad-${files}.csv`, content);
  // A stage that does not exist would be refused: rehearsals need none.
  return run(['import', kind, file, '--dry-run', '--json', '--language', language], { services });
}

describe('a malformed row', () => {
  it.each([...malformedPurchases, ...malformedOthers])(
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
      // A contact is stored and told; anything else is one of the two.
      expect(Math.max(result.messages, result.stored)).toBe(result.rows - 1);
    },
  );

  it.each(malformedEvents)('of events is named and counted: $name', async ({ row, en, ko }) => {
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

describe('a malformed file', () => {
  it.each(malformedFiles)('is refused in words: $name', async ({ content, en, ko, kind = 'purchases' }) => {
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
