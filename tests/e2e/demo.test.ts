import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';

const project = fileURLToPath(new URL('../..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'kairos-demo-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** `npm start -- <words>` to its end. */
function npmStart(words: readonly string[]): Promise<{ readonly status: number; readonly out: string }> {
  const options = { cwd: project, env: { ...process.env, KAIROS_HOME: home }, timeout: 280_000 };
  return new Promise((resolve) => {
    execFile('npm', ['run', '--silent', 'start', '--', ...words], options, (error, out) =>
      resolve({ status: error === null ? 0 : 1, out }),
    );
  });
}

describe('npm start', () => {
  it('plays the made-up shop and ends in a table and a profile, in English and in Korean', async () => {
    const english = await npmStart(['--exit', '--month', '--port', '0', '--customers', '12']);
    expect(english.status).toBe(0);
    expect(english.out).toMatch(/what happened/);
    expect(english.out).toMatch(/profiles\s+\d+/);
    const korean = await npmStart([
      '--exit',
      '--month',
      '--port',
      '0',
      '--customers',
      '12',
      '--language',
      'ko',
    ]);
    expect(korean.out).toMatch(/무슨 일이 있었나/);
  }, 300_000);
});
