import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonArraySplitter } from '#adapters/node/imports/split-json.ts';
import { RowSplitter } from '#adapters/node/imports/split-rows.ts';

const cell = fc.string({ unit: fc.constantFrom('a', '한', '"', ',', '\n', ' ', '1', '\r\n'), maxLength: 6 });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const chunksOf = (text: string, size: number) => text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];

function rowsOf(text: string, size: number): readonly (readonly string[] | string)[] {
  const splitter = new RowSplitter(',');
  const rows = [
    ...chunksOf(text, size).flatMap((chunk) => splitter.split(chunk)),
    ...splitter.split('', true),
  ];
  return rows.map((row) => ('code' in row ? row.code : row.cells));
}

describe('RowSplitter', () => {
  it('gives back any table that was written, however it is cut into chunks', () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), fc.boolean(), (rows, size, hasEnd) => {
        const text = rows.map((cells) => cells.map(quoted).join(',')).join('\r\n') + (hasEnd ? '\r\n' : '');
        const filled = rows.filter((cells) =>
          cells.some((value) => quoted(value) !== value || value.trim() !== ''),
        );
        expect(rowsOf(text, size)).toEqual(filled);
      }),
    );
  });

  it('counts lines of the file, not rows', () => {
    const rows = new RowSplitter(',').split('a,"b\nc"\n\nd,e\n');
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('loses one line to a quote that never closes, and reads on', () => {
    expect(rowsOf('a,b\nc,"d\ne,f\n', 100)).toEqual([['a', 'b'], 'unclosed_quote', ['e', 'f']]);
  });

  it('reads on after a quote that never closes in a file of any length', () => {
    const rows = rowsOf(`a,"b\n${'c,d\n'.repeat(200_000)}`, 65_536);
    expect([rows[0], rows.length]).toEqual(['unclosed_quote', 200_001]);
  });

  it('takes a quote inside a bare cell for a character, and keeps what follows a closing quote', () => {
    expect(rowsOf('27" TV,1\n"a"b,2\n', 100)).toEqual([
      ['27" TV', '1'],
      ['ab', '2'],
    ]);
  });
});

describe('JsonArraySplitter', () => {
  it('takes any array apart into its elements, however it is cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        (array, size) => {
          const splitter = new JsonArraySplitter();
          const rows = [
            ...chunksOf(JSON.stringify(array), size).flatMap((chunk) => splitter.split(chunk)),
            ...splitter.split('', true),
          ];
          const elements = rows.map((row) =>
            'cells' in row ? (JSON.parse(row.cells[0] ?? '') as unknown) : row,
          );
          expect(elements).toEqual(JSON.parse(JSON.stringify(array)));
        },
      ),
    );
  });
});
