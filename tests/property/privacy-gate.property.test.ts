import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gateJson } from '#core/events/privacy-gate.ts';
import { readRecord } from '#core/events/read-record.ts';
import type { Json } from '#core/kernel/json.ts';
import { testHash } from '#tests/identifier-hash.ts';
import { RUNS } from './runs.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((d) => d.join(''));
const separator = fc.constantFrom('', '-', ' ', '.', '\u2013', ' - ', '\u200b', '\u00b7');
const disguise = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.replace(/[0-9@]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  (text: string) => text.replace(/./g, '$&\u200b'),
  (text: string) => text.replace(/\d/g, (d) => String.fromCharCode(0x660 + Number(d))),
);

const email = fc
  .tuple(
    fc.stringMatching(/^[a-z]{1,8}$/),
    fc.stringMatching(/^[a-z]{2,8}$/),
    fc.constantFrom('com', 'co.kr', 'io'),
  )
  .map(([user, host, top]) => ({ clear: `${user}@${host}.${top}`, core: `${user}@${host}` }));
const mobile = fc
  .tuple(separator, digits(4), separator, digits(4), fc.constantFrom('010', '+82 10', '82-10', '011'))
  .map(([a, middle, b, last, head]) => ({ clear: head + a + middle + b + last, core: middle + last }));
const resident = fc
  .tuple(
    fc.date({
      min: new Date(Date.UTC(1930, 0, 1)),
      max: new Date(Date.UTC(2015, 0, 1)),
      noInvalidDate: true,
    }),
    fc.constantFrom('-', ' ', '–'),
    fc.integer({ min: 1, max: 8 }),
    digits(6),
  )
  .map(([born, gap, kind, rest]) => ({
    clear: born.toISOString().slice(2, 10).replaceAll('-', '') + gap + String(kind) + rest,
    core: String(kind) + rest,
  }));
const canary = fc
  .tuple(fc.oneof(email, mobile, resident), disguise)
  .map(([{ clear, core }, dress]) => ({ planted: dress(clear), core }));

/** What a reader of the store would look for: the text without dress and separators. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/k1\.[\w-]{43}/g, '')
    .replace(/[\s.\-\u2013\u200b\u00b7]/g, '');

const plain = fc.oneof(
  fc.string({ maxLength: 8, unit: 'grapheme' }),
  fc.constantFrom('', '연락처 ', 'call:', '(', '…'),
);
const place = fc.constantFrom('custom', 'note', 'url', 'email', 'phone', 'token', 'sku', 'name', '메모');

describe('privacyGate', () => {
  it('lets no canary through, wherever and however it is planted', () => {
    fc.assert(
      fc.property(canary, fc.tuple(plain, plain), place, fc.nat(5), (bird, [before, after], key, where) => {
        const { planted, core } = bird;
        // A digit that touches a number makes it another number.
        const text =
          before.normalize('NFKC').replace(/[\p{N}.]/gu, '') +
          planted +
          after.normalize('NFKC').replace(/[\p{N}]/gu, '');
        const spots: Json[] = [
          { [key]: text },
          { [key]: [[text]] },
          { a: { b: { [key]: { c: text } } } },
          { [text]: 1 },
          { products: [{ [key]: text }] },
          { [key]: text, again: text },
        ];
        const message = {
          type: 'track',
          messageId: 'm',
          userId: 'u',
          event: 'Custom',
          properties: spots[where],
        };
        const bytes = new TextEncoder().encode(JSON.stringify(message));
        // The partition key is the sender's own; the stream holds it, no store of ours.
        const stored = JSON.stringify(
          readRecord(bytes, { hash: testHash, arrivedMs: 0 }).map((read) => ({ ...read, partitionKey: '' })),
        );
        expect(bare(stored)).not.toContain(bare(core));
      }),
      { numRuns: RUNS },
    );
  });

  it('changes nothing the second time', () => {
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }),
      fc.record({
        email: fc.oneof(
          canary.map((c) => c.planted),
          plain,
        ),
        note: fc
          .array(
            fc.oneof(
              canary.map((c) => c.planted),
              plain,
              digits(11),
            ),
            { maxLength: 5 },
          )
          .map((p) => p.join('')),
        phone: fc.oneof(fc.nat(), plain),
      }),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const once = gateJson(value, testHash);
        expect(gateJson(once, testHash)).toEqual(once);
      }),
      { numRuns: RUNS },
    );
  });
});
