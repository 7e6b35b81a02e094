import { describe, expect, it } from '@jest/globals';
import { checkCopyLine } from '#app/copy/check-copy.ts';
import { readFactSheets } from '#app/copy/read-fact-sheets.ts';

const sheet = {
  id: 's1',
  product_id: 'p1',
  product_name: '수분 토너',
  valid_from: '2026-11-01',
  valid_to: '2026-11-30',
  sender: '루나뷰티',
  opt_out: '080-111-2222',
  links: [],
  functional: [],
  facts: [{ id: 'f1', kind: 'price', value: 12900, unit: 'KRW', text: '판매가 12,900원' }],
};
const sheets = readFactSheets(JSON.stringify([sheet]));
const at = (instant: string): number => Date.parse(instant);
const NOW_MS = at('2026-11-21T12:00:00+09:00');
const good = {
  id: 'a',
  channel: 'push',
  language: 'ko',
  title: '수분 토너',
  body: '12,900원이에요.',
  facts: 's1',
};
const answer = (change: object, nowMs = NOW_MS): unknown =>
  checkCopyLine(JSON.stringify({ ...good, ...change }), 4, sheets, nowMs);

describe('checkCopyLine', () => {
  it('answers in the contract’s words', () => {
    expect(answer({})).toEqual({ id: 'a', verdict: 'pass', findings: [] });
    expect(answer({ body: '지금 9,900원이에요.' })).toEqual({
      id: 'a',
      verdict: 'fail',
      findings: [
        {
          rule: 'price',
          field: 'body',
          span: [3, 9],
          text: '9,900원',
          source: 'f1',
          fix: '"9,900원" 대신 팩트 시트의 가격("판매가 12,900원")대로 쓰세요.',
        },
      ],
    });
  });

  it.each([
    ['2026-10-31T23:59:59+09:00', 'valid_from'],
    ['2026-12-01T00:00:00+09:00', 'valid_to'],
  ])('lets no fact count at %s', (instant, source) => {
    expect(answer({}, at(instant))).toMatchObject({ verdict: 'fail', findings: [{ rule: 'price', source }] });
  });

  it.each(['2026-11-01T00:00:00+09:00', '2026-11-30T23:59:59+09:00'])('lets facts count at %s', (instant) => {
    expect(answer({}, at(instant))).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    ['an unknown channel', { channel: 'kakao' }, 'channel: unknown channel'],
    ['an unknown language', { language: 'ja' }, 'language: unknown language'],
    ['a missing body', { body: undefined }, 'body: '],
    ['an unknown sheet', { facts: 's9' }, 'facts: there is no fact sheet "s9"'],
  ])('says what is wrong with %s', (_, change, start) => {
    const { id, error } = answer(change) as { id: string; error: string };
    expect(id).toBe('a');
    expect(error.startsWith(start)).toBe(true);
  });

  it('gives the line number where there is no id', () => {
    expect(checkCopyLine('{', 7, sheets, NOW_MS)).toEqual({ id: null, error: 'line 7: not JSON' });
  });

  it('judges label, sender and opt-out only when the message is rendered', () => {
    expect(answer({ rendered: false })).toMatchObject({ verdict: 'pass' });
    expect(answer({ rendered: true })).toMatchObject({
      findings: [{ rule: 'label' }, { rule: 'sender' }, { rule: 'opt_out' }],
    });
  });
});

describe('readFactSheets', () => {
  it.each([
    ['what is not JSON', '{', /not JSON/],
    ['what is no list', '{}', /cannot be read/],
    ['an unknown kind', JSON.stringify([{ ...sheet, facts: [{ id: 'x', kind: 'colour' }] }]), /unknown kind/],
    [
      'a day that cannot be read',
      JSON.stringify([{ ...sheet, valid_to: 'soon' }]),
      /not a day or an instant/,
    ],
    ['a sheet named twice', JSON.stringify([sheet, sheet]), /twice/],
  ])('fails on %s', (_, json, message) => {
    expect(() => readFactSheets(json)).toThrow(message);
  });

  it('reads contacts as a text, a list or by channel', () => {
    const of = (change: object) =>
      readFactSheets(JSON.stringify([{ ...sheet, ...change }])).get('s1')?.optOut;
    expect(of({})).toEqual({ push: ['080-111-2222'], email: ['080-111-2222'], sms: ['080-111-2222'] });
    expect(of({ opt_out: ['a', 'b'] })?.sms).toEqual(['a', 'b']);
    expect(of({ opt_out: { sms: '080', email: 'https://x.example' } })).toEqual({
      push: [],
      email: ['https://x.example'],
      sms: ['080'],
    });
  });
});
