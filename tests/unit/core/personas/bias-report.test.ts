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

  it('finds none where a small group meets something rare: one in a thousand reports at the most', () => {
    const rng = createRng('rare');
    let alarmed = 0;
    const reports = Number(process.env['KAIROS_BIAS_REPORTS'] ?? 1500);
    for (let at = 0; at < reports; at += 1) {
      const rate = 0.01 + 0.15 * rng.uniform();
      const small = 30 + rng.integer(60);
      const people = Array.from({ length: 600 }, (_, i): TreatedPerson => {
        const wasContacted = rng.uniform() < rate;
        return {
          group: i < small ? 'small' : 'large',
          wasContacted,
          gotOffer: wasContacted && rng.uniform() < 0.5,
          discountShare: rng.uniform() < rate ? 0.5 * rng.uniform() : 0,
          error: rng.uniform() < rate ? 0.9 : rate,
        };
      });
      alarmed += Number(gapsOf(people).length > 0);
    }
    if (process.env['KAIROS_BIAS_REPORTS'] !== undefined) process.stderr.write(`${alarmed} of ${reports}\n`);
    expect(alarmed / reports).toBeLessThan(0.001 + 3 * Math.sqrt(0.001 / reports));
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
    // Holm multiplies the smallest chance by the number of comparisons: three treatments were judged.
    expect(gap.chance / 3).toBeCloseTo(0.05, 2);
  });
});
