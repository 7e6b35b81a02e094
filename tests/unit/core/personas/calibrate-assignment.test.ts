import { describe, expect, it } from '@jest/globals';
import { createRng } from '#core/kernel/rng.ts';
import { normalise, rowOf, zeroMatrix } from '#core/maths/dense-matrix.ts';
import { personaProbabilities } from '#core/personas/assign-persona.ts';
import { calibratedConcentration } from '#core/personas/calibrate-assignment.ts';

const DIMENSION = 6;
const GROUPS = 4;
const shares = [0.4, 0.3, 0.2, 0.1];
const rng = createRng('calibration');
const drawn = (): Float64Array => Float64Array.from({ length: DIMENSION }, () => rng.uniform() - 0.5);
const centres = zeroMatrix(GROUPS, DIMENSION);
for (let k = 0; k < GROUPS; k++) {
  rowOf(centres, k).set(drawn());
  normalise(rowOf(centres, k));
}

/** People whose groups are drawn from the model itself with this concentration. */
function simulated(concentration: number, count: number) {
  const personas = { ids: ['a', 'b', 'c', 'd'], centres, shares, concentration };
  return Array.from({ length: count }, () => {
    const vector = drawn();
    normalise(vector);
    const probabilities = personaProbabilities(personas, vector);
    let at = rng.uniform();
    let group = 0;
    while (group < GROUPS - 1 && at >= probabilities[group]!) at -= probabilities[group++]!;
    return { vector, group };
  });
}

describe('calibratedConcentration', () => {
  // 5,000 people: the standard error of κ is below 3 %, so 15 % is five of them (false alarm < 1e-6), seed fixed.
  it.each([0.5, 3, 12])('finds κ = %d from which the groups were drawn', (concentration) => {
    const found = calibratedConcentration(centres, shares, simulated(concentration, 5_000))!;
    expect(Math.abs(found - concentration)).toBeLessThan(0.15 * concentration + 0.2);
  });

  it('says nothing of too few people', () => {
    expect(calibratedConcentration(centres, shares, simulated(3, 99))).toBeUndefined();
  });
});
