import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeLedger, encodeLedger } from '#adapters/node/ledger-codec.ts';
import { CLAIM_STATES, type Claim, countsAsSent, uniteClaims } from '#core/profiles/claim.ts';
import { CONSENT_CHANNELS, CONSENT_PURPOSES, type Consent } from '#core/profiles/consent.ts';
import {
  absorb,
  CONSENTS_MERGED,
  MEMBERS_KEPT,
  removeLink,
  settled,
} from '#core/profiles/identity/merge-ledgers.ts';
import {
  emptyLedger,
  hearConsents,
  isGranted,
  type Ledger,
  type SpokenConsent,
  STATEMENTS_KEPT,
} from '#core/profiles/ledger.ts';

const numRuns = Number(process.env['KAIROS_RUNS'] ?? 300);

/** Few values, so that statements meet: equal times, equal pairs, repeats. */
const consent: fc.Arbitrary<Consent> = fc.record({
  purpose: fc.constantFrom('marketing', 'marketing_night', 'location'),
  channel: fc.constantFrom('push', 'email', 'all'),
  granted: fc.boolean(),
  atMs: fc.integer({ min: 0, max: 12 }),
  basis: fc.constantFrom('opt_in', 'direct_deal_6m'),
  textVersion: fc.constantFrom('v1', 'v2'),
});
const consents = fc.array(consent, { maxLength: 30 });

/** Few campaigns, so that both sides of a merge were sent the same one. */
const claim = fc.record({
  campaignId: fc.constantFrom('c1', 'c2', 'c3'),
  occurrence: fc.constantFrom('once', 'cart_left:0'),
  channel: fc.constantFrom('push', 'email'),
  atMs: fc.integer({ min: 0, max: 12 }),
  expiresAtMs: fc.integer({ min: 13, max: 20 }),
  state: fc.constantFrom(...CLAIM_STATES),
  reason: fc.constantFrom('', 'throttled'),
  runId: fc.constantFrom('r1', 'r2'),
  chargedMicros: fc.nat(1000),
});
const claims = fc.array(claim, { maxLength: 6 });
/** What a customer key said, and what was claimed for it. */
const history = fc.record({ said: consents, sent: claims });
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

const claimedFor = (key: string, sent: History['sent']): readonly Claim[] =>
  uniteClaims(sent.map((each) => ({ ...each, personId: key, heldBy: [key] })));
const ledgerOf = (key: string, { said, sent }: History): Ledger => ({
  ...ledgerWith(key, said),
  claims: claimedFor(key, sent),
});

const say = (ledger: Ledger, speaker: string, said: readonly Consent[]): Ledger =>
  hearConsents(
    ledger,
    said.map((each): SpokenConsent => ({ speaker, consent: each })),
  );
const ledgerWith = (key: string, said: readonly Consent[]) => say(emptyLedger(key), key, said);
const link = (a: string, b: string, atMs = 6) => ({ mergeId: `${a}~${b}`, keys: [a, b] as const, atMs });
const merge = (a: Ledger, b: Ledger, atMs?: number) =>
  settled(absorb(a, b, link(a.personId, b.personId, atMs)));
const questions = CONSENT_PURPOSES.flatMap((purpose) =>
  CONSENT_CHANNELS.flatMap((channel) => [3, 6, 9, 12].map((atMs) => ({ purpose, channel, atMs }))),
);

describe('hearConsents', () => {
  it('gives the same ledger whatever the order, the batches and the repeats', () => {
    fc.assert(
      fc.property(consents, fc.infiniteStream(fc.nat()), fc.nat(30), (said, order, cut) => {
        const straight = ledgerWith('a', said);
        const shuffled = said
          .concat(said)
          .map((each) => ({ each, rank: order.next().value as number }))
          .sort((x, y) => x.rank - y.rank)
          .map(({ each }) => each);
        expect(say(say(emptyLedger('a'), 'a', shuffled.slice(0, cut)), 'a', shuffled.slice(cut))).toEqual(
          straight,
        );
      }),
      { numRuns },
    );
  });

  it('answers as a plain search through all statements would, while none had to be let go', () => {
    fc.assert(
      fc.property(fc.array(consent, { maxLength: STATEMENTS_KEPT }), (said) => {
        const ledger = ledgerWith('a', said);
        const isExpected = ({ purpose, channel, atMs }: (typeof questions)[number]) => {
          const relevant = said.filter(
            (each) =>
              each.purpose === purpose &&
              (each.channel === channel || each.channel === 'all') &&
              each.atMs <= atMs,
          );
          const newestMs = Math.max(...relevant.map((each) => each.atMs));
          const newest = relevant.filter((each) => each.atMs === newestMs);
          return newest.length > 0 && newest.every((each) => each.granted);
        };
        expect(questions.filter((each) => isGranted(ledger, each))).toEqual(questions.filter(isExpected));
      }),
      { numRuns },
    );
  });

  it('keeps a bounded number of statements', () => {
    fc.assert(
      fc.property(fc.array(consent, { maxLength: 400 }), (said) => {
        const pairs = 3 * 3;
        expect(ledgerWith('a', said).consents.length).toBeLessThanOrEqual(pairs * STATEMENTS_KEPT);
      }),
      { numRuns: Math.min(numRuns, 200) },
    );
  });
});

describe('merging', () => {
  it('never widens consent: no side that said anything refuses or is silent where the person grants', () => {
    fc.assert(
      fc.property(consents, consents, (ofA, ofB) => {
        const [a, b] = [ledgerWith('a', ofA), ledgerWith('b', ofB)];
        const merged = merge(a, b);
        const widened = questions.filter((question) => {
          const hasSpoken = (side: Ledger) => side.consents.some(({ atMs }) => atMs <= question.atMs);
          const answers = [a, b].filter(hasSpoken).map((side) => isGranted(side, question));
          return isGranted(merged, question) && !(answers.length > 0 && answers.every(Boolean));
        });
        expect(widened).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('leaves the consent of a customer as it was when the other key never said anything', () => {
    fc.assert(
      fc.property(consents, (said) => {
        const alone = ledgerWith('b', said);
        const merged = merge(emptyLedger('a'), alone);
        expect(questions.filter((each) => isGranted(merged, each))).toEqual(
          questions.filter((each) => isGranted(alone, each)),
        );
      }),
      { numRuns },
    );
  });

  it('is undone exactly: both sides are as they were, to the byte', () => {
    fc.assert(
      fc.property(history, history, history, (ofA, ofB, ofC) => {
        const left = merge(ledgerOf('a', ofA), ledgerOf('c', ofC));
        const right = ledgerOf('b', ofB);
        const parted = removeLink(merge(left, right), 'a~b');
        expect(parted.step).toEqual({
          kind: 'leaving',
          mergeId: 'a~b',
          part: { personId: 'b', members: ['b'], links: [], consents: right.consents, claims: right.claims },
        });
        expect(encodeLedger(settled(parted))).toBe(encodeLedger(left));
      }),
      { numRuns },
    );
  });

  it('counts what either side was sent before against both from then on', () => {
    fc.assert(
      fc.property(history, history, (ofA, ofB) => {
        const [a, b] = [ledgerOf('a', ofA), ledgerOf('b', ofB)];
        const sentBy = (ledger: Ledger) => ledger.claims.filter(countsAsSent).length;
        expect(sentBy(merge(a, b))).toBe(sentBy(a) + sentBy(b));
      }),
      { numRuns },
    );
  });

  it('makes what was sent while merged count on both sides, and what was sent before on its own alone', () => {
    fc.assert(
      fc.property(history, history, claim, (ofA, ofB, during) => {
        const merged = merge(ledgerOf('a', ofA), ledgerOf('b', ofB));
        const later: Claim = { ...during, campaignId: 'during', personId: 'b', heldBy: merged.members };
        const parted = removeLink({ ...merged, claims: uniteClaims([...merged.claims, later]) }, 'a~b');
        const part = parted.step?.kind === 'leaving' ? parted.step.part : undefined;
        const namesOf = (list: readonly Claim[] = []) =>
          list.map(({ campaignId, occurrence, personId }) => [campaignId, occurrence, personId]);
        const withLater = (key: string, { sent }: History) =>
          namesOf(uniteClaims([...claimedFor(key, sent), later]));
        expect(namesOf(parted.claims)).toEqual(withLater('a', ofA));
        expect(namesOf(part?.claims)).toEqual(withLater('b', ofB));
      }),
      { numRuns },
    );
  });

  it('makes what is said while merged count on both sides, and lets it decide for the person', () => {
    fc.assert(
      fc.property(consents, consents, fc.boolean(), (ofA, ofB, granted) => {
        const merged = merge(ledgerWith('a', ofA), ledgerWith('b', ofB), 13);
        const later: Consent = {
          purpose: 'marketing',
          channel: 'push',
          granted,
          atMs: 14,
          basis: 'opt_in',
          textVersion: 'v3',
        };
        const after = say(merged, 'b', [later]);
        const question = { purpose: 'marketing', channel: 'push', atMs: 15 } as const;
        expect(isGranted(after, question)).toBe(granted);
        const parted = removeLink(after, 'a~b');
        expect(isGranted(parted, question)).toBe(granted);
        expect(parted.step?.kind === 'leaving' && isGranted(parted.step.part, question)).toBe(granted);
      }),
      { numRuns },
    );
  });

  it('does not let a repeated statement of before the merge count for the other side', () => {
    fc.assert(
      fc.property(consents, consents, (ofA, ofB) => {
        const merged = merge(ledgerWith('a', ofA), ledgerWith('b', ofB), 0);
        expect(
          say(
            say(
              merged,
              'a',
              merged.consents.filter((each) => each.heldBy.includes('a')),
            ),
            'b',
            [],
          ),
        ).toBe(merged);
      }),
      { numRuns },
    );
  });
});

describe('encodeLedger', () => {
  it('is read back as it was, at every step', () => {
    fc.assert(
      fc.property(history, history, (ofA, ofB) => {
        const absorbed = absorb(ledgerOf('a', ofA), ledgerOf('b', ofB), link('a', 'b'));
        for (const ledger of [absorbed, settled(absorbed), removeLink(settled(absorbed), 'a~b')]) {
          expect(decodeLedger('a', encodeLedger(ledger))).toEqual(ledger);
        }
      }),
      { numRuns },
    );
  });

  it('stays below the 400 KB of a DynamoDB item for the largest person that merging allows', () => {
    const text = '한국어동의문구판v1…'.padEnd(14, 'x');
    const keys = Array.from({ length: MEMBERS_KEPT }, (_, index) => `${'k'.repeat(200)}${index + 10}`);
    const consentsOf = (count: number): Consent[] =>
      Array.from({ length: count }, (_, index) => ({
        purpose: CONSENT_PURPOSES[index % 5] ?? 'marketing',
        channel: CONSENT_CHANNELS[Math.floor(index / 5) % 5] ?? 'all',
        granted: index % 2 === 0,
        atMs: 1_790_000_000_000 + index,
        basis: text,
        textVersion: text,
      }));
    const perKey = Math.floor(CONSENTS_MERGED / MEMBERS_KEPT);
    const person = keys
      .map((key) => ledgerWith(key, consentsOf(perKey)))
      .reduce((all, next) => merge(all, next, 0));
    const full = say(person, keys[0] ?? '', consentsOf(5 * 5 * STATEMENTS_KEPT));
    expect(full.members).toHaveLength(MEMBERS_KEPT);
    expect(Buffer.byteLength(encodeLedger(full))).toBeLessThan(400_000);
    // What a customer costs: one key, three consents.
    expect(Buffer.byteLength(encodeLedger(ledgerWith('user-1024', consentsOf(3))))).toBeLessThan(350);
  });
});
