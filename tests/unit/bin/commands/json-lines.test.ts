import { describe, expect, it } from '@jest/globals';
import { fileOf, run } from '../fake-process.ts';

const yes = {
  id: 'a',
  jurisdiction: 'KR',
  channel: 'push',
  zone: 'Asia/Seoul',
  at: '2026-11-21T12:00:00+09:00',
  consents: [{ purpose: 'marketing', channel: 'push', granted: true, timestamp: '2026-01-01T00:00:00Z' }],
  sent: [],
  cap: { count: 3, period: 'P7D' },
};
const no = { ...yes, id: 'b', consents: [] };

describe('kairos may-send', () => {
  it.each([[[]], [['--json']]])('answers one JSON line a case with options %j', async (options) => {
    const file = fileOf('cases.jsonl', `\uFEFF${JSON.stringify(yes)}\r\n\n${JSON.stringify(no)}`);
    const { status, stdout, stderr } = await run(['may-send', file, ...options]);
    expect(status).toBe(0);
    expect(stdout).toBe(
      '{"id":"a","allowed":true,"reason":null,"next_allowed_at":"2026-11-21T03:00:00Z"}\n' +
        '{"id":"b","allowed":false,"reason":"no_consent","next_allowed_at":null}\n',
    );
    expect(stderr).toBe(`zone data ${process.versions['tz']}\n`);
  });

  it('answers the others when a line cannot be read, and ends with status 2', async () => {
    const stdin = `\n{oops\n${JSON.stringify(no)}\n`;
    const { status, stdout } = await run(['may-send', '-'], { stdin });
    expect(status).toBe(2);
    expect(stdout).toBe(
      '{"id":null,"error":"line 2: not JSON"}\n{"id":"b","allowed":false,"reason":"no_consent","next_allowed_at":null}\n',
    );
  });

  it('ends with status 2 for no file, a missing file and a folder', async () => {
    expect((await run(['may-send'])).stderr).toContain('CASES is missing');
    expect((await run(['may-send', 'nowhere.jsonl'])).stderr).toContain('there is no such file');
    expect(await run(['may-send', '.'])).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('kairos check', () => {
  const facts = JSON.stringify([
    { id: 's', facts: [{ id: 'p', kind: 'price', value: 12_600, unit: 'KRW', text: '12,600원' }] },
  ]);
  const copy = (id: string, body: string) =>
    JSON.stringify({ id, channel: 'push', language: 'ko', title: '토너', body, facts: 's' });

  it('judges one line after the other; a line separator within a text ends no line', async () => {
    fileOf('facts.json', facts);
    const lines = [
      copy('good', '지금 12,600원에\u2028만나보세요.'),
      copy('bad', '지금 11,600원에 만나보세요.'),
    ];
    const file = fileOf('copy.jsonl', lines.join('\n'));
    const { status, stdout } = await run(['check', file, '--facts', 'facts.json']);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(answers).toMatchObject([
      { id: 'good', verdict: 'pass', findings: [] },
      { id: 'bad', verdict: 'fail', findings: [{ rule: 'price', text: '11,600원' }] },
    ]);
    expect(status).toBe(0);
  });

  it('ends with status 2 for a line that cannot be read and for missing facts', async () => {
    const unread = await run(['check', '-', '--facts', fileOf('facts.json', facts)], { stdin: '{"id":1}\n' });
    expect(unread).toMatchObject({ status: 2, stdout: expect.stringMatching(/^\{"id":1,"error":"/) });
    expect((await run(['check', '-'])).stderr).toContain('--facts FILE is missing');
    expect((await run(['check', '-', '--facts', 'nowhere.json'])).stderr).toContain(
      'there is no file nowhere.json',
    );
  });
});
