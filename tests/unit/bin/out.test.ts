import { describe, expect, it } from '@jest/globals';
import { nearest } from '#bin/nearest.ts';
import { createOut, tableLines } from '#bin/out.ts';
import { displayWidth } from '#core/kernel/text-width.ts';

describe('tableLines', () => {
  it('lines columns up by their width on a terminal, numbers to the right', () => {
    expect(
      tableLines(
        ['이름', 'n'],
        [
          ['강남', 1200],
          ['a', 7],
        ],
      ),
    ).toEqual(['이름      n', '----  -----', '강남  1,200', 'a         7']);
  });

  it('breaks the last column between words where the terminal ends, and keeps line breaks', () => {
    const lines = tableLines(['who', 'text'], [['everybody', `${'한국어 '.repeat(20)}\nend`]]);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(100);
    expect(lines.slice(2).map((line) => line.slice(0, 14))).toEqual([
      'everybody  한국어',
      '           한국어',
      '           end',
    ]);
  });

  it('counts Hangul twice and combining marks not at all', () => {
    expect([displayWidth('한글a'), displayWidth('e\u0301')]).toEqual([5, 1]);
  });
});

describe('progress', () => {
  const drawn = (isTerminal: boolean, isProgressWanted: boolean) => {
    let now = 0;
    let text = '';
    const stderr = { write: (more: string) => void (text += more), isTerminal };
    const out = createOut({
      stdout: stderr,
      stderr,
      language: 'en',
      isJson: false,
      isProgressWanted,
      nowMs: () => now,
    });
    const bar = out.progress('reading');
    bar.update(0.1);
    now = 2500;
    bar.update(0.5);
    bar.done();
    return text;
  };

  it('shows after two seconds on a terminal, and goes away', () => {
    expect(drawn(true, false)).toMatch(/^\r\u001b\[2Kreading \[#{12}\.{12}\] {2}50 % \r\u001b\[2K$/);
  });

  it('is silent elsewhere unless asked', () => {
    expect(drawn(false, false)).toBe('');
    expect(drawn(false, true)).toContain('50 %');
  });
});

describe('nearest', () => {
  it('finds the word that was meant, and none where none is close', () => {
    expect(nearest('imprt', ['import', 'up'])).toBe('import');
    expect(nearest('proifle', ['profile', 'export'])).toBe('profile');
    expect(nearest('quaran', ['quality', 'quarantine'])).toBe('quarantine');
    expect(nearest('xyzzy', ['import', 'up'])).toBeUndefined();
  });
});
