import { readFileSync, writeFileSync } from 'node:fs';
import type { CorpusLine } from './corpus-line.ts';
import { disguised } from './disguised.ts';
import { brokenRendered, RENDERED } from './rendered.ts';
import { madeFromStatements } from './statements.ts';

/** Writes good.jsonl and bad.jsonl beside facts.json: what people wrote by hand, and what is put together from parts. */
const here = (name: string): URL => new URL(name, import.meta.url);
const rows = (name: string): string[][] =>
  readFileSync(here(name), 'utf8')
    .trim()
    .split('\n')
    .map((row) => row.split('|'));
const unescape = (text: string): string => text.replaceAll('\\n', '\n').replaceAll('\\', '|');

function goodByHand(language: string, before: number): CorpusLine[] {
  return rows(`good-${language}.txt`).map(([facts = '', channel = '', title = '', ...rest], index) => ({
    id: `g-${language}-${before + index}`,
    channel,
    language,
    title,
    body: unescape(rest.join('|')),
    facts,
  }));
}

function badByHand(language: string, before: number): CorpusLine[] {
  return rows(`bad-${language}.txt`).map(
    ([expect = '', facts = '', channel = '', title = '', ...rest], index) => {
      const body = rest.join('|').replaceAll('\\n', '\n').replaceAll('\\|', '|');
      return { id: `b-${language}-${before + index}`, channel, language, title, body, facts, expect };
    },
  );
}

/** Korean first; English is numbered on. */
function inBoth(byHand: typeof goodByHand): CorpusLine[] {
  const korean = byHand('ko', 0);
  return [...korean, ...byHand('en', korean.length)];
}

/** Text messages at the edge: 70 characters fit, 71 do not. */
function edges(): { good: CorpusLine[]; bad: CorpusLine[] } {
  const text = (length: number): string => '포근한 하루 '.repeat(20).slice(0, length - 1) + '요';
  const line = (id: string, length: number): CorpusLine => ({
    id,
    channel: 'sms',
    language: 'ko',
    title: '',
    body: text(length),
    facts: 'coat',
  });
  return {
    good: [line('edge-69', 69), line('edge-70', 70)],
    bad: [
      { ...line('edge-71', 71), expect: 'length' },
      { ...line('edge-140', 140), expect: 'length' },
    ],
  };
}

const good = [...inBoth(goodByHand), ...madeFromStatements(), ...RENDERED, ...edges().good];
const bad = [...inBoth(badByHand), ...brokenRendered(), ...disguised(), ...edges().bad];
const jsonl = (lines: readonly CorpusLine[]): string =>
  `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
writeFileSync(here('../good.jsonl'), jsonl(good));
writeFileSync(here('../bad.jsonl'), jsonl(bad));
