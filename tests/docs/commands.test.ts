import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { commandsIn, type WrittenCommand } from './commands-in.ts';
import { Newcomer } from './newcomer.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Commands that are run as they stand by .ci/run, or by the test named. */
const RUN_ELSEWHERE: ReadonlyMap<string, { readonly file: string; readonly holds: string }> = new Map([
  ['npm ci', { file: '.ci/run', holds: 'npm ci' }],
  ['npm run check', { file: '.ci/run', holds: 'npm run check' }],
  ['npm test', { file: '.ci/run', holds: 'npm test' }],
  ['npm start', { file: 'tests/e2e/demo.test.ts', holds: "'start'" }],
]);

function pages(): readonly string[] {
  const docs = readdirSync(join(project, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.startsWith('adr'))
    .map((name) => `docs/${name}`)
    .sort();
  return ['README.md', 'README.ko.md', 'CONTRIBUTING.md', ...docs];
}

const written = pages().flatMap((page) => commandsIn(page, readFileSync(join(project, page), 'utf8')));
const newcomer = new Newcomer();
afterAll(() => newcomer.leave());
let isUp = false;

/** Words as a shell parts them, quoted ones whole. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
}

async function type({ text }: WrittenCommand): Promise<void> {
  for (const part of text.split('&&').map((piece) => piece.trim())) {
    const [tool, ...words] = wordsOf(part.replace(/^(npx kairos|node bin\/kairos\.ts)\b/, 'kairos'));
    const elsewhere = RUN_ELSEWHERE.get(part);
    if (elsewhere !== undefined) {
      expect(readFileSync(join(project, elsewhere.file), 'utf8')).toContain(elsewhere.holds);
    } else if (tool !== 'kairos') {
      throw new Error(`no test runs ${part}`);
    } else if (words[0] === 'up') {
      if (!isUp) await newcomer.up(words);
      isUp = true;
    } else {
      expect(await newcomer.run(words)).toMatchObject({ status: 0 });
    }
  }
}

describe('a newcomer who types what the pages say', () => {
  for (const command of written) {
    it(`gets what ${command.page}, line ${command.line} promises: ${command.text}`, () => type(command));
  }

  it('finds commands in the README and in every guide that has any', () => {
    expect(written.filter(({ page }) => page === 'README.md').length).toBeGreaterThan(5);
    expect(written.filter(({ page }) => page.startsWith('docs/guides/')).length).toBeGreaterThan(5);
  });
});
