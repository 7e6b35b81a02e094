import { describe, expect, it } from '@jest/globals';
import { fileOf, run } from './fake-process.ts';

const facts = fileOf(
  'facts.json',
  JSON.stringify([
    {
      id: 's1',
      product_name: '토너',
      valid_to: '2026-11-30',
      facts: [{ id: 'f1', kind: 'price', value: 12900, unit: 'KRW' }],
    },
  ]),
);
const line = (id: string, body: string): string =>
  JSON.stringify({ id, channel: 'push', language: 'ko', title: '토너', body, facts: 's1' });
const copy = fileOf('copy.jsonl', [line('a', '12,900원이에요.'), '', line('b', '9,900원이에요.')].join('\n'));

describe('kairos check', () => {
  it('answers each line and ends well whatever the verdicts', async () => {
    const { status, stdout, stderr } = await run(['check', copy, '--facts', facts]);
    const answers = stdout
      .trim()
      .split('\n')
      .map((answer) => JSON.parse(answer) as { id: string; verdict: string });
    expect(answers.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['a', 'pass'],
      ['b', 'fail'],
    ]);
    expect(stderr).toContain('1 pass, 1 fail, 0 cannot be read');
    expect(status).toBe(0);
  });

  it('judges as of another moment', async () => {
    const { stdout } = await run([
      'check',
      copy,
      '--facts',
      facts,
      '--at',
      '2026-12-01T00:00:00+09:00',
      '--json',
    ]);
    expect(
      stdout
        .split('\n')
        .slice(0, 2)
        .every((answer) => answer.includes('"verdict":"fail"')),
    ).toBe(true);
  });

  it('answers the readable lines where one cannot be read, and says so', async () => {
    const broken = fileOf('broken.jsonl', ['{', line('a', '좋은 하루 보내세요.')].join('\n'));
    const { status, stdout } = await run(['check', broken, '--facts', facts]);
    expect(stdout.trim().split('\n')).toEqual([
      '{"id":null,"error":"line 1: not JSON"}',
      '{"id":"a","verdict":"pass","findings":[]}',
    ]);
    expect(status).toBe(2);
  });

  it.each([
    ['without facts', ['check', copy], '--facts FILE is missing'],
    ['without copy', ['check', '--facts', facts], 'COPY.jsonl is missing'],
    ['without the file', ['check', 'none.jsonl', '--facts', facts], 'there is no file none.jsonl'],
    ['with no instant', ['check', copy, '--facts', facts, '--at', 'noon'], '--at is an instant'],
    ['with facts that are none', ['check', copy, '--facts', copy], 'not JSON'],
  ])('fails %s', async (_, words, message) => {
    const { status, stderr } = await run(words);
    expect([status, stderr.includes(message)]).toEqual([2, true]);
  });
});
