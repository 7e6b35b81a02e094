import { gzipSync } from 'node:zlib';
import { GOOD, GOOD_EVENT, HEADER } from './malformed-rows.ts';

const cut = gzipSync(Buffer.from(`${HEADER}\n${`${GOOD}\n`.repeat(2000)}`)).subarray(0, 120);
/** Files that have to be refused whole, and what a person reads about them. */
export const malformedFiles: readonly {
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
