import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PersonSample } from '#app/personas/person-sample.ts';
import { createRng } from '#core/kernel/rng.ts';
import { adjustedRand } from '#core/maths/adjusted-rand.ts';
import { normalise } from '#core/maths/dense-matrix.ts';
import { concentrationOf, personaProbabilities } from '#core/personas/assign-persona.ts';
import { mergeBehaviour, solveBehaviour, summariseBehaviour } from '#core/personas/behaviour.ts';
import { runClusters, seedCentres } from '#core/personas/spherical-k-means.ts';

const people = (count: number, seed: number): Float64Array[] => {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => {
    const vector = Float64Array.from({ length: 6 }, () => rng.uniform() - 0.5);
    normalise(vector);
    return vector;
  });
};
/** Cuts a list where the numbers say. */
const cut = <Item>(items: readonly Item[], at: readonly number[]): Item[][] => {
  const places = [...new Set(at.map((place) => place % items.length))].sort((a, b) => a - b);
  return [...places, items.length].map((end, i) => items.slice(i === 0 ? 0 : places[i - 1], end));
};
const cuts = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 6 });

describe('spherical k-means', () => {
  it('gives the same centres to the last bit, however people were split', () => {
    fc.assert(
      fc.property(fc.nat(1000), cuts, (seed, at) => {
        const all = people(120, seed);
        const first = seedCentres(all, 5, createRng(seed));
        const whole = runClusters(first, [all]);
        const parts = runClusters(first, cut(all, at));
        expect([...parts.centres.values]).toEqual([...whole.centres.values]);
        expect([...parts.counts]).toEqual([...whole.counts]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('behaviour', () => {
  it('has the same means and spreads, however people were split', () => {
    const value = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
    const somebody = fc.record({
      ...{ store_share: value, app_share: value, discount_share: value, gift_share: value },
      ...{ repeat_share: value, price_level: value, basket_size: value, days_between: value },
      ...{ daytime_share: value, evening_share: value, night_share: value, weekend_share: value },
    });
    fc.assert(
      fc.property(fc.array(somebody, { minLength: 1 }), cuts, (everybody, at) => {
        const merged = cut(everybody, at).map(summariseBehaviour).reduce(mergeBehaviour);
        expect(solveBehaviour(merged)).toEqual(solveBehaviour(summariseBehaviour(everybody)));
      }),
    );
  });
});

describe('persona probabilities', () => {
  it('add up to 1 and put the nearest first among equal shares', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 0, max: 0.95, noNaN: true }), (seed, cosine) => {
        const [vector, ...rest] = people(5, seed);
        const centres = { rows: 4, columns: 6, values: Float64Array.from(rest.flatMap((row) => [...row])) };
        const shares = [0.25, 0.25, 0.25, 0.25];
        const concentration = concentrationOf(cosine, 6);
        const found = personaProbabilities({ ids: [], centres, shares, concentration }, vector!);
        expect(found.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('the sample of people', () => {
  it('does not depend on the order in which people come', () => {
    const shopper = (id: number) => ({ personId: `c${id}`, baskets: [], buyHours: [] });
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1000)), (ids) => {
        const take = (order: readonly number[]): readonly string[] => {
          const sample = new PersonSample();
          for (const id of order) sample.add(shopper(id));
          return sample.people().map(({ personId }) => personId);
        };
        expect(take(ids.toReversed())).toEqual(take(ids));
      }),
    );
  });
});

describe('the adjusted Rand index', () => {
  it('does not care which grouping comes first', () => {
    const labels = fc.array(fc.nat(4), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(labels, labels, (a, b) => {
        expect(adjustedRand(a, b)).toBeCloseTo(adjustedRand(b, a), 12);
      }),
    );
  });
});
