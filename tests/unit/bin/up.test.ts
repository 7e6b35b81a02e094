import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { up } from '#bin/commands/up.ts';
import { createOut } from '#bin/out.ts';
import { folder, inputOf, NOW_MS } from './fake-process.ts';

const env = { KAIROS_HOME: join(folder, 'up-home') };
const state = join(folder, 'up-home', 'local.json');

describe('kairos up', () => {
  it('says where everything is, remembers the run, and forgets it when interrupted', async () => {
    const interrupt = new AbortController();
    let said = '';
    let isClosed = false;
    let remembered = '';
    const stdout = { write: (text: string) => void (said += text), isTerminal: false };
    const stderr = { write: () => undefined, isTerminal: false };
    const out = createOut({
      stdout,
      stderr,
      language: 'en',
      isJson: true,
      isProgressWanted: false,
      nowMs: () => NOW_MS,
    });
    const running = up.run(['--data', 'shop', '--port', '0', '--json'], {
      out,
      language: 'en',
      env,
      cwd: folder,
      clock: { nowMs: () => NOW_MS },
      stdin: () => inputOf(''),
      signal: interrupt.signal,
      services: {
        startLocalCloud: async ({ data, port }) => {
          expect([data, port]).toEqual([join(folder, 'shop'), 0]);
          return {
            url: 'http://localhost:5000',
            dataFolder: data ?? '',
            endpoints: () => ({ apis: {}, secrets: {} }),
            metrics: () => ({}),
            close: async () => {
              isClosed = true;
            },
          };
        },
      },
    });
    await new Promise((done) => setTimeout(done, 20));
    remembered = readFileSync(state, 'utf8');
    expect(isClosed).toBe(false);
    interrupt.abort();
    expect(await running).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ endpoint: 'http://localhost:5000', data: join(folder, 'shop') });
    expect(JSON.parse(remembered)).toMatchObject({ endpoint: 'http://localhost:5000', pid: process.pid });
    expect([isClosed, existsSync(state)]).toEqual([true, false]);
  });

  it('fails on a port that is none', async () => {
    const sink = { write: () => undefined, isTerminal: false };
    const out = createOut({
      stdout: sink,
      stderr: sink,
      language: 'en',
      isJson: false,
      isProgressWanted: false,
      nowMs: () => 0,
    });
    const context = {
      out,
      language: 'en' as const,
      env,
      cwd: folder,
      clock: { nowMs: () => 0 },
      stdin: () => inputOf(''),
      services: {},
      signal: new AbortController().signal,
    };
    await expect(up.run(['--port', '70000'], context)).rejects.toThrow(/whole number from 0 to 65535/);
  });
});
