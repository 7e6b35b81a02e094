import { describe, expect, it } from '@jest/globals';
import { checkCopyLine } from '#app/copy/check-copy.ts';
import { readFactSheets } from '#app/copy/read-fact-sheets.ts';
import { findContacts } from '#core/copy/check/find-contacts.ts';

const NOW_MS = Date.parse('2026-11-21T12:00:00+09:00');
const WAY = 'https://moonshop.example/sale/preferences';
const sheet = {
  id: 'balm',
  product_id: 'p1',
  product_name: 'Moon Lip Balm',
  valid_from: '2026-11-01',
  valid_to: '2026-12-31',
  sender: 'Moonshop 1588-0000',
  opt_out: '080-123-4567',
  links: [WAY],
  functional: [],
  facts: [],
};
const sheets = readFactSheets(JSON.stringify([sheet]));

const rulesOf = (line: object): readonly string[] => {
  const copy = { id: 'c', channel: 'email', language: 'en', title: 'Hello', facts: 'balm', ...line };
  const answer = checkCopyLine(JSON.stringify(copy), 1, sheets, NOW_MS);
  return 'findings' in answer ? answer.findings.map(({ rule }) => rule) : ['unreadable'];
};

describe('copies that only look wrong', () => {
  it('may speak of cream without naming an ingredient', () => {
    expect(rulesOf({ body: 'Finish with a touch of hand cream and Moon Lip Balm.' })).toEqual([]);
  });

  it('may name a shade beside a year, but no licence plate', () => {
    expect(findContacts('쿠션 21호 2026 새 옷을 입었어요')).toEqual([]);
    expect(findContacts('38나 4127 차주님')).toMatchObject([{ kind: 'plate' }]);
  });

  it('may lead out by a page whose address holds the words of an offer, at the end alone', () => {
    const rendered = { title: '(광고) Hello', rendered: true };
    const foot = `Moonshop 1588-0000\nUnsubscribe: ${WAY}`;
    expect(rulesOf({ ...rendered, body: `Moon Lip Balm is here.\n\n${foot}` })).toEqual([]);
    expect(rulesOf({ ...rendered, body: `${foot}\n\nBuy Moon Lip Balm.` })).toContain('opt_out');
  });
});
