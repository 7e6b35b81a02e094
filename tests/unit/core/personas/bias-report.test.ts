import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import {
  biasReport,
  mergeTreatments,
  summariseTreatments,
  type TreatedPerson,
} from '#core/personas/bias-report.ts';

/** 3,000 people in three groups; one of them is contacted `gap` less often. */
function world(gap: number, seed: string): readonly TreatedPerson[] {
  const rng = createRng(seed);
  return Array.from({ length: 3000 }, (_, i) => {
    const group = ['20s', '40s', '60s'][i % 3]!;
    const wasContacted = rng.uniform() < (group === '60s' ? 0.4 - gap : 0.4);
    const gotOffer = wasContacted && rng.uniform() < 0.5;
    return {
      group,
      wasContacted,
      gotOffer,
      discountShare: gotOffer ? 0.1 + 0.2 * rng.uniform() : undefined,
      error: 0.3 * rng.uniform(),
    };
  });
}

const gapsOf = (people: readonly TreatedPerson[]) =>
  biasReport(summariseTreatments(people)).filter(({ isGap }) => isGap);

describe('biasReport', () => {
  it('finds a planted gap in who is contacted, and says whose it is', () => {
    const gaps = gapsOf(world(0.15, 'planted'));
    const contact = gaps.filter(({ treatment }) => treatment === 'contact_rate');
    expect(contact.map(({ group }) => group)).toContain('60s');
    expect(contact.find(({ group }) => group === '60s')!.mean).toBeLessThan(0.3);
  });

  it('finds none in fair worlds', () => {
    // Ten worlds at a corrected level of .001 each: a false alarm in one of them has a chance below 1 %.
    for (let at = 0; at < 10; at++) expect(gapsOf(world(0, `fair ${at}`))).toEqual([]);
  });

  it('says nothing of a group of fewer than thirty people', () => {
    const people = world(0, 'few').map((person, i) => (i < 20 ? { ...person, group: 'few' } : person));
    expect(biasReport(summariseTreatments(people)).map(({ group }) => group)).not.toContain('few');
  });

  it('agrees however people were split', () => {
    const people = world(0.15, 'split');
    const merged = mergeTreatments(
      summariseTreatments(people.slice(0, 700)),
      summariseTreatments(people.slice(700)),
    );
    expect(biasReport(merged).map(({ isGap }) => isGap)).toEqual(
      biasReport(summariseTreatments(people)).map(({ isGap }) => isGap),
    );
  });

  it('knows that 1.96 standard errors are a chance of 5 %', () => {
    const two = (mean: number): TreatedPerson[] =>
      Array.from({ length: 1000 }, (_, i) => ({
        group: mean === 0 ? 'a' : 'b',
        wasContacted: false,
        gotOffer: false,
        discountShare: undefined,
        error: mean + (i % 2 === 0 ? 1 : -1),
      }));
    const away = 1.959964 * Math.sqrt(2 / 1000);
    const gap = biasReport(summariseTreatments([...two(0), ...two(away)])).find(
      ({ group, treatment }) => group === 'a' && treatment === 'error',
    )!;
    // Holm multiplies the smallest chance by the number of comparisons: 2 groups × 3 judged treatments.
    expect(gap.chance / 6).toBeCloseTo(0.05, 4);
  });
});
