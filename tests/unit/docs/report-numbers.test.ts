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

  it.each(rows)('traces $figure to $name, which says what it computes', ({ name, path, source }) => {
    const [before = '', after] = file(path).split(`export function ${name}(`);
    expect(after).toBeDefined();
    expect(before.trimEnd().endsWith('*/')).toBe(true);
    const said = before.slice(before.lastIndexOf('/**'));
    expect(said.replaceAll(/[/*\s]/g, '').length).toBeGreaterThan(20);
    expect(source!.length).toBeGreaterThan(3);
  });

  it.each([
    ['bootstrap', 'core/maths/bootstrap.ts'],
    ['verdictOn', 'app/models/backtest/judge.ts'],
    ['calibrationCurve', 'core/models/evaluation/probability-metrics.ts'],
    ['dateQuality', 'core/models/evaluation/date-metrics.ts'],
  ])('names %s, behind ranges, verdicts, curves and dates by number of orders', (name, path) => {
    expect(file('docs/models/report-numbers.md')).toContain(`\`${name}\``);
    expect(file(path)).toContain(`export function ${name}(`);
  });
});
