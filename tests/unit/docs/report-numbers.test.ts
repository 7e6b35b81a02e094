import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { WORDS } from '#app/models/backtest/words.ts';

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('the page of the report’s numbers', () => {
  const rows = [
    ...file('docs/models/report-numbers.md').matchAll(
      /^\| `(\w+)` *\| `(\w+)` *\| `([\w/.-]+)` *\| (\S.*?) *\|$/gm,
    ),
  ].map(([, figure, name, path, source]) => ({ figure, name, path: path!, source }));

  it('has one row for every figure that the report can print', () => {
    expect(rows.map(({ figure }) => figure).sort()).toEqual(Object.keys(WORDS.en.metrics).sort());
  });

  it.each(rows)('traces $figure to $name, which exists', ({ name, path, source }) => {
    expect(file(path)).toContain(`export function ${name}(`);
    expect(source!.length).toBeGreaterThan(3);
  });
});
