import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnavailableError } from '#core/kernel/errors.ts';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';
import { createFakePorts, folder, importServices, run } from './fake-process.ts';

const services = importServices(createFakePorts());
const project = fileURLToPath(new URL('../../..', import.meta.url));

describe('kairos', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway({
      '/lag': { mappings: [{ mapping: 'Ingest', behindCount: 3, discarded: 2, expired: 0 }] },
    });
  });
  afterAll(() => gateway.close());

  it('shows the verbs that exist, in the language of the environment', async () => {
    const english = await run(['--help'], { services });
    expect(english.status).toBe(0);
    expect(english.stdout).toMatch(/Bring data in\n {2}import {2}/);
    expect(english.stdout).not.toMatch(/unmerge/);
    const korean = await run([], { services, env: { LANG: 'ko_KR.UTF-8' } });
    expect(korean.stdout).toContain('데이터 가져오기');
    expect((await run(['--language', 'ko', '--help'])).stdout).toContain('사용법');
  });

  it('shows the options and kinds of one verb', async () => {
    for (const words of [
      ['import', '--help'],
      ['help', 'import'],
      ['import', '-h'],
    ]) {
      const { status, stdout } = await run(words, { services });
      expect(status).toBe(0);
      expect(stdout).toMatch(/Usage: kairos import KIND FILE[\s\S]*--strict[\s\S]*store_stock/);
    }
  });

  it.each([
    [['imprt'], 'there is no verb "imprt"; did you mean "import"?'],
    [['xyzzy'], 'there is no verb "xyzzy"\n'],
    [['import', 'purchases', 'f', '--stric'], 'did you mean --strict?'],
    [['import', 'purchaes', 'f'], 'did you mean purchases?'],
    [['import', 'purchases'], 'FILE is missing'],
    [['import', 'purchases', 'a', 'b'], 'too many words, from "b" on'],
    [['import', 'purchases', 'a', '--zone', 'Seoul', '--dry-run'], '--zone Seoul is not known'],
    [['import', 'purchases', 'a', '--currency', 'won!', '--dry-run'], '--currency won!'],
    [['import', 'purchases', 'a', '--columns', 'x', '--dry-run'], 'write OURS=THEIRS'],
    [['import', 'purchases', 'a', '--stage', 'Prod 1'], 'is no stage name'],
    [['import', 'purchases', 'a', '--stage', 'nowhere'], 'nothing is known of stage nowhere'],
    [['import', 'purchases', 'a', '--endpoint', 'http://127.0.0.1:9'], 'kairos up'],
    [['doctor', '--language', 'de'], '--language is ko or en'],
    [['--strict'], 'stands before the verb'],
  ])('fails with status 2 and how to mend it: %j', async (words, said) => {
    const { status, stdout, stderr } = await run(words, { services });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
  });

  it('fails with status 1, a reference and the log when something of ours breaks', async () => {
    const broken = {
      importPorts: async () => Promise.reject(new UnavailableError('the stream is gone')),
      streamProgress: () => undefined,
    };
    const { status, stderr } = await run(['import', 'purchases', 'a', '--endpoint', gateway.url], {
      services: broken,
    });
    expect(status).toBe(1);
    const reference = /Reference (\w{8})/.exec(stderr)?.[1];
    expect(stderr).toContain('the stream is gone');
    expect(readFileSync(join(folder, 'home', 'errors.log'), 'utf8')).toContain(
      `${reference} UnavailableError`,
    );
  });

  it('has a doctor that finds records given up, with status 1', async () => {
    const { status, stdout } = await run(['doctor', '--json', '--endpoint', gateway.url]);
    const { healthy, checks } = JSON.parse(stdout) as {
      healthy: boolean;
      checks: { name: string; verdict: string; detail: string }[];
    };
    expect([status, healthy]).toEqual([1, false]);
    expect(checks.find(({ name }) => name === 'reader Ingest')).toMatchObject({ verdict: 'fail' });
    expect(checks.find(({ name }) => name === 'connection')?.detail).toContain('EventStreamName');
  });

  it('runs as a program', () => {
    const stdout = execFileSync(process.execPath, ['bin/kairos.ts', '--help'], {
      cwd: project,
      encoding: 'utf8',
    });
    expect(stdout).toContain('kairos <verb>');
  });

  it('ends quietly when its reader has enough', () => {
    const said = execFileSync(
      'bash',
      ['-c', '{ "$0" bin/kairos.ts --help 2>&3 | true; } 3>&1', process.execPath],
      {
        cwd: project,
        encoding: 'utf8',
      },
    );
    expect(said).toBe('');
  });
});
