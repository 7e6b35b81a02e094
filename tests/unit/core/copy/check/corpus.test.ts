import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkCopyLine } from '#app/copy/check-copy.ts';
import { readFactSheets } from '#app/copy/read-fact-sheets.ts';
import type { CopyUnreadable, CopyVerdict } from '#contracts/copy-check.ts';
import { composeCorpus } from '#tests/corpus/copy/source/compose.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../../../corpus/copy/${name}`, import.meta.url), 'utf8');
const sheets = readFactSheets(read('facts.json'));
/** The corpus is written for this Saturday. */
const NOW_MS = Date.parse('2026-11-21T12:00:00+09:00');
/** Of good copies at most one in fifty may be blocked. */
const MAX_BLOCKED_SHARE = 0.02;

interface Judged {
  readonly line: {
    readonly id: string;
    readonly expect?: string;
    readonly title: string;
    readonly body: string;
  };
  readonly answer: CopyVerdict | CopyUnreadable;
}

const judge = (name: string): readonly Judged[] =>
  read(name)
    .trim()
    .split('\n')
    .map((text, index) => ({
      line: JSON.parse(text) as Judged['line'],
      answer: checkCopyLine(text, index + 1, sheets, NOW_MS),
    }));

const judgedGood = judge('good.jsonl');
const judgedBad = judge('bad.jsonl');

const rulesOf = (answer: Judged['answer']): readonly string[] =>
  'findings' in answer ? answer.findings.map(({ rule }) => rule) : ['unreadable'];

describe('the written corpus', () => {
  it('is what its parts compose', () => {
    expect(composeCorpus()).toEqual({ good: read('good.jsonl'), bad: read('bad.jsonl') });
  });

  it('passes good copies, at most 2 % blocked', () => {
    const blocked = judgedGood.filter(({ answer }) => !('verdict' in answer) || answer.verdict !== 'pass');
    expect(judgedGood.length).toBeGreaterThanOrEqual(300);
    expect(blocked.length / judgedGood.length).toBeLessThanOrEqual(MAX_BLOCKED_SHARE);
  });

  it('blocks every bad copy by the rule that it breaks', () => {
    const missed = judgedBad.filter(({ line, answer }) => !rulesOf(answer).includes(line.expect ?? ''));
    expect(judgedBad.length).toBeGreaterThanOrEqual(500);
    expect(missed.map(({ line, answer }) => [line.id, line.expect, rulesOf(answer)])).toEqual([]);
  });

  it('has bad copies for every rule', () => {
    const rules = new Set(judgedBad.map(({ line }) => line.expect));
    expect([...rules].sort()).toEqual(
      'banned_phrase comparison date efficacy ingredient injection label language length link number opt_out percent personal_data price sender style superlative'.split(
        ' ',
      ),
    );
  });

  it('gives spans that hold the text they name, and a fix', () => {
    for (const { line, answer } of judgedBad) {
      for (const { field, span, text, fix, source } of 'findings' in answer ? answer.findings : []) {
        expect(line[field].slice(...span)).toBe(text);
        expect([fix.length > 0, source.length > 0]).toEqual([true, true]);
      }
    }
  });

  it('says the same when asked again', () => {
    expect(judge('bad.jsonl')).toEqual(judgedBad);
  });
});
