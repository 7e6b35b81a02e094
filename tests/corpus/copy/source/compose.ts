import { readFileSync, writeFileSync } from 'node:fs';
import { numberDisguises, wordDisguises } from './disguises.ts';
import type { Line } from './line.ts';
import { brokenRendered, RENDERED } from './rendered.ts';
import { EN_CLOSERS, EN_OPENERS, KO_CLOSERS, KO_OPENERS, STATEMENTS } from './statements.ts';

// Run it to write good.jsonl and bad.jsonl anew: what was written by hand, and what is put together from parts.

const here = (name: string): URL => new URL(name, import.meta.url);
const rows = (name: string): string[][] =>
  readFileSync(here(name), 'utf8')
    .trim()
    .split('\n')
    .map((row) => row.split('|'));
const unescape = (text: string): string => text.replaceAll('\\n', '\n').replaceAll('\\|', '|');

function goodByHand(language: string): Line[] {
  return rows(`good-${language}.txt`).map(([facts = '', channel = '', title = '', ...rest], index) => ({
    id: `g-${language}-${index}`,
    channel,
    language,
    title,
    body: unescape(rest.join('|')),
    facts,
  }));
}

function badByHand(language: string): Line[] {
  return rows(`bad-${language}.txt`).map(
    ([expect = '', facts = '', channel = '', title = '', ...rest], index) => ({
      id: `b-${language}-${index}`,
      channel,
      language,
      title,
      body: unescape(rest.join('|')),
      facts,
      expect,
    }),
  );
}

function framed(language: string): {
  readonly openers: readonly string[];
  readonly closers: readonly string[];
} {
  return language === 'ko'
    ? { openers: KO_OPENERS, closers: KO_CLOSERS }
    : { openers: EN_OPENERS, closers: EN_CLOSERS };
}

/** Every statement under every opener, every second time with a second statement. */
function composed(facts: string, language: string, statements: readonly string[]): Line[] {
  const { openers, closers } = framed(language);
  return statements.flatMap((statement, index) =>
    openers.map((opener, turn) => {
      const second = statements[(index + turn + 1) % statements.length] ?? '';
      const closer = closers[(index + turn) % closers.length] ?? '';
      return {
        id: `g-made-${facts}-${language}-${index}-${turn}`,
        channel: turn === 3 ? 'email' : 'push',
        language,
        title: language === 'ko' ? '오늘의 소식' : 'For you',
        body: [opener, statement, ...(turn % 2 === 0 ? [] : [second]), closer].join(' '),
        facts,
      };
    }),
  );
}

const composedGood = (): Line[] =>
  Object.entries(STATEMENTS).flatMap(([facts, languages]) =>
    Object.entries(languages).flatMap(([language, statements]) => composed(facts, language, statements)),
  );

const HIDDEN_KO: readonly (readonly [expect: string, word: string])[] = [
  ['banned_phrase', '치료'],
  ['banned_phrase', '재생'],
  ['banned_phrase', '아토피'],
  ['banned_phrase', '항염'],
  ['banned_phrase', '여드름'],
  ['efficacy', '미백'],
];
const HIDDEN_EN: readonly (readonly [expect: string, word: string])[] = [
  ['banned_phrase', 'cures'],
  ['banned_phrase', 'eczema'],
  ['banned_phrase', 'psoriasis'],
  ['banned_phrase', 'regeneration'],
];

/** Disguises that change nothing in the other script. */
const LATIN_ONLY = new Set(['full-width', 'cyrillic', 'bold', 'strike']);
const HANGUL_ONLY = new Set(['decomposed', 'jamo']);

const hidden = (id: string, language: 'ko' | 'en', body: string, expect: string): Line => ({
  id: `d-${id}`,
  channel: 'push',
  language,
  title: language === 'ko' ? '새 소식' : 'News',
  body,
  facts: language === 'ko' ? 'toner' : 'mask',
  expect,
});

function disguisedWords(): Line[] {
  return Object.entries(wordDisguises).flatMap(([name, disguise]) => [
    ...HIDDEN_KO.filter(() => !LATIN_ONLY.has(name)).map(([expect, word], index) =>
      hidden(`ko-${name}-${index}`, 'ko', `매일 쓰는 ${disguise(word)} 토너예요.`, expect),
    ),
    ...HIDDEN_EN.filter(() => !HANGUL_ONLY.has(name)).map(([expect, word], index) =>
      hidden(`en-${name}-${index}`, 'en', `A mask with ${disguise(word)} inside.`, expect),
    ),
  ]);
}

function disguisedNumbers(): Line[] {
  return Object.entries(numberDisguises).flatMap(([name, disguise]) => [
    hidden(`ko-${name}-percent`, 'ko', `지금 ${disguise('55%')} 할인해요.`, 'percent'),
    hidden(`ko-${name}-price`, 'ko', `지금 ${disguise('9900')}원에 드려요.`, 'price'),
    hidden(`en-${name}-percent`, 'en', `Now ${disguise('55%')} off for you.`, 'percent'),
  ]);
}

/** Text messages at the edge: 70 characters fit, 71 do not. */
function edges(): { good: Line[]; bad: Line[] } {
  const text = (length: number): string => '포근한 하루 '.repeat(20).slice(0, length - 1) + '요';
  const line = (id: string, length: number): Line => ({
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

const LANGUAGES = ['ko', 'en'];

/** The whole corpus, in the order of its files. */
/** Written to the contract and the law alone, without reading the rules. */
const examined = (kind: string): Line[] =>
  readFileSync(here(`examined-${kind}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Line);

export function composeCorpus(): { readonly good: string; readonly bad: string } {
  const { good, bad } = edges();
  return {
    good: jsonl([
      ...LANGUAGES.flatMap(goodByHand),
      ...composedGood(),
      ...RENDERED,
      ...good,
      ...examined('good'),
    ]),
    bad: jsonl([
      ...LANGUAGES.flatMap(badByHand),
      ...brokenRendered(),
      ...disguisedWords(),
      ...disguisedNumbers(),
      ...bad,
      ...examined('bad'),
    ]),
  };
}

const jsonl = (lines: readonly Line[]): string => `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;

if (import.meta.main) {
  const { good, bad } = composeCorpus();
  writeFileSync(here('../good.jsonl'), good);
  writeFileSync(here('../bad.jsonl'), bad);
}
