import { describe, expect, it } from '@jest/globals';
import { arrayOfBeliefs } from '#core/copy/policy/arm-belief.ts';
import { chooseShares } from '#core/copy/policy/choose-shares.ts';
import { replayDeck } from '#core/copy/policy/deck-replay.ts';
import { hasFairArms } from '#core/copy/policy/fair-arms.ts';
import { type CopyOutcome, responseLevels } from '#core/copy/policy/response-levels.ts';
import { SHARING, shareCopies } from '#core/copy/policy/share-copies.ts';
import { storiesOf } from '#core/copy/policy/stories.ts';
import { fitTextPrior } from '#core/copy/policy/text-prior.ts';
import { createRng } from '#core/kernel/rng.ts';

const copy = (copyId: string, appealType: 'price' | 'context' | 'care', textScore = 0) => ({
  copyId,
  appealType,
  textScore,
});
const outcome = (copyId: string, appealType: CopyOutcome['appealType'], shown: number, answered: number) => ({
  copyId,
  personaId: 'p',
  appealType,
  shown,
  answered,
});

describe('shareCopies', () => {
  const candidates = [copy('a', 'price'), copy('b', 'context'), copy('c', 'care'), copy('d', 'care')];
  const shareOf = (result: ReturnType<typeof shareCopies>, id: string): number =>
    result.shares.find(({ copyId }) => copyId === id)?.share ?? Number.NaN;

  it('gives every copy a known share above 0 that adds up to 1, and price and context their least', () => {
    const seen = [
      outcome('c', 'care', 4000, 200),
      outcome('a', 'price', 4000, 40),
      outcome('b', 'context', 4000, 40),
    ];
    const result = shareCopies(candidates, seen, { personaId: 'p', left: 1000 });
    expect(result.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...result.shares.map(({ share }) => share))).toBeGreaterThan(0);
    expect(shareOf(result, 'a')).toBeGreaterThanOrEqual(SHARING.triedShare - 1e-12);
    expect(shareOf(result, 'b')).toBeGreaterThanOrEqual(SHARING.triedShare - 1e-12);
  });

  it('says which of price and context has no approved copy', () => {
    expect(shareCopies([copy('c', 'care')], [], { personaId: 'p', left: 10 }).missing).toEqual([
      'price',
      'context',
    ]);
  });

  it('near the end sends what has worked, with much left tries what may work better', () => {
    const seen = [
      outcome('c', 'care', 3000, 90),
      outcome('d', 'care', 3000, 45),
      outcome('a', 'price', 3000, 45),
      outcome('b', 'context', 40, 1),
    ];
    const result = (left: number) => shareCopies(candidates, seen, { personaId: 'p', left });
    expect(shareOf(result(50), 'c')).toBeGreaterThan(0.5);
    expect(shareOf(result(1_000_000), 'c')).toBeLessThan(0.5);
  });

  it('before anything was sent follows the text', () => {
    const told = [copy('a', 'price'), copy('b', 'context', 0.4)];
    expect(shareOf(shareCopies(told, [], { personaId: 'p', left: 50 }), 'b')).toBeGreaterThan(0.5);
  });
});

describe('responseLevels', () => {
  const settings = { usualRate: 0.02, usualAnswers: 5 };

  it('knows nothing without outcomes', () => {
    const levels = responseLevels([], settings);
    expect([levels.personaRate('p'), levels.appealFactor('p', 'care')]).toEqual([0.02, 1]);
  });

  it('lends a type’s success elsewhere to a persona that has not seen it, and its own evidence overrules', () => {
    const elsewhere = [
      { ...outcome('a', 'care', 10_000, 400), personaId: 'q' },
      { ...outcome('b', 'price', 10_000, 100), personaId: 'q' },
    ];
    expect(responseLevels(elsewhere, settings).appealFactor('p', 'care')).toBeGreaterThan(1.2);
    const own = [...elsewhere, outcome('a', 'care', 10_000, 50), outcome('b', 'price', 10_000, 450)];
    expect(responseLevels(own, settings).appealFactor('p', 'care')).toBeLessThan(0.6);
  });

  it('does not depend on how outcomes were split into rows', () => {
    const whole = [outcome('a', 'care', 1000, 30), outcome('b', 'price', 1000, 10)];
    const parts = [outcome('a', 'care', 400, 10), ...whole.slice(1), outcome('a', 'care', 600, 20)];
    const factor = (rows: readonly CopyOutcome[]) => responseLevels(rows, settings).appealFactor('p', 'care');
    expect(factor(parts)).toBeCloseTo(factor(whole), 12);
  });
});

describe('the pieces of the back-test', () => {
  it('a replay of one arm alike earns what uniform earns, and no deck runs out', () => {
    const test = {
      testId: 't',
      titles: ['a', 'b'],
      arms: [
        { shown: 500, answered: 50 },
        { shown: 600, answered: 12 },
      ],
    };
    const alike = replayDeck(test, () => [0.5, 0.5], 1, createRng(1));
    expect(Math.abs(alike.answered - alike.uniform)).toBeLessThan(15);
    // A whole deck holds its 50 answers; 400 replays' mean strays by more than 3 less than once in a million.
    const whole = Array.from(
      { length: 400 },
      (_, i) => replayDeck(test, () => [1, 0], 1, createRng(i)).answered,
    );
    expect(Math.abs(whole.reduce((sum, each) => sum + each, 0) / 400 - 50)).toBeLessThan(3);
  });

  it('finds the better arm of two in a replay more often than not', () => {
    const arms = [
      { shown: 4000, answered: 160 },
      { shown: 4000, answered: 60 },
    ];
    const settings = { spread: 0.35, usualRate: 0.02, usualAnswers: 2 };
    const policy: Parameters<typeof replayDeck>[1] = ({ counts, left }) =>
      chooseShares(arrayOfBeliefs([{ logRate: 0 }, { logRate: 0 }], counts, settings), left, {
        floor: 0.02,
        curiosity: 2,
      });
    const { answered, uniform } = replayDeck(
      { testId: 't', titles: ['a', 'b'], arms },
      policy,
      1,
      createRng(3),
    );
    expect(answered).toBeGreaterThan(1.2 * uniform);
  });

  it('the sample-ratio test lets even arms pass and stops uneven ones at p < .001', () => {
    // chi-squared quantile at .999 with 1 degree: 10.83, that is sizes 1000 ± 73.6.
    expect([hasFairArms([1073, 927]), hasFairArms([1075, 925]), hasFairArms([1000, 1000, 1003])]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('a text prior learns a word that wins', () => {
    const tested = Array.from({ length: 60 }, (_, i) => [
      { testId: `t${i}`, title: `story ${i} with kittens`, shown: 2000, answered: 60 },
      { testId: `t${i}`, title: `story ${i} with taxes`, shown: 2000, answered: 30 },
    ]).flat();
    const prior = fitTextPrior(tested, {
      ridge: 40,
      formRidge: 40,
      fewestTitles: 2,
      spread: 0.25,
      pieceShare: 0.5,
    });
    expect(prior.score('a new one with kittens') - prior.score('a new one with taxes')).toBeGreaterThan(0.2);
  });

  it('tests that share a title, a picture or many rare words are one story', () => {
    const of = (title: string, image: string) => ({ titles: [title], imageIds: [image] });
    const stories = storiesOf([
      of('Zebra crossing in Ulsan', 'i1'),
      of('zebra crossing, in ulsan!', 'i2'),
      of('Nothing alike', 'i2'),
      of('Something else entirely', 'i3'),
    ]);
    expect(stories[0]).toBe(stories[1]);
    expect(stories[1]).toBe(stories[2]);
    expect(stories[3]).not.toBe(stories[0]);
  });
});
